import CognitoMFA
import CognitoMFACore
import CognitoMFASealing
import Testing

// R104.
@Suite struct AESRecordSealerTests {
    private static let old = (id: "old", base64: Base64.encode([UInt8](repeating: 1, count: 32)))
    private static let new = (id: "new", base64: Base64.encode([UInt8](repeating: 2, count: 32)))
    private let key = RecordKey("user/ab/cd")
    private let secret = Array("a secret of an authenticator app".utf8)

    @Test func aSealedRecordOpensAndHidesItsContents() throws {
        let sealer = try AESRecordSealer(roots: [Self.new])
        let sealed = try sealer.seal(secret, of: key)
        #expect(sealed.count == secret.count + 28)
        #expect(try sealer.open(sealed, of: key, sealedBy: sealer.keyID) == secret)
        // No eight bytes of the contents are visible.
        for start in 0...(secret.count - 8) { #expect(!sealed.contains(secret[start..<start + 8])) }
        #expect(try sealer.seal(secret, of: key) != sealed)
        #expect(try sealer.open(sealer.seal([], of: key), of: key, sealedBy: sealer.keyID).isEmpty)
    }

    @Test func everyChangedBitIsNoticed() throws {
        let sealer = try AESRecordSealer(roots: [Self.new])
        let sealed = try sealer.seal(secret, of: key)
        for bit in 0..<(sealed.count * 8) {
            var altered = sealed
            altered[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: AESRecordSealer.Failure.altered) {
                try sealer.open(altered, of: key, sealedBy: sealer.keyID)
            }
        }
        for count in 0..<sealed.count {
            #expect(throws: AESRecordSealer.Failure.altered) {
                try sealer.open(Array(sealed.prefix(count)), of: key, sealedBy: sealer.keyID)
            }
        }
    }

    @Test func aRowUnderAnotherKeyDoesNotOpen() throws {
        let sealer = try AESRecordSealer(roots: [Self.new])
        let sealed = try sealer.seal(secret, of: key)
        #expect(throws: AESRecordSealer.Failure.altered) {
            try sealer.open(sealed, of: RecordKey("user/ab/ce"), sealedBy: sealer.keyID)
        }
    }

    // R100: an old root opens records that it has sealed, and seals no new ones.
    @Test func afterARotationOldRootsStillOpen() throws {
        let before = try AESRecordSealer(roots: [Self.old])
        let sealed = try before.seal(secret, of: key)
        let after = try AESRecordSealer(roots: [Self.new, Self.old])
        #expect(after.keyID != before.keyID)
        #expect(try after.open(sealed, of: key, sealedBy: before.keyID) == secret)
        let anew = try after.seal(secret, of: key)
        #expect(throws: AESRecordSealer.Failure.unknownKey) {
            try before.open(anew, of: key, sealedBy: after.keyID)
        }
        // Under the id of another root it does not open either.
        #expect(throws: AESRecordSealer.Failure.altered) { try after.open(anew, of: key, sealedBy: before.keyID) }
    }

    @Test func badRootsAreRefused() {
        let short = (id: "x", base64: Base64.encode([UInt8](repeating: 1, count: 31)))
        let nameless = (id: "", base64: Self.old.base64)
        for roots in [[], [short], [nameless], [Self.old, Self.old]] {
            #expect(throws: AESRecordSealer.BadRoots.self) { try AESRecordSealer(roots: roots) }
        }
    }

    @Test func noKeyIsInADump() throws {
        let sealer = try AESRecordSealer(roots: [Self.new])
        var text = "\(sealer) \(String(reflecting: sealer))"
        dump(sealer, to: &text)
        #expect(!text.contains("SymmetricKey") && !text.contains(Self.new.base64))
    }
}
