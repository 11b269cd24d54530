import AuthFlow
import CognitoMFAService
import UserPoolModel

/// A member that an operation reads or writes: a row of the operation's table.
///
/// The table is recorded from the code that reads and writes, so the two cannot differ.
package struct WireMember: Sendable, Equatable {
    /// The name, in Cognito's spelling.
    package let name: String
    /// True when a request without the member is refused.
    package let isRequired: Bool
    /// The shape of its value.
    package let shape: WireShape
}

/// The shape of a member's value.
package indirect enum WireShape: Sendable, Equatable {
    /// A string.
    case text
    /// `true` or `false`.
    case flag
    /// A whole number.
    case number
    /// Seconds since 1970 with decimals.
    case timestamp
    /// Any value: only its presence is read.
    case anything
    /// An array of strings.
    case texts
    /// An object of strings under names that the client chooses.
    case map
    /// An object.
    case structure([WireMember])
    /// An array of objects.
    case structures([WireMember])

    /// The shape in the form that `Tests/Wire/shapes.py` reads.
    package var json: JSONValue {
        switch self {
        case .text: .text("string")
        case .flag: .text("boolean")
        case .number: .text("integer")
        case .timestamp: .text("timestamp")
        case .anything: .text("anything")
        case .texts: .array([.text("string")])
        case .map: .object([JSONMember("*", .text("string"))])
        case .structure(let members): members.json
        case .structures(let members): .array([members.json])
        }
    }
}

extension [WireMember] {
    /// The members as an object; a star follows the name of a required one.
    package var json: JSONValue { .object(map { JSONMember($0.name + ($0.isRequired ? "*" : ""), $0.shape.json) }) }
}

// Structures that several operations write, by the names of the service model.

extension ResponseShape where Value == (key: AttributeName, value: String) {
    /// `AttributeType`.
    static var attribute: Self { Self(.text("Name") { $0.key.rawValue }, .text("Value") { $0.value }) }
}

extension ResponseShape where Value == MFAOption {
    /// `MFAOptionType`.
    static var mfaOption: Self {
        Self(.text("DeliveryMedium") { $0.deliveryMedium }, .text("AttributeName") { $0.attributeName.rawValue })
    }
}

extension ResponseShape where Value == CodeDeliveryDetails {
    /// `CodeDeliveryDetailsType`.
    static var codeDelivery: Self {
        Self(
            .text("Destination") { $0.destination }, .text("DeliveryMedium") { $0.deliveryMedium },
            .text("AttributeName") { $0.attributeName.rawValue })
    }

    /// The response of the operations that send one code.
    static var sentCode: Self { Self(.structure("CodeDeliveryDetails", .codeDelivery) { $0 }) }
}

extension ResponseShape where Value == AuthenticationResult {
    /// `AuthenticationResultType`.
    static var authenticationResult: Self {
        Self(
            .text("AccessToken") { $0.accessToken.text }, .number("ExpiresIn") { $0.expiresIn },
            .text("TokenType") { $0.tokenType }, .text("RefreshToken") { $0.refreshToken?.text },
            .text("IdToken") { $0.idToken.text })
    }

    /// The response of GetTokensFromRefreshToken.
    static var refreshed: Self { Self(.structure("AuthenticationResult", .authenticationResult) { $0 }) }
}

extension ResponseShape where Value == AuthOutcome {
    /// The response of InitiateAuth and RespondToAuthChallenge; every one has ChallengeParameters.
    static var outcome: Self {
        Self(
            .text("ChallengeName") { $0.challenge?.name.rawValue }, .text("Session") { $0.challenge?.session.text },
            .map("ChallengeParameters") { $0.challenge?.parameters ?? [:] },
            .structure("AuthenticationResult", .authenticationResult) { $0.authenticationResult })
    }
}

extension ResponseShape where Value == UserSummary {
    /// `UserType`.
    static var user: Self {
        Self(
            .text("Username") { $0.username.text },
            .structures("Attributes", .attribute) { $0.attributes.inOrder },
            .time("UserCreateDate") { $0.createdAt }, .time("UserLastModifiedDate") { $0.modifiedAt },
            .flag("Enabled") { $0.isEnabled }, .text("UserStatus") { $0.status.rawValue },
            .structures("MFAOptions", .mfaOption) { $0.mfaOptions.isEmpty ? nil : $0.mfaOptions })
    }

    /// The response of AdminCreateUser.
    static var createdUser: Self { Self(.structure("User", .user) { $0 }) }
}
