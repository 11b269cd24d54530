/// PBKDF2 (RFC 8018, 5.2) with HMAC: a key derived from a password, made slow by its iterations.
public enum PBKDF2<Hash: HashFunction> {
    /// Returns a key of `byteCount` bytes.
    ///
    /// - Throws: ``ParameterError`` unless `iterations` is 1...4,294,967,295 and `byteCount` is 1...65,536.
    public static func deriveKey(
        password: some Collection<UInt8>, salt: some Collection<UInt8>, iterations: Int, byteCount: Int
    ) throws(ParameterError) -> [UInt8] {
        try checkParameters(iterations: iterations, byteCount: byteCount)
        let hmac = HMAC<Hash>(key: password)
        var key: [UInt8] = []
        key.reserveCapacity(byteCount + Hash.Digest.byteCount)
        var number: UInt32 = 0
        while key.count < byteCount {
            number += 1
            let first = hmac.authenticationCode(for: Array(salt) + bytes(of: number))
            key += hmac.chained(from: first, count: iterations - 1)
        }
        return Array(key.prefix(byteCount))
    }

    static func checkParameters(iterations: Int, byteCount: Int) throws(ParameterError) {
        guard (1...Int(UInt32.max)).contains(iterations) else {
            throw ParameterError("iterations", "must be 1...4294967295")
        }
        guard (1...65_536).contains(byteCount) else { throw ParameterError("byteCount", "must be 1...65536") }
    }

