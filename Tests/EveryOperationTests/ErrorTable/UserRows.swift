import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import UserPoolModel

/// Sign-up, confirmation, attributes and recovery.
enum UserRows {
    static let all = signUp + confirmation + creation + attributes + verification + recovery

    static let signUp: [ErrorRow] = [
        ErrorRow("SignUp, name taken", .documented, .usernameExists, "User already exists") {
            let f = try await Fixture()
            _ = try await f.pool.signUp("ada", password: Fixture.password)
        },
        ErrorRow(
            "SignUp, address taken as name", .observed, .usernameExists,
            "An account with the given email already exists."
        ) {
            let f = try await Fixture(usernames: [.email])
            _ = try await f.pool.signUp("g@example.com", password: Fixture.password)
            _ = try await f.pool.signUp("g@example.com", password: Fixture.password)
        },
        ErrorRow(
            "SignUp, number taken as name", .observed, .usernameExists,
            "An account with the given phone_number already exists."
        ) {
            let f = try await Fixture(usernames: [.phoneNumber])
            _ = try await f.pool.signUp("+14155550100", password: Fixture.password)
            _ = try await f.pool.signUp("+14155550100", password: Fixture.password)
        },
        ErrorRow(
            "SignUp, short password", .observed, .invalidPassword,
            "Password did not conform with policy: Password not long enough"
        ) {
            let f = try await Fixture()
            _ = try await f.pool.signUp("grace", password: "Aa1!")
        },
        ErrorRow(
            "SignUp, password without capitals", .observed, .invalidPassword,
            "Password did not conform with policy: Password must have uppercase characters"
        ) {
            let f = try await Fixture()
            _ = try await f.pool.signUp("grace", password: "analytical-1843")
        },
        ErrorRow(
            "SignUp, password without small letters", .observed, .invalidPassword,
            "Password did not conform with policy: Password must have lowercase characters"
        ) {
            let f = try await Fixture()
            _ = try await f.pool.signUp("grace", password: "ANALYTICAL-1843")
        },
        ErrorRow(
            "SignUp, password without digits", .observed, .invalidPassword,
            "Password did not conform with policy: Password must have numeric characters"
        ) {
            let f = try await Fixture()
            _ = try await f.pool.signUp("grace", password: "Analytical-Engine")
        },
        ErrorRow(
            "SignUp, password without symbols", .observed, .invalidPassword,
            "Password did not conform with policy: Password must have symbol characters"
        ) {
            let f = try await Fixture()
            _ = try await f.pool.signUp("grace", password: "Analytical1843")
        },
        ErrorRow(
            "SignUp, neither address nor number", .observed, .invalidParameter,
            "Username should be either an email or a phone number."
        ) {
            let f = try await Fixture(usernames: [.email, .phoneNumber])
            _ = try await f.pool.signUp("grace", password: Fixture.password)
        },
        ErrorRow("SignUp, no address", .assumed, .invalidParameter, "Username should be an email.") {
            let f = try await Fixture(usernames: [.email])
            _ = try await f.pool.signUp("grace", password: Fixture.password)
        },
        ErrorRow(
            "SignUp, name like an alias", .observed, .invalidParameter,
            "Username cannot be of email format, since user pool is configured for email alias."
        ) {
            let f = try await Fixture(aliases: [.email])
            _ = try await f.pool.signUp("grace@example.com", password: Fixture.password)
        },
        ErrorRow("SignUp, bad number", .observed, .invalidParameter, "Invalid phone number format.") {
            let f = try await Fixture()
            _ = try await f.pool.signUp("grace", password: Fixture.password, attributes: [.phoneNumber: "12"])
        },
        ErrorRow("SignUp, bad address", .observed, .invalidParameter, "Invalid email address format.") {
            let f = try await Fixture()
            _ = try await f.pool.signUp("grace", password: Fixture.password, attributes: [.email: "grace"])
        },
        ErrorRow(
            "SignUp, required attribute missing", .observed, .invalidParameter,
            "Attributes did not conform to the schema: email: The attribute is required"
        ) {
            let f = try await Fixture()
            let described = try await f.admin.createUserPool(
                CreateUserPoolRequest(
                    poolName: "p", members: UserPoolOptions(),
                    schema: [SchemaAttribute(name: .email, isRequired: true)]))
            let client = try await f.admin.createUserPoolClient(
                CreateUserPoolClientRequest(userPoolID: described.id, clientName: "c"))
            let request = SignUpRequest(clientID: client.id, username: "grace", password: Fixture.password)
            _ = try await f.service.signUp(request)
        },
        ErrorRow(
            "SignUp, administrators only", .observed, .notAuthorized, "SignUp is not permitted for this user pool"
        ) {
            let f = try await Fixture(members: UserPoolOptions(allowAdminCreateUserOnly: true))
            _ = try await f.pool.signUp("grace", password: Fixture.password)
        },
        ErrorRow(
            "SignUp, no SMS set up", .observed, .invalidParameter,
            "Invalid phone number provided/Unable to send the message. User pool does not have SMS configuration to send messages."
        ) {
            let f = try await Fixture(mfa: .optional([.softwareToken]), members: .verifyingPhone)
            _ = try await f.pool.signUp(
                "grace", password: Fixture.password, attributes: [.phoneNumber: "+14155550100"])
        },
        ErrorRow(
            "SignUp, message quota", .documented, .limitExceeded,
            "Attempt limit exceeded, please try after some time."
        ) {
            var limits = FlowLimits()
            limits.hourly.sendsPerDestination = 1
            let f = try await Fixture(limits: limits, members: .verifyingEmail)
            _ = try await f.signUp()
            _ = try await f.signUp("alan", [.email: "grace@example.com"])
        },
        ErrorRow(
            "SignUp, attribute the client may not write", .observed, .notAuthorized,
            "A client attempted to write unauthorized attribute"
        ) {
            let f = try await Fixture()
            let client = try await f.client { $0.writeAttributes = [.email] }
            _ = try await f.service.signUp(
                SignUpRequest(
                    clientID: client.id, username: "grace", password: Fixture.password, userAttributes: ["name": "G"]))
        },
    ]

