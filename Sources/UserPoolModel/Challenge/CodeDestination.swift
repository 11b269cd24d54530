/// Where a code goes: a number or an address.
package enum CodeDestination: Sendable, Hashable {
    case phone(PhoneNumber)
    case email(EmailAddress)

    /// The attribute the destination is the value of.
    package var attribute: AttributeName {
        switch self {
        case .phone: .phoneNumber
        case .email: .email
        }
    }

    /// The value itself.
    package var text: String {
        switch self {
        case .phone(let number): number.e164
        case .email(let address): address.text
        }
    }

    /// The destination that an attribute's value is; nil for other attributes and for values that are none.
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
