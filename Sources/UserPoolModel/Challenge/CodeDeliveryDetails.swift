/// Where a code was sent, told in a way that gives nothing away.
public struct CodeDeliveryDetails: Sendable, Hashable {
    /// `SMS`.
    public let deliveryMedium: String
    /// The masked destination, as in `+*******0123`.
    public let destination: String
    /// The attribute the destination comes from, as in `phone_number`.
    public let attributeName: AttributeName

    /// The details of a text message to `number`.
    package init(sms number: PhoneNumber) {
        deliveryMedium = "SMS"
        destination = number.masked
        attributeName = .phoneNumber
    }
}
