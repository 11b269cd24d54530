// The shapes of stored settings, by their names in the service model.
extension SettingShape {
    static let lambdaConfig: SettingShape = {
        let plain = [
            "PreSignUp", "CustomMessage", "PostConfirmation", "PreAuthentication", "PostAuthentication",
            "DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse", "PreTokenGeneration",
            "UserMigration", "KMSKeyID",
        ]
        func versioned(_ name: String, _ versions: SettingShape) -> SettingMember {
            SettingMember(
                name,
                .structure([
                    SettingMember("LambdaVersion", versions, isRequired: true),
                    SettingMember("LambdaArn", .arn, isRequired: true),
                ]))
        }
        return .structure(
            plain.map { SettingMember($0, .arn) } + [
                versioned("PreTokenGenerationConfig", .choice("V1_0", "V2_0", "V3_0")),
                versioned("CustomSMSSender", .choice("V1_0")), versioned("CustomEmailSender", .choice("V1_0")),
                versioned("InboundFederation", .choice("V1_0")),
            ])
    }()

    static let deviceConfiguration = SettingShape.structure([
        SettingMember("ChallengeRequiredOnNewDevice", .flag), SettingMember("DeviceOnlyRememberedOnUserPrompt", .flag),
    ])

    static let emailConfiguration = SettingShape.structure([
        SettingMember("SourceArn", .arn),
        SettingMember("ReplyToEmailAddress", .text([.emailLike])),
        SettingMember("EmailSendingAccount", .choice("COGNITO_DEFAULT", "DEVELOPER")),
        SettingMember("From", .anyText),
        SettingMember(
            "ConfigurationSet",
            .text([.word("^[a-zA-Z0-9_-]+$", alsoAllowing: "-"), .minimumLength(1), .maximumLength(64)])),
    ])

    static let messageTemplate: SettingShape = {
        let subject = SettingShape.text([.minimumLength(1), .maximumLength(140)])
        return .structure([
            SettingMember("SmsMessage", .text(Member.smsVerificationMessage.constraints)),
            SettingMember("EmailMessage", .text(Member.emailVerificationMessage.constraints)),
            SettingMember("EmailSubject", subject),
            SettingMember("EmailMessageByLink", .text([.linkPlaceholder, .minimumLength(6), .maximumLength(20_000)])),
            SettingMember("EmailSubjectByLink", subject),
            SettingMember("DefaultEmailOption", .choice("CONFIRM_WITH_LINK", "CONFIRM_WITH_CODE")),
        ])
    }()

    static let signInPolicy = SettingShape.structure([
        SettingMember(
            "AllowedFirstAuthFactors",
            .list(.choice("PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN", "SOFTWARE_TOKEN"), 1...5))
    ])

    static let addOns = SettingShape.structure([
        SettingMember("AdvancedSecurityMode", .choice("OFF", "AUDIT", "ENFORCED"), isRequired: true),
        SettingMember(
            "AdvancedSecurityAdditionalFlows",
            .structure([SettingMember("CustomAuthMode", .choice("AUDIT", "ENFORCED"))])),
    ])

    static let clientRegistration = SettingShape.structure([
        SettingMember("EnableStatus", .choice("Enabled", "Disabled")), SettingMember("OpenDcrEnabled", .flag),
        SettingMember("AuthenticatedGrantTypes", oAuthFlows), SettingMember("OpenDcrGrantTypes", oAuthFlows),
        SettingMember("AllowedScopes", oAuthScopes),
    ])

    /// The passkey settings of SetUserPoolMfaConfig.
    package static let webAuthn = SettingShape.structure([
        SettingMember("RelyingPartyId", .text([.minimumLength(1), .maximumLength(127)])),
        SettingMember("UserVerification", .choice("required", "preferred")),
        SettingMember("FactorConfiguration", .choice("SINGLE_FACTOR", "MULTI_FACTOR_WITH_USER_VERIFICATION")),
    ])

    /// The settings of AWS End User Messaging, in SmsConfiguration.
    package static let endUserMessaging = SettingShape.structure([
        SettingMember("CallerArn", .arn, isRequired: true), SettingMember("ExternalId", .anyText),
        SettingMember("OriginationIdentity", .anyText), SettingMember("ConfigurationSetName", .anyText),
        SettingMember("InEntityId", .anyText), SettingMember("InTemplateId", .anyText),
        SettingMember("Region", .text([.minimumLength(5), .maximumLength(32)])),
    ])

    static let validityUnits: SettingShape = {
        let unit = SettingShape.choice("seconds", "minutes", "hours", "days")
        return .structure(["AccessToken", "IdToken", "RefreshToken"].map { SettingMember($0, unit) })
    }()

    package static let customAttributeName = SettingShape.text([
        .symbols, .minimumLength(1), .maximumLength(SchemaAttribute.longestCustomName),
    ])
    package static let tags = SettingShape.map(
        key: [.minimumLength(1), .maximumLength(128)], value: [.maximumLength(256)], 0...50)

    package static let clientSecretID = SettingShape.text([.minimumLength(1), .maximumLength(128)])
    package static let tagKeys = SettingShape.list(.text([.minimumLength(1), .maximumLength(128)]), 0...50)

    static let authenticationLevel = SettingShape.structure([
        SettingMember(
            "AcrValue",
            .text([.scopeToken, .minimumLength(1), .maximumLength(64)]), isRequired: true)
    ])

    static let redirectURL = SettingShape.text([.symbols, .minimumLength(1), .maximumLength(1024)])
    static let oAuthFlows = SettingShape.list(.choice("code", "implicit", "client_credentials"), 0...3)
    static let oAuthScopes = SettingShape.list(.text([.scopeToken, .minimumLength(1), .maximumLength(256)]), 0...50)

    static let analytics = SettingShape.structure([
        SettingMember(
            "ApplicationId",
            .text([
                .every("^[0-9a-fA-F]+$") {
                    $0.isASCIIDigit || ("a"..."f").contains($0) || ("A"..."F").contains($0)
                }
            ])),
        SettingMember("ApplicationArn", .arn), SettingMember("RoleArn", .arn), SettingMember("ExternalId", .anyText),
        SettingMember("UserDataShared", .flag),
    ])
}

extension Constraint {
    /// `[\p{L}\p{M}\p{S}\p{N}\p{P}]+`.
    fileprivate static let symbols = Constraint.every(#"[\p{L}\p{M}\p{S}\p{N}\p{P}]+"#) {
        $0.isLetterMarkSymbolNumberOrPunctuation
    }

    /// A scope-token (RFC 6749, 3.3).
    fileprivate static let scopeToken = Constraint.every(#"[\x21\x23-\x5B\x5D-\x7E]+"#) {
        ("!"..."~").contains($0) && $0 != "\"" && $0 != "\\"
    }

    /// The model's pattern of an e-mail address.
    fileprivate static let emailLike = Constraint.pattern(
        text: #"[\p{L}\p{M}\p{S}\p{N}\p{P}]+@[\p{L}\p{M}\p{S}\p{N}\p{P}]+"#
    ) { value in
        value.unicodeScalars.allSatisfy(\.isLetterMarkSymbolNumberOrPunctuation)
            && value.unicodeScalars.dropFirst().dropLast().contains("@")
    }

    /// A text with a link between `{##` and `##}`.
    fileprivate static let linkPlaceholder = Constraint.pattern(text: #".*\{##.*##\}.*"#) { value in
        guard let open = value.firstRange(of: "{##") else { return false }
        return value[open.upperBound...].firstRange(of: "##}") != nil
    }
}
