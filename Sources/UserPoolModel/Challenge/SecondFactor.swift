/// A second factor that the library knows: one case for each, so that a switch over them is complete.
///
/// ``MFAType`` is its public spelling, which stays open because Cognito adds to it. The raw value is the place of the
/// factor's bit in a stored ``FactorSet``, so it never changes.
package enum SecondFactor: UInt8, CaseIterable, Sendable, Hashable {
    case sms = 0
    case email = 1
    case softwareToken = 2

    /// Cognito's spelling of the factor.
    package var type: MFAType {
        switch self {
        case .sms: .sms
        case .email: .email
        case .softwareToken: .softwareToken
        }
    }

    /// The attribute that the factor's codes are sent to, or nil for a factor that sends none.
    package var attribute: AttributeName? {
        switch self {
        case .sms: .phoneNumber
        case .email: .email
        case .softwareToken: nil
        }
    }

    /// The factor's name in `amr`; it has none of its own for e-mail, whose codes are one-time passwords too.
    ///
    /// Source: RFC 8176, 2.
    package var authenticationMethod: String {
        switch self {
        case .sms: "sms"
        case .email, .softwareToken: "otp"
        }
    }

    /// Reads Cognito's spelling, or returns nil for a factor that is not offered.
    package init?(_ type: MFAType) {
        guard let factor = Self.allCases.first(where: { $0.type == type }) else { return nil }
        self = factor
    }

    /// The challenge that asks for the factor: Cognito gives both the same name.
    package var challengeName: ChallengeName { ChallengeName(rawValue: type.rawValue) }
}

extension CodeDestination {
    /// The second factor whose codes go to such a destination.
    package var factor: SecondFactor {
        switch self {
        case .phone: .sms
        case .email: .email
        }
    }
}

/// A second factor, in Cognito's spelling.
public struct MFAType: RawRepresentable, Sendable, Hashable, Codable {
    /// Cognito's spelling, as in `SMS_MFA`.
    public let rawValue: String
    /// Creates a factor from Cognito's spelling.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A code by text message.
    public static let sms = Self(rawValue: "SMS_MFA")
    /// A code by e-mail.
    public static let email = Self(rawValue: "EMAIL_OTP")
    /// A code of an authenticator app (TOTP, RFC 6238).
    public static let softwareToken = Self(rawValue: "SOFTWARE_TOKEN_MFA")

    /// The offered factors, in the order of the lists in answers.
    package static let all: [Self] = SecondFactor.allCases.map(\.type)

    /// Reads the answer to SELECT_MFA_TYPE; the API reference also writes `EMAIL_MFA` for `EMAIL_OTP`.
    package init(answer: String) { self.init(rawValue: answer == "EMAIL_MFA" ? "EMAIL_OTP" : answer) }
}