    static let confirmation: [ErrorRow] = [
        ErrorRow(
            "ConfirmSignUp, wrong code", .observed, .codeMismatch,
            "Invalid verification code provided, please try again."
        ) {
            let f = try await Fixture(members: .verifyingEmail)
            let code = try await f.signUp()
            try await f.pool.confirmSignUp("grace", code: wrong(code))
        },
        ErrorRow(
            "ConfirmSignUp, expired", .observed, .expiredCode, "Invalid code provided, please request a code again."
        ) {
            let f = try await Fixture(members: .verifyingEmail)
            let code = try await f.signUp()
            f.time.advance(by: .seconds(86_400))
            try await f.pool.confirmSignUp("grace", code: code)
        },
        ErrorRow(
            "ConfirmSignUp, never issued", .observed, .expiredCode,
            "Invalid code provided, please request a code again."
        ) {
            let f = try await Fixture()
            _ = try await f.pool.signUp("grace", password: Fixture.password)
            try await f.pool.confirmSignUp("grace", code: "123456")
        },
        ErrorRow(
            "ConfirmSignUp, confirmed", .observed, .notAuthorized,
            "User cannot be confirmed. Current status is CONFIRMED"
        ) {
            let f = try await Fixture()
            try await f.pool.confirmSignUp("ada", code: "123456")
        },
        ErrorRow(
            "ConfirmSignUp, alias is another's", .observed, .aliasExists,
            "An account with the given email already exists."
        ) {
            let f = try await Fixture(
                attributes: .verifiedEmail, members: .verifyingEmail, aliases: [.email])
            let code = try await f.signUp("grace", [.email: "ada@example.com"])
            try await f.pool.confirmSignUp("grace", code: code)
        },
        ErrorRow(
            "ConfirmSignUp, too many", .observed, .limitExceeded,
            "Attempt limit exceeded, please try after some time."
        ) {
            let f = try await Fixture(members: .verifyingEmail)
            _ = try await f.signUp()
            for _ in 0..<15 { _ = await failure { try await f.pool.confirmSignUp("grace", code: "0") } }
            try await f.pool.confirmSignUp("grace", code: "0")
        },
        ErrorRow("ResendConfirmationCode, confirmed", .observed, .invalidParameter, "User is already confirmed.") {
            try await Fixture().pool.resendConfirmationCode("ada")
        },
        ErrorRow(
            "ResendConfirmationCode, unknown", .observed, .userNotFound, "Username/client id combination not found."
        ) { try await Fixture().pool.resendConfirmationCode("nobody") },
        ErrorRow(
            "ResendConfirmationCode, too many", .documented, .limitExceeded,
            "Attempt limit exceeded, please try after some time."
        ) {
            let f = try await Fixture(members: .verifyingEmail)
            _ = try await f.signUp()
            for _ in 0..<5 { _ = await failure { try await f.pool.resendConfirmationCode("grace") } }
            try await f.pool.resendConfirmationCode("grace")
        },
        ErrorRow("ConfirmSignUp, unknown", .observed, .userNotFound, "Username/client id combination not found.") {
            try await Fixture().pool.confirmSignUp("nobody", code: "123456")
        },
        ErrorRow(
            "AdminConfirmSignUp, confirmed", .observed, .notAuthorized,
            "User cannot be confirmed. Current status is CONFIRMED"
        ) { try await Fixture().pool.admin.confirmSignUp("ada") },
        ErrorRow(
            "hidden, ConfirmSignUp of nobody", .assumed, .codeMismatch,
            "Invalid verification code provided, please try again."
        ) { try await Fixture(hidesUnknown: true).pool.confirmSignUp("nobody", code: "123456") },
        ErrorRow(
            "hidden, ConfirmSignUp, wrong code after its end", .assumed, .codeMismatch,
            "Invalid verification code provided, please try again."
        ) {
            let f = try await Fixture(hidesUnknown: true, members: .verifyingEmail)
            let code = try await f.signUp()
            f.time.advance(by: .seconds(86_400))
            try await f.pool.confirmSignUp("grace", code: wrong(code))
        },
        ErrorRow(
            "hidden, ConfirmSignUp, right code after its end", .documented, .expiredCode,
            "Invalid code provided, please request a code again."
        ) {
            let f = try await Fixture(hidesUnknown: true, members: .verifyingEmail)
            let code = try await f.signUp()
            f.time.advance(by: .seconds(86_400))
            try await f.pool.confirmSignUp("grace", code: code)
        },
        ErrorRow(
            "hidden, ConfirmSignUp, confirmed", .assumed, .codeMismatch,
            "Invalid verification code provided, please try again."
        ) { try await Fixture(hidesUnknown: true).pool.confirmSignUp("ada", code: "123456") },
    ]

