import CognitoMFACore
import Testing

/// Properties of both hash functions, for every way in which the message is split.
@Suite struct HashFunctionTests {
    private func checkCuts<Hash: HashFunction>(of _: Hash.Type) {
        // Cuts before, on and behind a block's edge, and where the length no longer fits into the last block.
        for count in [54, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 129] {
            let message = patternMessage(count)
            let whole = Hash.hash(message)
            for cut in 0...count {
                var hash = Hash()
                hash.update(message[..<cut])
                hash.update(message[cut...])
                #expect(hash.finalize() == whole, "\(count) bytes, cut at \(cut)")
            }
        }
    }

    private func checkChunks<Hash: HashFunction>(of _: Hash.Type) {
        var random = SplitMix64(seed: 1)
        for count in 0...200 {
            let message = random.bytes(count)
            var inParts = Hash()
            for part in random.cut(message) { inParts.update(part) }
            var byteByByte = Hash()
            for byte in message { byteByByte.update(CollectionOfOne(byte)) }
            let whole = Hash.hash(message)
            #expect(inParts.finalize() == whole, "\(count) bytes in parts")
            #expect(byteByByte.finalize() == whole, "\(count) bytes one by one")
        }
    }

    private func checkFinalizing<Hash: HashFunction>(of _: Hash.Type) {
        var hash = Hash()
        for count in 0...130 {
            let soFar = [UInt8](repeating: 0x5A, count: count)
            #expect(hash.finalize() == Hash.hash(soFar))
            #expect(hash.finalize() == Hash.hash(soFar), "asked twice")
            hash.update([0x5A])
        }
    }

    private func checkCopies<Hash: HashFunction>(of _: Hash.Type) {
        var one = Hash()
        one.update("common ".utf8)
        var other = one
        one.update("left".utf8)
        other.update("right".utf8)
        #expect(one.finalize() == Hash.hash("common left".utf8))
        #expect(other.finalize() == Hash.hash("common right".utf8))
    }

    @Test func aMessageCutAnywhereNearABlockEdgeHasTheDigestOfTheWhole() {
        checkCuts(of: SHA1.self)
        checkCuts(of: SHA256.self)
    }

    @Test func aMessageInAnyPartsHasTheDigestOfTheWhole() {
        checkChunks(of: SHA1.self)
        checkChunks(of: SHA256.self)
    }

    @Test func finalizingLeavesTheHashReadyForMore() {
        checkFinalizing(of: SHA1.self)
        checkFinalizing(of: SHA256.self)
    }

    @Test func copiesOfAHashGoOnApart() {
        checkCopies(of: SHA1.self)
        checkCopies(of: SHA256.self)
    }

    @Test func theKindOfCollectionDoesNotMatter() {
        let message = patternMessage(150)
        let backwards = Array(message.reversed())
        #expect(SHA256.hash(backwards.reversed()) == SHA256.hash(message))
        #expect(SHA256.hash(message.lazy.map { $0 }) == SHA256.hash(message))
        #expect(SHA1.hash(([0] + message).dropFirst()) == SHA1.hash(message))
        #expect(SHA1.hash("text".utf8) == SHA1.hash([0x74, 0x65, 0x78, 0x74]))
    }
}
