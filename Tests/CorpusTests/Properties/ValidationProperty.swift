import UserPoolModel

extension Property {
    private static let textMembers: [Member] = [
        .userPoolID, .userPoolName, .clientID, .clientName, .username, .password, .previousPassword, .proposedPassword,
        .newPassword, .temporaryPassword, .accessToken, .session, .userCode, .confirmationCode, .code, .secretHash,
        .clientSecret, .attributeToVerify, .attributeToDelete, .messageAction, .desiredDeliveryMediums, .deliveryMedium,
        .filter, .friendlyDeviceName, .authFlow, .challengeName, .explicitAuthFlows, .attributeName, .attributeValue,
        .smsAuthenticationMessage, .smsVerificationMessage, .emailVerificationMessage, .emailMFAMessage, .smsInvitation,
        .emailInvitation, .emailSubject, .emailInvitationSubject, .emailMFASubject, .autoVerifiedAttributes,
        .aliasAttributes, .usernameAttributes, .verifiedBeforeUpdate, .snsRegion, .snsCallerARN, .refreshToken,
    ]
    private static let numberMembers: [Member] = [
        .userLimit, .poolResults, .passwordHistorySize, .authSessionValidity, .accessTokenValidity, .idTokenValidity,
        .refreshTokenValidity, .retryGracePeriod, .minimumPasswordLength, .temporaryPasswordValidity, .allAttributes,
    ]

    /// Validating a member twice gives the same result, and an error text holds no secret.
    static let validation = Property("validation") { input in
        var reader = InputReader(input)
        let member = textMembers[reader.number(textMembers.count)]
        let number = numberMembers[reader.number(numberMembers.count)]
        let count = reader.int64()
        let value = String(decoding: reader.remainder(), as: UTF8.self)

        let alone = failure { $0.check(value, member) }
        try hold(failure { $0.require(value, member) } == alone, "there or required is one")
        try hold(failure { $0.check(nil as String?, member) } == nil, "what is absent is no failure")
        try hold(failure { $0.require(nil, member) } != nil, "unless it is required")
        let both = failure {
            $0.check(value, member)
            $0.check(Int(count), number)
            $0.check(value, member)
        }
        try hold(
            failures(both) == 2 * failures(alone) + failures(failure { $0.check(Int(count), number) }), "told together")
        try hold(failures(alone) <= member.constraints.count, "one for a constraint")
        if let alone {
            try hold(alone.code == .invalidParameter, "InvalidParameterException")
            let shown = member.isSensitive ? 0 : value.utf8.count
            try hold(alone.message.utf8.count <= 100 + failures(alone) * (400 + shown), "a bounded text")
            // Longer than any word of the service's own texts.
            if member.isSensitive, value.utf8.count > 24 {
                try hold(!alone.message.contains(value), "no secret is told")
            }
        } else {
            try accepted(value, member.name)
        }
    }

    /// Checks the properties of every accepted value without the table.
    private static func accepted(_ value: String, _ name: String) throws {
        let (bytes, length) = (Array(value.utf8), value.unicodeScalars.count)
        func isASCII(_ name: String) throws {
            try hold(bytes.allSatisfy { $0 < 0x80 && $0 > 0x20 }, "\(name) is ASCII")
        }
        switch name {
        case "userPoolId":
            try isASCII(name)
            try hold((1...55).contains(length) && bytes.contains(UInt8(ascii: "_")), "region_name")
        case "clientId", "secretHash":
            try isASCII(name)
            try hold((1...128).contains(length), "1-128")
        case "username":
            try hold((1...128).contains(length), "1-128")
            try hold(!bytes.contains { $0 <= 0x20 || $0 == 0x7F }, "no white space, no control character")
        case "password", "previousPassword", "proposedPassword", "newPassword", "temporaryPassword":
            try hold((2...256).contains(length), "2-256")
            let ends = [value.unicodeScalars.first, value.unicodeScalars.last]
            try hold(!ends.contains { $0?.properties.isWhitespace == true }, "no white space at an end")
            try hold(!value.utf8.contains(0x0A) && !value.utf8.contains(0x0D), "one line")
        case "accessToken", "refreshToken": try isASCII(name)
        case "session": try hold((20...4096).contains(length), "R28: 20-4096")
        case "userCode": try hold(bytes.count == 6 && bytes.allSatisfy { (0x30...0x39).contains($0) }, "six digits")
        case "userAttributes.name": try hold((1...32).contains(length), "1-32")
        case "userAttributes.value": try hold(length <= 2048, "at most 2048")
        case "smsAuthenticationMessage":
            try hold((6...140).contains(length) && value.contains("{####}"), "with its place")
        default: break
        }
    }

    private static func failure(_ verify: (inout Validation) -> Void) -> CognitoError? {
        var validation = Validation()
        verify(&validation)
        do throws(CognitoError) {
            try validation.finish()
            return nil
        } catch {
            return error
        }
    }

    private static func failures(_ error: CognitoError?) -> Int {
        error.flatMap { Int($0.message.prefix { $0 != " " }) } ?? 0
    }
}
