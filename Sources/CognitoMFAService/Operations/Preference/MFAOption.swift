public import UserPoolModel

/// An entry of the legacy list of factors (Cognito's `MFAOptionType`).
public struct MFAOption: Sendable, Hashable {
    /// `SMS`, the only one accepted.
    public var deliveryMedium: String
    /// `phone_number`, the only one accepted.
    public var attributeName: AttributeName

    /// Text messages to the user's number.
    public init(deliveryMedium: String = "SMS", attributeName: AttributeName = .phoneNumber) {
        self.deliveryMedium = deliveryMedium
        self.attributeName = attributeName
    }
}

extension [MFAOption] {
    /// The preference that a legacy list stands for.
    ///
    /// - Throws: InvalidParameterException for an entry that is not text messages to the user's number.
    func wish() throws(CognitoError) -> MFAPreference {
        guard allSatisfy({ $0 == MFAOption() }) else { throw .invalidMFAOptions }
        return isEmpty ? .disabled : .enabled
    }
}
