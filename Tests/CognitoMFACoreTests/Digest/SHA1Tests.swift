import CognitoMFACore
import Testing

@Suite struct SHA1Tests {
    @Test func everyShortMessageOfNISTHasItsDigest() throws {
        #expect(try CAVP.check(SHA1.self, "cavp_SHA1ShortMsg.rsp") == 33)
    }

    @Test func everyLongMessageOfNISTHasItsDigest() throws {
        #expect(try CAVP.check(SHA1.self, "cavp_SHA1LongMsg.rsp") == 32)
    }

    @Test func everyLinkOfNISTsMonteCarloChainHasItsDigest() throws {
        #expect(try CAVP.checkMonteCarlo(SHA1.self, "cavp_SHA1Monte.rsp") == 50)
    }

    /// The file has even lengths only; the digest of the 201 digests was made with Python's hashlib.
    @Test func everyLengthUpToTwoHundredBytesIsPaddedRight() throws {
        var all = SHA1()
        for count in 0...200 { all.update(SHA1.hash(patternMessage(count))) }
        #expect(Array(all.finalize()) == Hex.bytes("d0de06f4c5cb01efe13d538b17bbc0bd8144a1c2"))
    }

    @Test func aMillionLettersInUnevenPartsHaveTheDigestOfFIPS180() throws {
        var hash = SHA1()
        let part = [UInt8](repeating: UInt8(ascii: "a"), count: 999)
        for _ in 0..<1001 { hash.update(part) }
        hash.update(part.prefix(1))
        #expect(Array(hash.finalize()) == Hex.bytes("34aa973cd4c4daa4f61eeb2bdbad27316534016f"))
    }

    @Test func aDigestIsACollectionOfAllItsBytes() {
        let digest = SHA1.hash("abc".utf8)
        #expect(SHA1.Digest.byteCount == 20 && digest.count == 20 && digest.indices == 0..<20)
        #expect(digest.map { $0 } == (0..<20).map { digest[$0] })
        #expect(SHA1.blockByteCount == 64)
    }

    @Test func digestsAreEqualWhenAllTheirBytesAre() {
        let digests = (0..<60).map { SHA1.hash(patternMessage($0)) }
        for (place, left) in digests.enumerated() {
            for (other, right) in digests.enumerated() {
                #expect((left == right) == (place == other))
            }
        }
        #expect(Set(digests + digests).count == 60)
    }
}
