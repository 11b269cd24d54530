import CognitoMFACore
package import UserPoolModel

/// The one spelling under which a user is kept: the exact UTF-8 of the name, in lower case where the pool ignores case.
///
/// Unicode normal forms are left as they are: the composed and the decomposed spelling are two users, in every store.
package struct CanonicalName: Sendable, Hashable {
    /// SHA-256 of the spelling's UTF-8.
    package let digest: [UInt8]

    /// The name that a session handle leads to.
    package init(digest: [UInt8]) { self.digest = digest }

    package init(_ username: Username, ignoringCase: Bool) {
        let spelling = ignoringCase ? username.text.lowercased() : username.text
        digest = SHA256.hash(utf8: spelling).array
    }
}