    /// The number of a key block as four bytes, most significant first.
    static func bytes(of number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}

#if !hasFeature(Embedded)
    extension PBKDF2 where Hash == SHA256 {
        /// Returns one key of `byteCount` bytes for each password and salt, in the order of the inputs.
        ///
        /// Four keys are derived in parallel lanes, in the time of about two and a half.
        ///
        /// All keys of a call finish together. The time shows the number of inputs and nothing about a single one.
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
                // Four lanes take longer than two single keys and less than three.
                guard rest.count >= 3 else {
                    for input in rest {
                        keys.append(
                            try deriveKey(
                                password: input.password, salt: input.salt, iterations: iterations,
                                byteCount: byteCount))
                    }
                    return keys
                }
                keys += keysInLanes(rest, iterations: iterations, byteCount: byteCount)
            }
            return keys
        }

        /// Returns one key of 32 bytes for each input after its own iterations, at the cost of `cost` iterations for
        /// every input.
        ///
        /// The work continues after a key is complete, so the time does not show the iterations of an input.
        ///
        /// - Returns: A key for each input, then one array with the result of the extra iterations, which has no
        ///   other use.
        /// - Throws: ``ParameterError`` unless all iterations are 1...`cost` and `cost` is at most 4,294,967,295.
        package static func deriveKeys(
            _ inputs: [(password: [UInt8], salt: [UInt8], iterations: Int)], through cost: Int
        ) throws(ParameterError) -> [[UInt8]] {
            try checkParameters(iterations: cost, byteCount: 32)
            for input in inputs where !(1...cost).contains(input.iterations) {
                throw ParameterError("iterations", "must be 1...\(cost)")
            }
            var keys: [[UInt8]] = []
            var rest: [UInt8] = []
            while keys.count < inputs.count {
                let group = inputs[keys.count...].prefix(4)
                let chains = group.map { input in
                    HashChain(input.password.withRawSpan { SHA256.Key($0) }, salt: input.salt + bytes(of: 1))
                }
                let stops = group.map(\.iterations)
                // Four lanes take longer than two single keys and less than three.
                guard group.count >= 3 else {
                    for (chain, stop) in zip(chains, stops) {
                        let (key, end) = single(chain, stop: stop, cost: cost)
                        keys.append(key)
                        rest += end
                    }
                    continue
                }
                let (more, end) = inLanes(chains, stops: stops, cost: cost)
                keys += more
                rest += end
            }
            return keys + [rest]
        }

        private static func single(_ chain: HashChain<UInt32>, stop: Int, cost: Int) -> (key: [UInt8], end: [UInt8]) {
            var chain = chain
            chain.advance(stop - 1)
            let key = Array(SHA256.Digest(chain.sum))
            chain.advance(cost - stop)
            return (key, Array(SHA256.Digest(chain.sum)))
        }

        private static func inLanes(
            _ chains: [HashChain<UInt32>], stops: [Int], cost: Int
        ) -> (keys: [[UInt8]], end: [UInt8]) {
            var chain = HashChain(inLanes: chains)
            var keys = chains.map { _ in [UInt8]() }
            var done = 1
            for stop in Set(stops + [cost]).sorted() {
                chain.advance(stop - done)
                done = stop
                for place in keys.indices where stops[place] == stop {
                    keys[place] = Array(SHA256.Digest(chain.sum.lane(place)))
                }
            }
            return (keys, Array(SHA256.Digest(chain.sum.lane(0))))
        }

        /// Returns the keys of three or four passwords.
        private static func keysInLanes(
            _ inputs: ArraySlice<(password: [UInt8], salt: [UInt8])>, iterations: Int, byteCount: Int
        ) -> [[UInt8]] {
            let hashes = inputs.map { input in input.password.withRawSpan { SHA256.Key($0) } }
            var keys = inputs.map { _ in [UInt8]() }
            var number: UInt32 = 0
            while keys[0].count < byteCount {
                number += 1
                let block = bytes(of: number)
                var chain = HashChain(inLanes: zip(hashes, inputs).map { HashChain($0, salt: $1.salt + block) })
                chain.advance(iterations - 1)
                for place in keys.indices { keys[place] += SHA256.Digest(chain.sum.lane(place)) }
            }
            return keys.map { Array($0.prefix(byteCount)) }
        }
    }

    /// A chain of HMAC codes, each the code of the one before, and the exclusive or of all of them.
    private struct HashChain<Word: Lane> {
        let inner: SHA256State<Word>
        let outer: SHA256State<Word>
        var code: SHA256State<Word>
        var sum: SHA256State<Word>

        init(inner: SHA256State<Word>, outer: SHA256State<Word>, code: SHA256State<Word>) {
            (self.inner, self.outer, self.code, sum) = (inner, outer, code, code)
        }
    }

    // Each word type has its own method, because a generic one would call a witness at each step.
    extension HashChain where Word == UInt32 {
        /// Starts the chain with the code of a salt.
        init(_ key: SHA256.Key, salt: [UInt8]) {
            self.init(
                inner: key.inner, outer: key.outer, code: salt.withRawSpan { key.authenticationCode(for: $0).state })
        }

        mutating func advance(_ count: Int) {
            for _ in 0..<count {
                code = outer.afterDigest(inner.afterDigest(code))
                sum = sum ^ code
            }
        }
    }

    extension HashChain where Word == SIMD4<UInt32> {
        /// Puts three or four chains into lanes; of three, the last one fills two lanes.
        init(inLanes chains: [HashChain<UInt32>]) {
            let lanes = [0, 1, 2, chains.count - 1].map { chains[$0] }
            self.init(
                inner: SHA256State(lanes.map(\.inner)), outer: SHA256State(lanes.map(\.outer)),
                code: SHA256State(lanes.map(\.code)))
        }

        mutating func advance(_ count: Int) {
            for _ in 0..<count {
                code = outer.afterDigest(inner.afterDigest(code))
                sum = sum ^ code
            }
        }
    }

    extension SHA256State where Word == SIMD4<UInt32> {
        /// Puts four states into lanes.
        fileprivate init(_ states: [SHA256State<UInt32>]) {
            precondition(states.count == 4, "a state for each lane")
            func lanes(_ word: (SHA256State<UInt32>) -> UInt32) -> SIMD4<UInt32> {
                SIMD4(word(states[0]), word(states[1]), word(states[2]), word(states[3]))
            }
            self.init(
                a: lanes { $0.a }, b: lanes { $0.b }, c: lanes { $0.c }, d: lanes { $0.d }, e: lanes { $0.e },
                f: lanes { $0.f }, g: lanes { $0.g }, h: lanes { $0.h })
        }

        /// The state of one lane, 0-3.
        fileprivate func lane(_ place: Int) -> SHA256State<UInt32> {
            SHA256State<UInt32>(
                a: a[place], b: b[place], c: c[place], d: d[place], e: e[place], f: f[place], g: g[place], h: h[place])
        }
    }
#endif
