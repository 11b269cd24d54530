import AuthFlow
public import UserPoolModel

/// Changes a user's attributes (Cognito's AdminUpdateUserAttributes).
///
/// This is how a lost number is replaced.
public struct AdminUpdateUserAttributesRequest: PoolUserRequest {
    package static let operation = "AdminUpdateUserAttributes"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The user.
    public var username: Username
    /// The new values; an empty one deletes.
    public var userAttributes: UserAttributes
    /// For the triggers after the decision; never stored.
    public var clientMetadata: [String: String]

    /// Puts a request together.
    public init(
        userPoolID: UserPoolID, username: Username, userAttributes: UserAttributes,
        clientMetadata: [String: String] = [:]
    ) {
        self.userPoolID = userPoolID
        self.username = username
        self.userAttributes = userAttributes
        self.clientMetadata = clientMetadata
    }

    package var triggerMetadata: [String: String] { clientMetadata }

    package func validate(_ members: inout Validation) {
        members.check(userAttributes)
    }
}

extension UserPoolAdministration {
    /// Changes attributes.
    ///
    /// Source: API reference, AdminUpdateUserAttributes.
    public func adminUpdateUserAttributes(_ request: AdminUpdateUserAttributesRequest) async throws(CognitoError) {
        try await change(request) { machine, context in
            machine.attributesUpdated(request.userAttributes.withPlainFlags, in: context)
        }
    }
}

extension AdminUpdateUserAttributesRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// A fixed text without personal data.
    public var description: String { "AdminUpdateUserAttributesRequest(redacted)" }
    /// A fixed text without personal data.
    public var debugDescription: String { description }
    /// A mirror without children, because `dump` prints the children of a mirror.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
