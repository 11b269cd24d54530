import CognitoMFACore
import Testing

@Suite struct SHA256Tests {
    @Test func everyShortMessageOfNISTHasItsDigest() throws {
        #expect(try CAVP.check(SHA256.self, "cavp_SHA256ShortMsg.rsp") == 33)
    }

    @Test func everyLongMessageOfNISTHasItsDigest() throws {
        #expect(try CAVP.check(SHA256.self, "cavp_SHA256LongMsg.rsp") == 32)
    }

    @Test func everyLinkOfNISTsMonteCarloChainHasItsDigest() throws {
        #expect(try CAVP.checkMonteCarlo(SHA256.self, "cavp_SHA256Monte.rsp") == 50)
    }

    /// The file has even lengths only; the digest of the 201 digests was made with Python's hashlib.
    @Test func everyLengthUpToTwoHundredBytesIsPaddedRight() throws {
        var all = SHA256()
        for count in 0...200 { all.update(SHA256.hash(patternMessage(count))) }
        #expect(Array(all.finalize()) == Hex.bytes("e673d33f6940a6d3856d0d305fd88363ae0ba3b96e2411d8ddd5e0dd443f4525"))
    }

    @Test func aMillionLettersInUnevenPartsHaveTheDigestOfFIPS180() throws {
        var hash = SHA256()
        let part = [UInt8](repeating: UInt8(ascii: "a"), count: 999)
        for _ in 0..<1001 { hash.update(part) }
        hash.update(part.prefix(1))
        #expect(Array(hash.finalize()) == Hex.bytes("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"))
    }

    @Test func aDigestIsACollectionOfAllItsBytes() {
        let digest = SHA256.hash("abc".utf8)
        #expect(SHA256.Digest.byteCount == 32 && digest.count == 32 && digest.indices == 0..<32)
        #expect(digest.map { $0 } == (0..<32).map { digest[$0] })
        #expect(SHA256.blockByteCount == 64)
    }

    @Test func digestsAreEqualWhenAllTheirBytesAre() {
        let digests = (0..<60).map { SHA256.hash(patternMessage($0)) }
        for (place, left) in digests.enumerated() {
            for (other, right) in digests.enumerated() {
                #expect((left == right) == (place == other))
            }
        }
        #expect(Set(digests + digests).count == 60)
    }
}
