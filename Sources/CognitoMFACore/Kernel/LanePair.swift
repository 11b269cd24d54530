#if !hasFeature(Embedded)
    /// Eight words in two vectors of four.
    ///
    /// One vector leaves most of a processor idle, since each round depends on the one before. Two independent vectors
    /// fill each other's gaps. (`SIMD8` is slower: the compiler splits it late and badly.)
    package struct LanePair: Lane {
        package var low: SIMD4<UInt32>
        package var high: SIMD4<UInt32>

        @inline(__always)
        package init(_ low: SIMD4<UInt32>, _ high: SIMD4<UInt32>) { (self.low, self.high) = (low, high) }
        @inline(__always)
        package init(repeating word: UInt32) { self.init(SIMD4(repeating: word), SIMD4(repeating: word)) }

        /// The word of one lane, 0-7.
        package subscript(place: Int) -> UInt32 { place < 4 ? low[place] : high[place - 4] }

        @inline(__always)
        package static func &+ (left: LanePair, right: LanePair) -> LanePair {
            LanePair(left.low &+ right.low, left.high &+ right.high)
        }
        @inline(__always)
        package static func ^ (left: LanePair, right: LanePair) -> LanePair {
            LanePair(left.low ^ right.low, left.high ^ right.high)
        }
        @inline(__always)
        package static func & (left: LanePair, right: LanePair) -> LanePair {
            LanePair(left.low & right.low, left.high & right.high)
        }
        @inline(__always)
        package func shiftedLeft(_ bits: UInt32) -> LanePair { LanePair(low.shiftedLeft(bits), high.shiftedLeft(bits)) }
        @inline(__always)
        package func shiftedRight(_ bits: UInt32) -> LanePair {
            LanePair(low.shiftedRight(bits), high.shiftedRight(bits))
        }
        @inline(__always)
        package func rotatedLeft(_ bits: UInt32) -> LanePair { LanePair(low.rotatedLeft(bits), high.rotatedLeft(bits)) }
        @inline(__always)
        package static func bytes(_ high: LanePair, _ low: LanePair, at place: LanePair) -> LanePair {
            LanePair(.bytes(high.low, low.low, at: place.low), .bytes(high.high, low.high, at: place.high))
        }
        @inline(__always)
        package static func majority(_ a: LanePair, _ b: LanePair, _ c: LanePair, _ ab: LanePair, _ bc: LanePair)
            -> LanePair
        {
            (ab & bc) ^ b
        }
    }
#endif
