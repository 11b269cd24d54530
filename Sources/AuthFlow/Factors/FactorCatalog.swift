import UserPoolModel

extension SecondFactor {
    /// The rules of the factor: one line for each.
    var rules: any FactorRules {
        switch self {
        case .sms: SentCodeFactor(attribute: .phoneNumber)
        case .email: SentCodeFactor(attribute: .email)
        case .softwareToken: SoftwareTokenFactor()
        }
    }
}
