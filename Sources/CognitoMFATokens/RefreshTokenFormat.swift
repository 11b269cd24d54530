import AuthFlow
import CognitoMFACore
import UserPoolModel

/// A refresh token: version(1) key id(4) family(12) counter(4) MAC(32) in base64url.
///
/// It is a function of family and counter, so that nothing secret is stored and a retry gets the same one.
enum RefreshTokenFormat {
    private static let version: UInt8 = 1

    static func token(of family: TokenFamilyID, counter: UInt32, keys: KeyRing) -> RefreshToken {
        let key = keys.current(.refresh)
        let bytes = [version] + key.shortID + family.bytes + counter.bigEndianBytes
        return RefreshToken(Base64.encodeURL(bytes + Array(key.code(for: bytes))))
    }
}
