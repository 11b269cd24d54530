import CognitoMFACore
import Testing

/// The kernels of four and of eight messages agree with that of one, and that of one with the published digests.
@Suite struct PassTests {
    private var random = SplitMix64(seed: 12)

    private mutating func sha1() -> SHA1State<UInt32> {
        SHA1State(a: word(), b: word(), c: word(), d: word(), e: word())
    }

    private mutating func word() -> UInt32 { UInt32.random(in: 0...(.max), using: &random) }

    private func lanes(_ states: [SHA1State<UInt32>]) -> SHA1State<SIMD4<UInt32>> {
        func words(_ word: (SHA1State<UInt32>) -> UInt32) -> SIMD4<UInt32> {
            SIMD4(word(states[0]), word(states[1]), word(states[2]), word(states[3]))
        }
        return SHA1State(
            a: words { $0.a }, b: words { $0.b }, c: words { $0.c }, d: words { $0.d }, e: words { $0.e })
    }

    private func pair(_ states: [SHA1State<UInt32>]) -> SHA1State<LanePair> {
        let (low, high) = (lanes(Array(states[..<4])), lanes(Array(states[4...])))
        return SHA1State(
            a: LanePair(low.a, high.a), b: LanePair(low.b, high.b), c: LanePair(low.c, high.c),
            d: LanePair(low.d, high.d), e: LanePair(low.e, high.e))
    }

    private func words(_ state: SHA1State<UInt32>) -> [UInt32] { [state.a, state.b, state.c, state.d, state.e] }

    private func words(_ state: SHA1State<SIMD4<UInt32>>, _ lane: Int) -> [UInt32] {
        [state.a[lane], state.b[lane], state.c[lane], state.d[lane], state.e[lane]]
    }

    private func words(_ state: SHA1State<LanePair>, _ lane: Int) -> [UInt32] {
        [state.a[lane], state.b[lane], state.c[lane], state.d[lane], state.e[lane]]
    }

    @Test mutating func aDigestsBlockIsThatOfItsPaddedBytes() {
        for _ in 0..<20 {
            let (state, digest) = (sha1(), sha1())
            let bytes = Array(SHA1.Digest(digest)) + [0x80] + [UInt8](repeating: 0, count: 41) + [2, 0xA0]
            #expect(bytes.count == 64)
            let expected = bytes.withRawSpan { state.afterBlocks($0) }
            #expect(words(state.afterDigest(digest)) == words(expected))
        }
    }

    @Test mutating func fourMessagesAtOnceHaveTheStatesOfSingleOnes() {
        for _ in 0..<20 {
            let (states, digests) = ((0..<4).map { _ in sha1() }, (0..<4).map { _ in sha1() })
            let after = lanes(states).afterDigest(lanes(digests))
            for lane in 0..<4 { #expect(words(after, lane) == words(states[lane].afterDigest(digests[lane]))) }
        }
    }

    @Test mutating func fourCountersHaveTheStatesOfSingleOnesWithAndWithoutASchedule() {
        for _ in 0..<20 {
            let (states, counters) = ((0..<4).map { _ in sha1() }, SIMD4(word(), word(), 0, .max))
            let direct = lanes(states).afterCounters(counters)
            let schedules = [SHA1Schedule(counters: SIMD4(repeating: 7)), SHA1Schedule(counters: counters)]
            let scheduled = schedules.withSpan { lanes(states).afterBlock($0, 1) }
            for lane in 0..<4 {
                let expected = words(states[lane].afterBlock(Block(counter: UInt64(counters[lane]))))
                #expect(words(direct, lane) == expected && words(scheduled, lane) == expected)
            }
        }
    }

    @Test mutating func eightMessagesAtOnceHaveTheStatesOfSingleOnes() {
        var room = SHA1Schedule<LanePair>()
        for _ in 0..<10 {
            let (states, digests) = ((0..<8).map { _ in sha1() }, (0..<8).map { _ in sha1() })
            let after = pair(states).afterDigest(pair(digests), &room)
            for lane in 0..<8 { #expect(words(after, lane) == words(states[lane].afterDigest(digests[lane]))) }
            let counter = word()
            let schedules = [SHA1Schedule(counters: SIMD4(repeating: counter)).map { LanePair($0, $0) }]
            let counted = schedules.withSpan { pair(states).afterBlock($0, 0) }
            for lane in 0..<8 {
                #expect(words(counted, lane) == words(states[lane].afterBlock(Block(counter: UInt64(counter)))))
            }
        }
    }

    @Test mutating func aLongerDigestsBlockIsThatOfItsPaddedBytes() {
        for _ in 0..<20 {
            let (state, digest) = (sha256(), sha256())
            let bytes = Array(SHA256.Digest(digest)) + [0x80] + [UInt8](repeating: 0, count: 29) + [3, 0]
            #expect(bytes.count == 64)
            let expected = bytes.withRawSpan { state.afterBlocks($0) }
            #expect(SHA256.Digest(state.afterDigest(digest)) == SHA256.Digest(expected))
        }
    }

    private mutating func sha256() -> SHA256State<UInt32> {
        SHA256State(a: word(), b: word(), c: word(), d: word(), e: word(), f: word(), g: word(), h: word())
    }

    /// RFC 2104 by its words, on whole messages.
    private func hmac<Hash: HashFunction>(_: Hash.Type, _ key: [UInt8], _ message: [UInt8]) -> Hash.Digest {
        let short = key.count > 64 ? Array(Hash.hash(key)) : key
        let block = short + [UInt8](repeating: 0, count: 64 - short.count)
        let inner = Hash.hash(block.map { $0 ^ 0x36 } + message)
        return Hash.hash(block.map { $0 ^ 0x5C } + Array(inner))
    }

    @Test mutating func keysAndMessagesAroundABlocksEdgeAreThoseOfTheDefinition() {
        for keyCount in [0, 1, 20, 63, 64, 65, 128] {
            let key = random.bytes(keyCount)
            for count in [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 200] {
                let message = random.bytes(count)
                #expect(HMAC<SHA1>(key: key).authenticationCode(for: message) == hmac(SHA1.self, key, message))
                #expect(HMAC<SHA256>(key: key).authenticationCode(for: message) == hmac(SHA256.self, key, message))
            }
        }
    }

    @Test mutating func aSpanHasTheDigestOfItsBytes() {
        for count in 0...130 {
            let message = random.bytes(count)
            #expect(message.withRawSpan { SHA1.hash($0) } == SHA1.hash(message))
            #expect(message.withRawSpan { SHA256.hash($0) } == SHA256.hash(message.lazy.map { $0 }))
            let hmac = HMAC<SHA256>(key: [1])
            #expect(message.withRawSpan { hmac.authenticationCode(for: $0) } == hmac.authenticationCode(for: message))
        }
    }
}

extension Array {
    fileprivate func withSpan<Result>(_ body: (Span<Element>) -> Result) -> Result {
        unsafe withUnsafeBufferPointer { unsafe body(Span(_unsafeElements: $0)) }
    }
}
