/// The destination of a code: a phone number or an e-mail address.
package enum CodeDestination: Sendable, Hashable {
    /// A phone number, for a text message.
    case phone(PhoneNumber)
    /// An address, for an e-mail.
    case email(EmailAddress)

    /// The attribute that holds the destination.
    package var attribute: AttributeName {
        switch self {
        case .phone: .phoneNumber
        case .email: .email
        }
    }

    /// The number or the address as text.
    package var text: String {
        switch self {
        case .phone(let number): number.e164
        case .email(let address): address.text
        }
    }

    /// Creates a destination from an attribute and its value, or nil for other attributes and for invalid values.
    package init?(_ name: AttributeName, _ value: String?) {
        guard let value else { return nil }
        switch name {
        case .phoneNumber:
            guard let number = try? PhoneNumber(value) else { return nil }
            self = .phone(number)
        case .email:
            guard let address = try? EmailAddress(value) else { return nil }
            self = .email(address)
        default: return nil
        }
    }
}
