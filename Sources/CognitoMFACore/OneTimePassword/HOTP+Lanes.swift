extension HOTP.Key {
    /// The 31 bits of four consecutive steps of a window, from index `first` on.
    ///
    /// With SHA-1 and steps that fit into one word, all four are computed in lanes.
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
    /// The 31 bits of four codes of this key; `firstBlock` returns the inner states after the first blocks.
    @inline(__always)
    func numbers(_ firstBlock: (SHA1State<SIMD4<UInt32>>) -> SHA1State<SIMD4<UInt32>>) -> SIMD4<UInt32> {
        SHA1State(repeating: outer).afterDigest(firstBlock(SHA1State(repeating: inner))).truncated
    }
}

extension SHA1Schedule where Word == SIMD4<UInt32> {
    /// The schedules of four counters whose high word is zero.
    @inline(never)
    package init(counters low: SIMD4<UInt32>) {
        self.init()
        fill(from: Block(counters: low))
    }
}

extension Block where Word == SIMD4<UInt32> {
    /// The blocks of four counters after a key block; the high word of each counter is zero.
    @inline(__always)
    package init(counters low: SIMD4<UInt32>) {
        let zero = SIMD4<UInt32>(repeating: 0)
        let (one, bits) = (SIMD4<UInt32>(repeating: 0x8000_0000), SIMD4<UInt32>(repeating: 72 * 8))
        self.init(zero, low, one, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, bits)
    }
}

extension SHA1State where Word == SIMD4<UInt32> {
    /// Repeats a state in four lanes.
    package init(repeating state: SHA1State<UInt32>) {
        self.init(
            a: SIMD4(repeating: state.a), b: SIMD4(repeating: state.b), c: SIMD4(repeating: state.c),
            d: SIMD4(repeating: state.d), e: SIMD4(repeating: state.e))
    }
}
