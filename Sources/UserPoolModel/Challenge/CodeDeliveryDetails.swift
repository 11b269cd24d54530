/// Where a code was sent, told in a way that gives nothing away.
public struct CodeDeliveryDetails: Sendable, Hashable {
    /// `SMS` or `EMAIL`.
    public let deliveryMedium: String
    /// The masked destination, as in `+*******0123` or `j***@g***`.
    public let destination: String
    /// The attribute the destination comes from, as in `phone_number`.
    public let attributeName: AttributeName

    /// The details of a message to `destination`.
    package init(_ destination: CodeDestination) {
        attributeName = destination.attribute
        switch destination {
        case .phone(let number): (deliveryMedium, self.destination) = ("SMS", number.masked)
        case .email(let address): (deliveryMedium, self.destination) = ("EMAIL", address.masked)
        }
    }

    /// Details of a message that nobody sent, for a name that nobody has.
    package init(simulating attribute: AttributeName, masked: String) {
        attributeName = attribute
        deliveryMedium = attribute == .email ? "EMAIL" : "SMS"
        destination = masked
    }
}
