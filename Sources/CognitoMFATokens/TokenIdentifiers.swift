import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

// `event_id` is a version-8 UUID (RFC 9562). It carries the revocation generation in 32 bits and the family in 90, so
// that no claim is added to those of Cognito. `jti` and `origin_jti` derive from the grant: issuing a grant twice
// makes the same tokens.
extension TokenGrant {
    var eventID: String { EventID(generation: generation, family: family).text }

    /// The `origin_jti`, the same for all tokens of a sign-in; nil without revocation, its only purpose.
    var originID: String? {
        guard client.enablesTokenRevocation else { return nil }
        return UUIDText.random(Array(SHA256.hash(Array("origin_jti".utf8) + family.bytes).prefix(16)))
    }

    /// The `jti` of one token; nil without revocation.
    func tokenID(for use: TokenUse) -> String? {
        guard client.enablesTokenRevocation else { return nil }
        return UUIDText.random(Array(SHA256.hash(Array(use.rawValue.utf8) + id).prefix(16)))
    }
}

/// The revocation generation and the token family inside an `event_id`.
struct EventID: Hashable {
    let generation: UInt32
    let family: TokenFamilyID

    init(generation: UInt32, family: TokenFamilyID) {
        (self.generation, self.family) = (generation, family)
    }

    /// The UUID text: 48 bits before the version, 12 between version and variant, and 62 after the variant.
    var text: String {
        let bits = UInt128(generation) << 90 | UInt128(bigEndian: family.bytes)
        var bytes = [UInt8](repeating: 0, count: 16)
        let parts: [(shift: Int, bits: Int, first: Int)] = [(74, 48, 0), (62, 12, 6), (0, 62, 8)]
        for part in parts {
            let value = UInt64(truncatingIfNeeded: bits >> UInt128(part.shift)) & (1 << UInt64(part.bits) - 1)
            let octets = (part.bits + 7) / 8
            for place in 0..<octets {
                bytes[part.first + place] = UInt8(truncatingIfNeeded: value >> UInt64(8 * (octets - 1 - place)))
            }
        }
        return UUIDText.text(bytes, version: 8)
    }

    /// Reads an `event_id` as `text` writes it, or returns nil.
    init?(_ text: String) {
        let digits = text.filter { $0 != "-" }
        guard text.utf8.count == 36, let bytes = Hexadecimal.decode(digits), bytes.count == 16 else { return nil }
        func number(_ range: Range<Int>, mask: UInt64) -> UInt128 {
            UInt128(UInt64(bigEndian: bytes[range]) & mask)
        }
        let high = number(0..<6, mask: .max) << 74
        let bits = high | number(6..<8, mask: 0x0FFF) << 62 | number(8..<16, mask: 0x3FFF_FFFF_FFFF_FFFF)
        generation = UInt32(truncatingIfNeeded: bits >> 90)
        let family = bits & ((1 << 90) - 1)
        self.family = TokenFamilyID((0..<12).map { UInt8(truncatingIfNeeded: family >> UInt128(8 * (11 - $0))) })
        guard self.text == text else { return nil }
    }
}
