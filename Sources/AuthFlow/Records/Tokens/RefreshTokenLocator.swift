import CognitoMFACore
package import UserPoolModel

/// The content of a refresh token: version(1) key id(4) family(12) counter(4) MAC(32) in base64url, under the `refresh` key.
///
/// It is a function of family and counter, so that nothing secret is stored and a retry gets the same one.
package struct RefreshTokenLocator: Sendable, Hashable {
    private static let version: UInt8 = 1

    package let family: TokenFamilyID
    package let counter: UInt32

    package init(family: TokenFamilyID, counter: UInt32) {
        (self.family, self.counter) = (family, counter)
    }

    /// Reads a refresh token; nil when it is none of this ring's.
    package init?(_ token: RefreshToken, keys: KeyRing) {
        guard token.text.utf8.count == 71, let bytes = try? Base64.decode(token.text, alphabet: .urlSafe),
            bytes.count == 53, bytes[0] == Self.version, let key = keys.key(.refresh, id: bytes[1..<5]),
            key.hasSigned(bytes)
        else { return nil }
        self.init(family: TokenFamilyID(bytes[5..<17]), counter: UInt32(bigEndian: bytes[17..<21]))
    }

    package func token(keys: KeyRing) -> RefreshToken {
        let key = keys.current(.refresh)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(53)
        bytes.append(Self.version)
        bytes += key.shortID
        bytes += family.bytes
        bytes += counter.bigEndianBytes
        bytes += key.authenticationCode(for: bytes).array
        return RefreshToken(Base64.encodeURL(bytes))
    }
}

/// The id of a family of tokens, all from one sign-in: 90 bits, in twelve bytes whose first six bits are zero.
public struct TokenFamilyID: Sendable, Hashable {
    /// Twelve bytes, the first six bits zero.
    public let bytes: [UInt8]

    /// Takes twelve bytes and clears the first six bits; shorter input is filled up with zeros, longer cut.
    public init(_ bytes: some Collection<UInt8>) {
        var twelve = Array(bytes.prefix(12))
        twelve += [UInt8](repeating: 0, count: 12 - twelve.count)
        twelve[0] &= 0b11
        self.bytes = twelve
    }
}
