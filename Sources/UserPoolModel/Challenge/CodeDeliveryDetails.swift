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