    static let creation: [ErrorRow] = [
        ErrorRow("AdminCreateUser, name taken", .observed, .usernameExists, "User account already exists") {
            try await Fixture().pool.admin.createUser("ada", password: Fixture.password)
        },
        ErrorRow("AdminCreateUser RESEND, unknown", .documented, .userNotFound, "User does not exist.") {
            let f = try await Fixture()
            _ = try await f.admin.adminCreateUser(
                AdminCreateUserRequest(userPoolID: f.pool.id, username: "nobody", messageAction: .resend))
        },
        ErrorRow(
            "AdminCreateUser RESEND, confirmed", .documented, .unsupportedUserState,
            "The invitation cannot be sent again. Current status is CONFIRMED"
        ) {
            let f = try await Fixture()
            _ = try await f.admin.adminCreateUser(
                AdminCreateUserRequest(userPoolID: f.pool.id, username: "ada", messageAction: .resend))
        },
        ErrorRow(
            "AdminCreateUser, password against policy", .observed, .invalidPassword,
            "Password did not conform with password policy: Password not long enough"
        ) { try await Fixture().pool.admin.createUser("grace", temporaryPassword: "Aa1!") },
        ErrorRow(
            "AdminCreateUser by EMAIL, no address", .observed, .invalidParameter,
            "No email provided but desired delivery medium was Email"
        ) {
            try await Fixture().pool.admin.createUser(
                "grace", temporaryPassword: Fixture.password, invitingBy: ["EMAIL"])
        },
        ErrorRow(
            "AdminCreateUser by SMS, no number", .assumed, .invalidParameter,
            "No phone number provided but desired delivery medium was SMS"
        ) {
            try await Fixture().pool.admin.createUser("grace", temporaryPassword: Fixture.password, invitingBy: ["SMS"])
        },
        ErrorRow(
            "AdminCreateUser by SMS, no SMS set up", .observed, .invalidParameter,
            "Invalid phone number provided/Unable to send the message. User pool does not have SMS configuration to send messages."
        ) {
            try await Fixture(mfa: .off).pool.admin.createUser(
                "grace", temporaryPassword: Fixture.password, attributes: [.phoneNumber: "+14155550177"],
                invitingBy: ["SMS"])
        },
        ErrorRow(
            "AdminSetUserPassword, against the policy", .assumed, .invalidPassword,
            "Password does not conform to policy: Password not long enough"
        ) { try await Fixture().pool.admin.setPassword("ada", "Aa1!") },
        ErrorRow(
            "ChangePassword, against the policy", .observed, .invalidPassword,
            "Password does not conform to policy: Password not long enough"
        ) {
            let f = try await Fixture()
            try await f.pool.changePassword(f.tokens().accessToken, from: Fixture.password, to: "Aa1!")
        },
        ErrorRow(
            "SignUp, users verify nothing by hand", .observed, .notAuthorized,
            "A client attempted to write unauthorized attribute"
        ) {
            _ = try await Fixture().pool.signUp(
                "grace", password: Fixture.password,
                attributes: [.email: "grace@example.com", .emailVerified: "true"])
        },
        ErrorRow(
            "AdminSetUserPassword, former password", .observed, .passwordHistoryPolicyViolation,
            "Password has previously been used"
        ) {
            let f = try await Fixture()
            try await f.rewrite(.pool(f.pool.id), as: PoolRecord.self) { $0.passwordPolicy.passwordHistorySize = 3 }
            try await f.pool.admin.setPassword("ada", "Difference-1822")
            try await f.pool.admin.setPassword("ada", "Difference-1822")
        },
        ErrorRow("AdminSetUserPassword, unknown", .documented, .userNotFound, "User does not exist.") {
            try await Fixture().pool.admin.setPassword("nobody", "Difference-1822")
        },
        ErrorRow("AdminGetUser, unknown", .observed, .userNotFound, "User does not exist.") {
            _ = try await Fixture().pool.admin.user("nobody")
        },
    ]

