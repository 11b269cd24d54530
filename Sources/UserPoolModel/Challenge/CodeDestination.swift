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

/// The masked destination of a code, with its medium and attribute.
public struct CodeDeliveryDetails: Sendable, Hashable {
    /// The medium: `SMS` or `EMAIL`.
    public let deliveryMedium: String
    /// The masked destination, as in `+*******0123` or `j***@g***`.
    public let destination: String
    /// The attribute that holds the destination, as in `phone_number`.
    public let attributeName: AttributeName

    /// Creates the details of a message to `destination`.
    package init(_ destination: CodeDestination) {
        attributeName = destination.attribute
        switch destination {
        case .phone(let number): (deliveryMedium, self.destination) = ("SMS", number.masked)
        case .email(let address): (deliveryMedium, self.destination) = ("EMAIL", address.masked)
        }
    }

    /// Creates details without a message, for a name that no user has.
    package init(simulating attribute: AttributeName, masked: String) {
        attributeName = attribute
        deliveryMedium = attribute == .email ? "EMAIL" : "SMS"
        destination = masked
    }
}
