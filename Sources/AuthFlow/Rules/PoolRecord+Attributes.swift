package import UserPoolModel

// Which values the attributes of a pool's users take.
extension PoolRecord {
    /// Verifies the names and the values of a change to a user's attributes.
    package func validate(
        _ changes: UserAttributes, of user: UserAuthRecord?, byAdministrator isAdministrator: Bool
    ) throws(CognitoError) {
        for (name, value) in changes.inOrder {
            guard let rules = attribute(name), isAdministrator || !rules.isDeveloperOnly else {
                throw name.rawValue.hasPrefix("custom:") ? .attributeTypeUnknown(name) : .attributeNotInSchema(name)
            }
            if let old = user?.attributes[name], old != value {
                guard rules.isMutable else { throw .attributeImmutable(name) }
                if rules.isRequired, value.isEmpty { throw .requiredAttributeDeleted(name) }
            }
            switch name {
            case .sub: throw .attributeImmutable(name)
            case .phoneNumber: if !value.isEmpty { _ = try PhoneNumber(value) }
            case .email: if !value.isEmpty { _ = try EmailAddress(value) }
            case .phoneNumberVerified, .emailVerified:
                guard isAdministrator else { throw .unauthorizedAttribute }
                guard ["true", "false"].contains(value) else { throw .attributeImmutable(name) }
                let flagged: AttributeName = name == .emailVerified ? .email : .phoneNumber
                let flaggedValue = changes[flagged] ?? user?.attributes[flagged] ?? ""
                guard !flaggedValue.isEmpty || value == "false" else { throw .verifiedWithout(flagged) }
            default: guard rules.fits(value) else { throw .attributeOutOfBounds(rules) }
            }
        }
    }

    /// - Throws: InvalidParameterException when an attribute is missing that every user must have.
    package func requireAll(in attributes: UserAttributes) throws(CognitoError) {
        for attribute in schema where attribute.isRequired && attributes[attribute.name] == nil {
            throw .attributeRequired(attribute.name)
        }
    }
}