    static let attributes: [ErrorRow] = [
        ErrorRow(
            "attributes, number is another's", .assumed, .aliasExists,
            "An account with the given phone_number already exists."
        ) {
            let f = try await Fixture(
                attributes: [.phoneNumber: Fixture.phone, .phoneNumberVerified: "true"], aliases: [.phoneNumber])
            try await f.pool.admin.createUser("grace", password: Fixture.password)
            try await f.pool.admin.updateAttributes(
                "grace", [.phoneNumber: Fixture.phone, .phoneNumberVerified: "true"])
        },
        ErrorRow("attributes, immutable", .assumed, .invalidParameter, "user.sub: Attribute cannot be updated.") {
            try await Fixture().pool.admin.updateAttributes("ada", [.sub: "x"])
        },
        ErrorRow(
            "attributes, unknown", .observed, .invalidParameter,
            "Attributes did not conform to the schema: shoe: Attribute does not exist in the schema."
        ) { try await Fixture().pool.admin.updateAttributes("ada", ["shoe": "7"]) },
        ErrorRow(
            "attributes, custom and unknown", .observed, .invalidParameter,
            "Attributes did not conform to the schema: Type for attribute {custom:x} could not be determined"
        ) { try await Fixture().pool.admin.updateAttributes("ada", ["custom:x": "7"]) },
        ErrorRow(
            "attributes, required one deleted", .observed, .invalidParameter,
            "Invalid user attributes: email: Required attribute cannot be deleted."
        ) {
            let f = try await Fixture()
            let described = try await f.admin.createUserPool(
                CreateUserPoolRequest(
                    poolName: "p", members: UserPoolOptions(),
                    schema: [SchemaAttribute(name: .email, isRequired: true)]))
            _ = try await f.admin.adminCreateUser(
                AdminCreateUserRequest(
                    userPoolID: described.id, username: "grace", permanentPassword: Fixture.password,
                    userAttributes: [.email: "g@example.com"]))
            try await f.admin.adminDeleteUserAttributes(
                AdminDeleteUserAttributesRequest(
                    userPoolID: described.id, username: "grace", userAttributeNames: [.email]))
        },
        ErrorRow("attributes, bad number", .observed, .invalidParameter, "Invalid phone number format.") {
            let f = try await Fixture()
            try await f.pool.updateAttributes(f.tokens().accessToken, [.phoneNumber: "0"])
        },
        ErrorRow(
            "attributes, users verify nothing by hand", .observed, .notAuthorized,
            "A client attempted to write unauthorized attribute"
        ) {
            let f = try await Fixture()
            try await f.pool.updateAttributes(f.tokens().accessToken, [.phoneNumberVerified: "true"])
        },
        ErrorRow(
            "attributes, not the client's to write", .observed, .notAuthorized,
            "A client attempted to write unauthorized attribute"
        ) {
            let f = try await Fixture()
            let client = try await f.client { $0.writeAttributes = [.email] }
            let tokens = try await f.service.pool(f.pool.id, client: client.id).signIn(
                "ada", password: Fixture.password
            ).authenticationResult
            try await f.pool.updateAttributes(tokens?.accessToken ?? "", ["name": "A"])
        },
        ErrorRow("attributes, unknown user", .documented, .userNotFound, "User does not exist.") {
            try await Fixture().pool.admin.updateAttributes("nobody", ["name": "A"])
        },
    ]

