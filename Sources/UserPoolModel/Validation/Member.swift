/// One row of the constraint table: a request member, its constraints, and a flag for sensitive values.
///
/// Source: the service model of Amazon Cognito user pools (2016-04-18). Members with the same shape share a row.
package struct Member: Sendable {
    /// The member's name in lower camel case, as in the service's messages.
    package let name: String
    /// The constraints in the order in which they are verified; every failure is reported.
    package let constraints: [Constraint]
    /// True if messages leave out the value.
    package let isSensitive: Bool
    /// True for a code that a user types: a malformed one is typed again.
    package let isCode: Bool

    init(_ name: String, isSensitive: Bool = false, isCode: Bool = false, _ constraints: Constraint...) {
        (self.name, self.constraints, self.isSensitive, self.isCode) = (name, constraints, isSensitive, isCode)
    }

    init(_ name: String, constraints: [Constraint]) {
        (self.name, self.constraints, isSensitive, isCode) = (name, constraints, false, false)
    }
}

extension Member {
    package static let userPoolID = Member(
        "userPoolId", .userPoolIDPattern, .minimumLength(1), .maximumLength(55))
    package static let userPoolName = Member(
        "poolName", .word(#"[\w\s+=,.@-]+"#, alsoAllowing: " \t\n\r+=,.@-"), .minimumLength(1), .maximumLength(128))
    /// The model's pattern is `[\w+]+`; a hyphen is also allowed, for clients named in code.
    package static let clientID = Member(
        "clientId", isSensitive: true, .word(#"[\w+]+"#, alsoAllowing: "+-"), .minimumLength(1), .maximumLength(128))
    package static let clientName = Member(
        "clientName", .word(#"[\w\s+=,.@-]+"#, alsoAllowing: " \t\n\r+=,.@-"), .minimumLength(1), .maximumLength(128))
    package static let username = Member(
        "username", isSensitive: true,
        .every(#"[\p{L}\p{M}\p{S}\p{N}\p{P}]+"#) { $0.isLetterMarkSymbolNumberOrPunctuation }, .minimumLength(1),
        .maximumLength(128))
    package static let password = password("password")
    package static let previousPassword = password("previousPassword")
    package static let proposedPassword = password("proposedPassword")
    package static let newPassword = password("newPassword")
    package static let temporaryPassword = password("temporaryPassword")
    package static let accessToken = Member(
        "accessToken", isSensitive: true,
        .every("[A-Za-z0-9-_=.]+") { $0.isWord || $0 == "-" || $0 == "=" || $0 == "." })
    package static let session = Member("session", isSensitive: true, .minimumLength(20), .maximumLength(4096))
    package static let userCode = sixDigits("userCode")
    /// A code of a sign-in under its key in `ChallengeResponses`; the wire does not ask for digits.
    package static func sixDigits(_ name: String) -> Member {
        Member(
            name, isSensitive: true, isCode: true, .every("[0-9]+") { $0.isASCIIDigit }, .minimumLength(6),
            .maximumLength(6))
    }
    /// The code of a message, other than one of a sign-in.
    ///
    package static let confirmationCode = code("confirmationCode")
    package static let code = code("code")
    package static let secretHash = Member(
        "secretHash", isSensitive: true, .word(#"[\w+=/]+"#, alsoAllowing: "+=/"), .minimumLength(1),
        .maximumLength(128))
    package static let clientSecret = Member(
        "clientSecret", isSensitive: true, .word(#"[\w+]+"#, alsoAllowing: "+"), .minimumLength(24), .maximumLength(64))
    package static let attributeToVerify = named("attributeName")
    package static let attributeToDelete = named("userAttributeNames")
    package static let messageAction = Member("messageAction", .oneOf(["RESEND", "SUPPRESS"]))
    package static let desiredDeliveryMediums = Member("desiredDeliveryMediums", .oneOf(["SMS", "EMAIL"]))
    package static let deliveryMedium = Member("mFAOptions.deliveryMedium", .oneOf(["SMS", "EMAIL"]))
    package static let filter = Member("filter", .maximumLength(256))
    package static let userLimit = Member("limit", .range(0...60))
    package static let poolResults = Member("maxResults", .range(1...60))
    package static let groupName = Member(
        "groupName", .every(#"[\p{L}\p{M}\p{S}\p{N}\p{P}]+"#) { $0.isLetterMarkSymbolNumberOrPunctuation },
        .minimumLength(1), .maximumLength(128))
    package static let groupDescription = Member("description", .maximumLength(2048))
    package static let groupRoleARN = Member("roleArn", .arn, .minimumLength(20), .maximumLength(2048))
    /// The service's type is a number of 32 bits.
    package static let precedence = Member("precedence", .range(0...Int(Int32.max)))
    package static let friendlyDeviceName = Member("friendlyDeviceName", .maximumLength(256))
    package static let authFlow = Member("authFlow", .oneOf(AuthFlowType.model))
    package static let challengeName = Member("challengeName", .oneOf(ChallengeName.model))
    package static let explicitAuthFlows = Member("explicitAuthFlows", .oneOf(ExplicitAuthFlow.model))
    package static let attributeName = Member(
        "userAttributes.name",
        .every(#"[\p{L}\p{M}\p{S}\p{N}\p{P}]+"#) { $0.isLetterMarkSymbolNumberOrPunctuation }, .minimumLength(1),
        .maximumLength(32))
    package static let attributeValue = Member("userAttributes.value", isSensitive: true, .maximumLength(2048))
    package static let smsAuthenticationMessage = Member(
        "smsAuthenticationMessage", .pattern(text: #".*\{####\}.*"#) { $0.holdsPlaceholder }, .minimumLength(6),
        .maximumLength(140))
    package static let smsVerificationMessage = message("smsVerificationMessage", longest: 140)
    package static let emailVerificationMessage = message("emailVerificationMessage", longest: 20_000)
    package static let emailMFAMessage = message("emailMfaConfiguration.message", longest: 20_000)
    package static let smsInvitation = message("adminCreateUserConfig.inviteMessageTemplate.sMSMessage", longest: 140)
    package static let emailInvitation = message(
        "adminCreateUserConfig.inviteMessageTemplate.emailMessage", longest: 20_000)
    package static let emailSubject = subject("emailVerificationSubject")
    package static let emailInvitationSubject = subject("adminCreateUserConfig.inviteMessageTemplate.emailSubject")
    package static let emailMFASubject = subject("emailMfaConfiguration.subject")
    package static let autoVerifiedAttributes = Member("autoVerifiedAttributes", .oneOf(["phone_number", "email"]))
    package static let aliasAttributes = Member(
        "aliasAttributes", .oneOf(["phone_number", "email", "preferred_username"]))
    package static let usernameAttributes = Member("usernameAttributes", .oneOf(["phone_number", "email"]))
    package static let verifiedBeforeUpdate = Member(
        "userAttributeUpdateSettings.attributesRequireVerificationBeforeUpdate", .oneOf(["phone_number", "email"]))
    package static let passwordHistorySize = Member("policies.passwordPolicy.passwordHistorySize", .range(0...24))
    package static let snsRegion = Member(
        "smsConfiguration.snsRegion", .minimumLength(5), .maximumLength(32))
    /// Optional in the newest model: an empty one counts as none.
    package static let snsCallerARN = Member("smsConfiguration.snsCallerArn", .arn, .maximumLength(2048))
    package static let authSessionValidity = Member("authSessionValidity", .range(3...15))
    package static let accessTokenValidity = Member("accessTokenValidity", .range(300...86_400))
    package static let idTokenValidity = Member("idTokenValidity", .range(300...86_400))
    package static let refreshTokenValidity = Member("refreshTokenValidity", .range(3600...315_360_000))
    package static let retryGracePeriod = Member("refreshTokenRotation.retryGracePeriodSeconds", .range(0...60))
    package static let refreshToken = Member(
        "refreshToken", isSensitive: true,
        .every("[A-Za-z0-9-_=.]+") { $0.isWord || $0 == "-" || $0 == "=" || $0 == "." },
        .maximumLength(4096))
    package static let minimumPasswordLength = Member("policies.passwordPolicy.minimumLength", .range(6...99))
    package static let temporaryPasswordValidity = Member(
        "policies.passwordPolicy.temporaryPasswordValidityDays", .range(0...365))
    /// Ours: a limit on the size of all attributes together, so that a record stays within what a store accepts.
    package static let allAttributes = Member("userAttributes", isSensitive: true, .range(0...32_768))

    private static func named(_ name: String) -> Member {
        Member(
            name, .every(#"[\p{L}\p{M}\p{S}\p{N}\p{P}]+"#) { $0.isLetterMarkSymbolNumberOrPunctuation },
            .minimumLength(1), .maximumLength(32))
    }

    private static func code(_ name: String) -> Member {
        Member(
            name, isSensitive: true, isCode: true, .every(#"[\S]+"#) { !$0.properties.isWhitespace }, .minimumLength(1),
            .maximumLength(2048))
    }

    private static func message(_ name: String, longest: Int) -> Member {
        Member(
            name, .pattern(text: #".*\{####\}.*"#) { $0.holdsPlaceholder }, .minimumLength(6),
            .maximumLength(longest))
    }

    private static func subject(_ name: String) -> Member { Member(name, .minimumLength(1), .maximumLength(140)) }

    /// A password under another member name; length comes before pattern, as in the service's replies.
    ///
    /// Spaces may stand inside. Source: replies of SignUp, ConfirmForgotPassword and ChangePassword.
    private static func password(_ name: String) -> Member {
        Member(
            name, isSensitive: true, .minimumLength(1), .maximumLength(256),
            .pattern(text: #"^[\S]+.*[\S]+$"#) { $0.isPasswordForm })
    }
}

extension Constraint {
    /// The pattern `[\w-]+_[0-9a-zA-Z]+`; only letters and digits follow the last underscore.
    fileprivate static let userPoolIDPattern = Constraint.pattern(text: #"[\w-]+_[0-9a-zA-Z]+"#) { value in
        guard let underscore = value.unicodeScalars.lastIndex(of: "_") else { return false }
        let region = value.unicodeScalars[..<underscore]
        let name = value.unicodeScalars[underscore...].dropFirst()
        return !region.isEmpty && !name.isEmpty && region.allSatisfy { $0.isWord || $0 == "-" }
            && name.allSatisfy(\.isASCIIAlphanumeric)
    }
}

extension String {
    /// `^[\S]+.*[\S]+$`: two or more characters on one line, the first and the last not white space.
    fileprivate var isPasswordForm: Bool {
        let scalars = unicodeScalars
        guard let first = scalars.first, let last = scalars.last, scalars.dropFirst().first != nil else { return false }
        return !first.properties.isWhitespace && !last.properties.isWhitespace
            && !scalars.contains { Self.lineEnds.contains($0.value) }
    }

    private static var lineEnds: [UInt32] { [0x0A, 0x0D, 0x85, 0x2028, 0x2029] }

    /// True if the text contains the placeholder of a code, `{####}`.
    fileprivate var holdsPlaceholder: Bool {
        var rest = utf8[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "{")) {
            rest = rest[open...]
            if rest.starts(with: "{####}".utf8) { return true }
            rest.removeFirst()
        }
        return false
    }
}
