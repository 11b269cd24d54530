extension TOTP {
    /// One user's code in a batch of codes to verify.
    public struct Attempt: Sendable {
        /// The typed code.
        public var code: OneTimeCode
        /// The prepared key of the user's secret.
        public var key: Key
        /// The last accepted step; only a later step counts.
        public var floor: TimeStep?

        /// Creates an attempt from a code, a key and the last accepted step.
        public init(_ code: OneTimeCode, for key: Key, after floor: TimeStep? = nil) {
            (self.code, self.key, self.floor) = (code, key, floor)
        }
    }

    /// Verifies the codes of many users at one time, each like `verify(_:for:at:driftSteps:after:)`.
    ///
    /// Eight users take the time of about four. The time shows the number of users and nothing else.
    ///
    /// - Returns: The results in the order of the attempts.
    /// - Precondition: Every key was made for this ``algorithm``.
    public func verify(batch attempts: [Attempt], at time: UnixTime, driftSteps: Int = 1) -> [Verification] {
        var verdicts: [Verification] = []
        verdicts.reserveCapacity(attempts.count)
        window(at: time, driftSteps: driftSteps).verify(attempts, into: &verdicts)
        return verdicts
    }
}

extension TOTP.Window {
    /// Verifies the codes of many users, like ``TOTP/verify(batch:at:driftSteps:)``, into an array that the caller
    /// reuses.
    ///
    /// The contents of the array are replaced. If it has the capacity, no memory is allocated.
    ///
    /// - Precondition: Every key was made for the algorithm of the TOTP.
    public func verify(_ attempts: [TOTP.Attempt], into verdicts: inout [TOTP.Verification]) {
        verdicts.removeAll(keepingCapacity: true)
        #if !hasFeature(Embedded)
            var schedule = SHA1Schedule<LanePair>()
            while hasLanes, attempts.count - verdicts.count >= 8 {
                let first = verdicts.count
                let matches = matches(ofEight: attempts, from: first, &schedule)
                for place in 0..<8 {
                    verdicts.append(steps.verdict(on: matches[place], after: attempts[first + place].floor))
                }
            }
        #endif
        for place in verdicts.count..<attempts.count {
            verdicts.append(verify(attempts[place].code, for: attempts[place].key, after: attempts[place].floor))
        }
    }
}

#if !hasFeature(Embedded)
    extension TOTP.Window {
        /// The matching steps of eight users, one bit each; each step is computed for all users before the next one.
        ///
        /// `schedule` is working memory.
        func matches(
            ofEight attempts: [TOTP.Attempt], from first: Int, _ schedule: inout SHA1Schedule<LanePair>
        ) -> LanePair {
            func key(_ place: Int) -> SHA1.Key {
                guard let key = attempts[first + place].key.sha1 else {
                    preconditionFailure("a key of another algorithm")
                }
                return key
            }
            let inner = SHA1State<LanePair> { key($0).inner }
            let outer = SHA1State<LanePair> { key($0).outer }
            let typed = LanePair { TypedCode(attempts[first + $0].code, digits: totp.digits).value }
            var matches = LanePair(repeating: 0)
            unsafe stepSchedules.withUnsafeBufferPointer {
                let schedules = unsafe Span(_unsafeElements: $0)
                for place in 1...steps.count {
                    let step = steps.count - place
                    let numbers = outer.afterDigest(inner.afterBlock(schedules, step), &schedule).truncated
                    let codes = LanePair(totp.hotp.shortened(numbers.low), totp.hotp.shortened(numbers.high))
                    // Doubling makes room for a bit; the earliest step comes last and gets the lowest bit.
                    matches = matches &+ matches &+ (codes ^ typed).isZero
                }
            }
            return matches & LanePair(repeating: steps.existing)
        }
    }

    extension SHA1State where Word == LanePair {
        /// Puts eight states into lanes.
        @inline(__always)
        fileprivate init(_ state: (Int) -> SHA1State<UInt32>) {
            let s = (state(0), state(1), state(2), state(3), state(4), state(5), state(6), state(7))
            self.init(
                a: LanePair(SIMD4(s.0.a, s.1.a, s.2.a, s.3.a), SIMD4(s.4.a, s.5.a, s.6.a, s.7.a)),
                b: LanePair(SIMD4(s.0.b, s.1.b, s.2.b, s.3.b), SIMD4(s.4.b, s.5.b, s.6.b, s.7.b)),
                c: LanePair(SIMD4(s.0.c, s.1.c, s.2.c, s.3.c), SIMD4(s.4.c, s.5.c, s.6.c, s.7.c)),
                d: LanePair(SIMD4(s.0.d, s.1.d, s.2.d, s.3.d), SIMD4(s.4.d, s.5.d, s.6.d, s.7.d)),
                e: LanePair(SIMD4(s.0.e, s.1.e, s.2.e, s.3.e), SIMD4(s.4.e, s.5.e, s.6.e, s.7.e)))
        }
    }

    extension LanePair {
        /// Puts eight words into lanes.
        @inline(__always)
        fileprivate init(_ word: (Int) -> UInt32) {
            self.init(SIMD4(word(0), word(1), word(2), word(3)), SIMD4(word(4), word(5), word(6), word(7)))
        }
    }
#endif
