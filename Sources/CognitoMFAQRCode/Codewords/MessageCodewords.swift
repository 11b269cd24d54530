/// The codewords of a symbol in the order in which they are drawn (ISO/IEC 18004, 7.6).
package enum MessageCodewords {
    /// Returns the data with its error correction, interleaved over the blocks.
    ///
    /// - Parameter data: the codewords of data, as many as the layout has.
    package static func interleave(_ data: [UInt8], in layout: BlockLayout) -> [UInt8] {
        let encoder = ReedSolomonEncoder(count: layout.correctionCount)
        var blocks: [ArraySlice<UInt8>] = []
        var corrections: [[UInt8]] = []
        var rest = data[...]
        for count in layout.dataCounts {
            blocks.append(rest.prefix(count))
            corrections.append(encoder.correction(of: rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        var codewords: [UInt8] = []
        codewords.reserveCapacity(data.count + corrections.count * layout.correctionCount)
        for place in 0..<(blocks.last?.count ?? 0) {
            for block in blocks where place < block.count { codewords.append(block[block.startIndex + place]) }
        }
        for place in 0..<layout.correctionCount {
            for correction in corrections { codewords.append(correction[place]) }
        }
        return codewords
    }
}