    static let verification: [ErrorRow] = [
        ErrorRow(
            "VerifyUserAttribute, wrong", .observed, .codeMismatch,
            "Invalid verification code provided, please try again."
        ) {
            let f = try await Fixture()
            let token = try await f.tokens().accessToken
            try await f.pool.sendVerificationCode(token, for: .phoneNumber)
            try await f.pool.verifyAttribute(token, .phoneNumber, code: wrong(await f.sentCode()))
        },
        ErrorRow(
            "VerifyUserAttribute, expired", .observed, .expiredCode,
            "Invalid code provided, please request a code again."
        ) {
            let f = try await Fixture()
            let token = try await f.tokens().accessToken
            try await f.pool.verifyAttribute(token, .phoneNumber, code: "123456")
        },
        ErrorRow(
            "VerifyUserAttribute, too many", .observed, .limitExceeded,
            "Attempt limit exceeded, please try after some time."
        ) {
            let f = try await Fixture()
            let token = try await f.tokens().accessToken
            for _ in 0..<15 {
                _ = await failure { try await f.pool.verifyAttribute(token, .phoneNumber, code: "1") }
            }
            try await f.pool.verifyAttribute(token, .phoneNumber, code: "1")
        },
        ErrorRow(
            "GetUserAttributeVerificationCode, too many", .documented, .limitExceeded,
            "Attempt limit exceeded, please try after some time."
        ) {
            let f = try await Fixture()
            let token = try await f.tokens().accessToken
            for _ in 0..<6 { try await f.pool.sendVerificationCode(token, for: .phoneNumber) }
        },
        ErrorRow(
            "GetUserAttributeVerificationCode, another attribute", .observed, .invalidParameter,
            "Invalid attribute name. Only phone_number and email can be verified."
        ) {
            let f = try await Fixture()
            try await f.pool.sendVerificationCode(f.tokens().accessToken, for: "name")
        },
    ]

