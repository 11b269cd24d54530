import CognitoMFACore
import Testing

/// Blocks as the hash functions see them: no digest of a test's size shows the upper half of the length.
@Suite struct BlockBufferTests {
    private func blocks(of buffer: BlockBuffer, appending bytes: [UInt8]) -> [[UInt32]] {
        var blocks: [[UInt32]] = []
        var buffer = buffer
        bytes.withRawSpan { buffer.append($0) { blocks += words($0) } }
        buffer.pad { blocks += words($0) }
        return blocks
    }

    /// Whole blocks, one behind the other.
    private func words(_ bytes: RawSpan) -> [[UInt32]] {
        #expect(bytes.byteCount % 64 == 0 && !bytes.isEmpty)
        return stride(from: 0, to: bytes.byteCount, by: 64).map { start in
            let block = Block(bigEndian: bytes.extracting(start..<start + 64))
            return [
                block.w0, block.w1, block.w2, block.w3, block.w4, block.w5, block.w6, block.w7, block.w8, block.w9,
                block.w10, block.w11, block.w12, block.w13, block.w14, block.w15,
            ]
        }
    }

    @Test func bytesFillWordsFromTheirUpperEnd() {
        let blocks = blocks(of: BlockBuffer(), appending: [1, 2, 3, 4, 5, 6])
        #expect(blocks == [[0x0102_0304, 0x0506_8000] + [UInt32](repeating: 0, count: 13) + [48]])
    }

    @Test func nothingOfABlockIsLeftInTheNext() {
        let blocks = blocks(of: BlockBuffer(), appending: [UInt8](repeating: 0xFF, count: 64) + [1])
        #expect(blocks.count == 2)
        #expect(blocks.first == [UInt32](repeating: .max, count: 16))
        #expect(blocks.last == [0x0180_0000] + [UInt32](repeating: 0, count: 14) + [65 * 8])
    }

    @Test(arguments: [(55, 1), (56, 2), (63, 2), (64, 2), (119, 2), (120, 3)])
    func paddingTakesAnotherBlockWhenTheLengthDoesNotFit(bytes: Int, expected: Int) {
        #expect(blocks(of: BlockBuffer(), appending: [UInt8](repeating: 7, count: bytes)).count == expected)
    }

    @Test func theLengthOfAMessageAboveHalfAGigabyteTakesBothWords() {
        let buffer = BlockBuffer(afterBytes: 0x0000_0002_4000_0040)
        let blocks = blocks(of: buffer, appending: [9])
        #expect(blocks.last?.suffix(2) == [0x0000_0012, 0x0000_0208])
    }
}
