import AuthFlow
public import CognitoMFACore
public import UserPoolModel

/// A secret given out for an authenticator app.
///
/// It is shown once: nothing returns it again.
public struct SoftwareTokenAssociation: Sendable, CustomStringConvertible, CustomReflectable {
    /// The secret, for a script that plays the phone.
    public let secret: SharedSecret
    /// The secret as a URI, to be drawn as a QR code.
    public let keyURI: KeyURI
    /// The next session, when the secret was asked for with one.
    public let session: SessionHandle?

    /// The secret in Base32, to be typed: 52 characters (Cognito's `SecretCode`).
    public var secretCode: String { secret.base32 }

    /// The secret in groups of four, in lower case, as people type it.
    public var groupedSecretCode: String {
        var groups = ""
        for (place, character) in secretCode.lowercased().enumerated() {
            if place > 0, place % 4 == 0 { groups.append(" ") }
            groups.append(character)
        }
        return groups
    }

    /// No secret.
    public var description: String { "SoftwareTokenAssociation(redacted)" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
