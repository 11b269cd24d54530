#if !hasFeature(Embedded)
    extension PBKDF2 where Hash == SHA256 {
        /// Keys of `byteCount` bytes from passwords with a salt each, in their order: what one by one would be the same.
        ///
        /// Four are made side by side, in the time of about two and a half; all end as one, so that the time tells how many
        /// there are and not which is whose.
        ///
        /// - Throws: ``ParameterError`` unless `iterations` is 1...4,294,967,295 and `byteCount` is 1...65,536.
        public static func deriveKeys(
            _ inputs: [(password: [UInt8], salt: [UInt8])], iterations: Int, byteCount: Int
        ) throws(ParameterError) -> [[UInt8]] {
            try checkParameters(iterations: iterations, byteCount: byteCount)
            var keys: [[UInt8]] = []
            keys.reserveCapacity(inputs.count)
            while keys.count < inputs.count {
                let rest = inputs[keys.count...].prefix(4)
                // A pass of four takes longer than two, and less than three.
                guard rest.count >= 3 else {
                    for input in rest {
                        keys.append(
                            try deriveKey(
                                password: input.password, salt: input.salt, iterations: iterations,
                                byteCount: byteCount))
                    }
                    return keys
                }
                keys += four(rest, iterations: iterations, byteCount: byteCount)
            }
            return keys
        }

        /// The keys of three or four passwords.
        private static func four(
            _ inputs: ArraySlice<(password: [UInt8], salt: [UInt8])>, iterations: Int, byteCount: Int
        ) -> [[UInt8]] {
            let hashes = inputs.map { input in input.password.withRawSpan { SHA256.Key($0) } }
            let lanes = [0, 1, 2, inputs.count - 1]
            let inner = SHA256State(lanes.map { hashes[$0].inner })
            let outer = SHA256State(lanes.map { hashes[$0].outer })
            var keys = inputs.map { _ in [UInt8]() }
            var number: UInt32 = 0
            while keys[0].count < byteCount {
                number += 1
                let first = zip(hashes, inputs).map { hash, input in
                    (input.salt + bytes(of: number)).withRawSpan { hash.code(for: $0).state }
                }
                let sums = SHA256State.chained(
                    SHA256State(lanes.map { first[$0] }), inner, outer, count: iterations - 1)
                for place in keys.indices { keys[place] += SHA256.Digest(sums.lane(place)) }
            }
            return keys.map { Array($0.prefix(byteCount)) }
        }
    }

    extension SHA256State where Word == SIMD4<UInt32> {
        /// Four states side by side.
        fileprivate init(_ states: [SHA256State<UInt32>]) {
            precondition(states.count == 4, "a state for each lane")
            func lanes(_ word: (SHA256State<UInt32>) -> UInt32) -> SIMD4<UInt32> {
                SIMD4(word(states[0]), word(states[1]), word(states[2]), word(states[3]))
            }
            self.init(
                a: lanes { $0.a }, b: lanes { $0.b }, c: lanes { $0.c }, d: lanes { $0.d }, e: lanes { $0.e },
                f: lanes { $0.f }, g: lanes { $0.g }, h: lanes { $0.h })
        }

        /// The state in a lane, 0-3.
        fileprivate func lane(_ place: Int) -> SHA256State<UInt32> {
            SHA256State<UInt32>(
                a: a[place], b: b[place], c: c[place], d: d[place], e: e[place], f: f[place], g: g[place], h: h[place])
        }

        /// The exclusive or of four digests and of `count` codes each, every code that of the one before.
        fileprivate static func chained(
            _ first: SHA256State, _ inner: SHA256State, _ outer: SHA256State, count: Int
        ) -> SHA256State {
            var code = first
            var sum = first
            for _ in 0..<count {
                code = outer.afterDigest(inner.afterDigest(code))
                sum = sum ^ code
            }
            return sum
        }
    }
#endif