    static let recovery: [ErrorRow] = [
        ErrorRow(
            "ForgotPassword, administrators only", .observed, .notAuthorized,
            "Contact administrator to reset password."
        ) {
            let f = try await Fixture(members: UserPoolOptions(accountRecoverySetting: [.adminOnly]))
            try await f.pool.forgotPassword("ada")
        },
        ErrorRow(
            "ForgotPassword, temporary password", .observed, .notAuthorized,
            "User password cannot be reset in the current state."
        ) {
            let f = try await Fixture()
            try await f.pool.admin.createUser("grace", temporaryPassword: Fixture.password)
            try await f.pool.forgotPassword("grace")
        },
        ErrorRow("ForgotPassword, disabled", .observed, .notAuthorized, "User is disabled.") {
            let f = try await Fixture(attributes: .verifiedEmail)
            try await f.pool.admin.disableUser("ada")
            try await f.pool.forgotPassword("ada")
        },
        ErrorRow(
            "ForgotPassword, nothing verified", .observed, .invalidParameter,
            "Cannot reset password for the user as there is no registered/verified email or phone_number"
        ) { try await Fixture().pool.forgotPassword("ada") },
        ErrorRow(
            "ForgotPassword, the only channel is the factor's", .documented, .invalidParameter,
            "Cannot reset password for the user as there is no registered/verified email or phone_number"
        ) {
            let f = try await Fixture(attributes: [.phoneNumber: Fixture.phone, .phoneNumberVerified: "true"])
            try await f.preferSMS()
            try await f.pool.forgotPassword("ada")
        },
        ErrorRow("ForgotPassword, unknown", .observed, .userNotFound, "Username/client id combination not found.") {
            try await Fixture().pool.forgotPassword("nobody")
        },
        ErrorRow(
            "ForgotPassword, too many", .observed, .limitExceeded,
            "Attempt limit exceeded, please try after some time."
        ) {
            let f = try await Fixture(attributes: .verifiedEmail)
            for _ in 0..<6 { try await f.pool.forgotPassword("ada") }
        },
        ErrorRow(
            "ConfirmForgotPassword, wrong", .observed, .codeMismatch,
            "Invalid verification code provided, please try again."
        ) {
            let f = try await Fixture(attributes: .verifiedEmail)
            let code = try await f.recoveryCode()
            try await f.pool.confirmForgotPassword("ada", code: wrong(code), password: "Difference-1822")
        },
        ErrorRow(
            "ConfirmForgotPassword, expired", .observed, .expiredCode,
            "Invalid code provided, please request a code again."
        ) {
            let f = try await Fixture(attributes: .verifiedEmail)
            let code = try await f.recoveryCode()
            f.time.advance(by: .seconds(3600))
            try await f.pool.confirmForgotPassword("ada", code: code, password: "Difference-1822")
        },
        ErrorRow(
            "ConfirmForgotPassword, none asked for", .observed, .expiredCode,
            "Invalid code provided, please request a code again."
        ) { try await Fixture().pool.confirmForgotPassword("ada", code: "123456", password: "Difference-1822") },
        ErrorRow(
            "ConfirmForgotPassword, too many", .observed, .limitExceeded,
            "Attempt limit exceeded, please try after some time."
        ) {
            let f = try await Fixture(attributes: .verifiedEmail)
            for _ in 0..<10 {
                _ = await failure {
                    try await f.pool.confirmForgotPassword("ada", code: "1", password: "Difference-1822")
                }
            }
            try await f.pool.confirmForgotPassword("ada", code: "1", password: "Difference-1822")
        },
        ErrorRow(
            "ConfirmForgotPassword, against the policy", .observed, .invalidPassword,
            "Password does not conform to policy: Password not long enough"
        ) { try await Fixture().pool.confirmForgotPassword("ada", code: "1", password: "Aa1!") },
        ErrorRow(
            "ConfirmForgotPassword, former password", .documented, .passwordHistoryPolicyViolation,
            "Password has previously been used"
        ) {
            let f = try await Fixture(attributes: .verifiedEmail)
            try await f.rewrite(.pool(f.pool.id), as: PoolRecord.self) { $0.passwordPolicy.passwordHistorySize = 3 }
            try await f.pool.admin.setPassword("ada", "Difference-1822")
            let code = try await f.recoveryCode()
            try await f.pool.confirmForgotPassword("ada", code: code, password: "Difference-1822")
        },
        ErrorRow("ConfirmForgotPassword, unconfirmed", .documented, .userNotConfirmed, "User is not confirmed.") {
            let f = try await Fixture(attributes: .verifiedEmail)
            let code = try await f.recoveryCode()
            try await f.rewrite(f.key, as: UserAuthRecord.self) { $0.status = .unconfirmed }
            try await f.pool.confirmForgotPassword("ada", code: code, password: "Difference-1822")
        },
        ErrorRow(
            "ConfirmForgotPassword, unknown", .observed, .userNotFound, "Username/client id combination not found."
        ) { try await Fixture().pool.confirmForgotPassword("nobody", code: "1", password: "Difference-1822") },
        ErrorRow(
            "hidden, ConfirmForgotPassword of nobody who asked", .documented, .codeMismatch,
            "Invalid verification code provided, please try again."
        ) {
            let f = try await Fixture(hidesUnknown: true)
            try await f.pool.forgotPassword("nobody")
            try await f.pool.confirmForgotPassword("nobody", code: "123456", password: "Difference-1822")
        },
        ErrorRow(
            "hidden, ConfirmForgotPassword of nobody", .documented, .codeMismatch,
            "Invalid verification code provided, please try again."
        ) {
            try await Fixture(hidesUnknown: true).pool.confirmForgotPassword(
                "nobody", code: "123456", password: "Difference-1822")
        },
        ErrorRow(
            "hidden, ConfirmForgotPassword, right code after its end", .documented, .expiredCode,
            "Invalid code provided, please request a code again."
        ) {
            let f = try await Fixture(attributes: .verifiedEmail, hidesUnknown: true)
            let code = try await f.recoveryCode()
            f.time.advance(by: .seconds(3600))
            try await f.pool.confirmForgotPassword("ada", code: code, password: "Difference-1822")
        },
        ErrorRow(
            "hidden, ConfirmForgotPassword, none asked for", .assumed, .codeMismatch,
            "Invalid verification code provided, please try again."
        ) {
            try await Fixture(hidesUnknown: true).pool.confirmForgotPassword(
                "ada", code: "123456", password: "Difference-1822")
        },
        ErrorRow(
            "hidden, ConfirmForgotPassword, disabled", .assumed, .codeMismatch,
            "Invalid verification code provided, please try again."
        ) {
            let f = try await Fixture(attributes: .verifiedEmail, hidesUnknown: true)
            let code = try await f.recoveryCode()
            try await f.pool.admin.disableUser("ada")
            try await f.pool.confirmForgotPassword("ada", code: code, password: "Difference-1822")
        },
        ErrorRow("ChangePassword, wrong", .observed, .notAuthorized, "Incorrect username or password.") {
            let f = try await Fixture()
            try await f.pool.changePassword(f.tokens().accessToken, from: "wrong", to: "Difference-1822")
        },
        ErrorRow(
            "ChangePassword, too many", .documented, .limitExceeded,
            "Attempt limit exceeded, please try after some time."
        ) {
            let f = try await Fixture()
            let token = try await f.tokens().accessToken
            for _ in 0..<6 { try await f.pool.changePassword(token, from: Fixture.password, to: Fixture.password) }
        },
    ]
}
