extension HOTP.Key {
    /// The 31 bits of four steps of a window in a row, from place `first` on.
    ///
    /// With SHA-1 and steps of one word all four are made at once.
    func numbers(_ steps: WindowSteps, from first: Int) -> SIMD4<UInt32> {
        if let sha1, steps.count > 1, steps.areShort {
            return sha1.numbers { $0.afterCounters(steps.lowWords(from: first)) }
        }
        var numbers = SIMD4<UInt32>(repeating: 0)
        for lane in 0..<min(4, steps.count - first) { numbers[lane] = number(steps[first + lane].rawValue) }
        return numbers
    }
}

extension SHA1.Key {
    /// The 31 bits of four codes of this key, whose first blocks are taken in by `inner`.
    @inline(__always)
    func numbers(_ taking: (SHA1State<SIMD4<UInt32>>) -> SHA1State<SIMD4<UInt32>>) -> SIMD4<UInt32> {
        SHA1State(repeating: outer).afterDigest(taking(SHA1State(repeating: inner))).truncated
    }
}

extension SHA1Schedule where Word == SIMD4<UInt32> {
    /// The schedule of four counters whose high word is zero.
    @inline(never)
    init(counters low: SIMD4<UInt32>) {
        self.init()
        become(Block(counters: low))
    }
}

extension Block where Word == SIMD4<UInt32> {
    /// Four counters whose high word is zero, each as the last block behind a key block.
    @inline(__always)
    init(counters low: SIMD4<UInt32>) {
        let zero = SIMD4<UInt32>(repeating: 0)
        let (one, bits) = (SIMD4<UInt32>(repeating: 0x8000_0000), SIMD4<UInt32>(repeating: 72 * 8))
        self.init(zero, low, one, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, bits)
    }
}

extension SHA1State where Word == SIMD4<UInt32> {
    /// The same state four times.
    init(repeating state: SHA1State<UInt32>) {
        self.init(
            a: SIMD4(repeating: state.a), b: SIMD4(repeating: state.b), c: SIMD4(repeating: state.c),
            d: SIMD4(repeating: state.d), e: SIMD4(repeating: state.e))
    }
}
