import AuthFlow
import CognitoMFAService
import CognitoMFAWire
import Foundation
import Testing
import UserPoolModel

/// Whole answers to calls with wrong secrets: those for a user are compared with those for the same name as an unknown one.
///
/// `NAMES=2000 swift test -c release --filter HiddenUserAnswers` tries that many names in each
/// of the nine cases. The default is 18.
@Suite struct HiddenUserAnswersTests {
    private static let names = ProcessInfo.processInfo.environment["NAMES"].flatMap { Int($0) } ?? 18
    /// The operations that take a user's name.
    private static let naming = [
        "InitiateAuth", "RespondToAuthChallenge", "ForgotPassword", "ConfirmForgotPassword", "ConfirmSignUp",
        "ResendConfirmationCode",
    ]
    /// The operations whose answer names the destination of a code.
    private static let sending: Set<String> = ["ForgotPassword", "ResendConfirmationCode"]
    private static let session = String(repeating: "AQIDBAUG", count: 24)
    private static let token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl"

    /// Returns the body of a call with a wrong secret.
    private static func body(_ operation: String, _ name: String) -> String? {
        let user = #""ClientId":"client","Username":"\#(name)""#
        let access = #""AccessToken":"\#(token)""#
        let members: String
        switch operation {
        case "InitiateAuth":
            members =
                #""ClientId":"client","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"\#(name)","#
                + #""PASSWORD":"Wrong-1843"}"#
        case "RespondToAuthChallenge":
            members =
                #""ClientId":"client","ChallengeName":"SMS_MFA","Session":"\#(session)","ChallengeResponses":{"#
                + #""USERNAME":"\#(name)","SMS_MFA_CODE":"314159"}"#
        case "ForgotPassword", "ResendConfirmationCode": members = user
        case "ConfirmForgotPassword":
            members = user + #","ConfirmationCode":"314159","Password":"Difference-1822""#
        case "ConfirmSignUp": members = user + #","ConfirmationCode":"314159""#
        case "AssociateSoftwareToken": members = #""Session":"\#(session)""#
        case "VerifySoftwareToken": members = #""Session":"\#(session)","UserCode":"314159""#
        case "GetOpenChallenge", "SendNewCode", "UseAnotherFactor", "GetPendingSoftwareToken", "CancelSetup",
            "EndSignIn":
            members = #""ClientId":"client","Session":"\#(session)""#
        case "RemoveSoftwareToken": members = access + #","Password":"Wrong-1843""#
        case "SetUserMFAPreference": members = access + #","SMSMfaSettings":{"Enabled":true}"#
        case "SetUserSettings": members = access + #","MFAOptions":[]"#
        case "ChangePassword":
            members = access + #","PreviousPassword":"Wrong-1843","ProposedPassword":"Difference-1822""#
        case "GetTokensFromRefreshToken": members = #""ClientId":"client","RefreshToken":"\#(token)""#
        case "RevokeToken": members = #""ClientId":"client","Token":"\#(token)""#
        case "UpdateUserAttributes": members = access + #","UserAttributes":[{"Name":"name","Value":"A"}]"#
        case "DeleteUserAttributes": members = access + #","UserAttributeNames":["name"]"#
        case "VerifyUserAttribute": members = access + #","AttributeName":"email","Code":"314159""#
        case "GetUserAttributeVerificationCode": members = access + #","AttributeName":"email""#
        case "GlobalSignOut", "GetUser", "GetUserAuthFactors", "DeleteUser", "CancelPendingSoftwareToken":
            members = access
        default: return nil
        }
        return "{\(members)}"
    }

    /// Returns the error of a call with a wrong secret; nil for success.
    private static func error(_ operation: String) -> String? {
        switch operation {
        case "ForgotPassword", "ResendConfirmationCode": nil
        case "RevokeToken": "UnsupportedTokenTypeException"
        case "ConfirmForgotPassword", "ConfirmSignUp": "CodeMismatchException"
        default: "NotAuthorizedException"
        }
    }

    private func operations(_ number: Int) throws -> [String] {
        let all = PublicOperations.all.map(\.name).filter { $0 != "SignUp" }
        for name in all { _ = try #require(Self.body(name, "x"), "\(name) is not called") }
        // For operations without a name, one round through the states is enough.
        return number < TwinServices.UserState.allCases.count ? all : Self.naming
    }

    // R122, R123: in `strict` the answers are equal byte for byte, elsewhere except for the destination of a code.
    @Test(arguments: TwinServices.Naming.allCases, CognitoProfile.allCases)
    func aUserAndAnUnknownNameGetTheSameAnswer(_ naming: TwinServices.Naming, _ profile: CognitoProfile) async throws {
        let twins = try await TwinServices(naming, profile)
        let states = TwinServices.UserState.allCases
        var media: [String: Set<String>] = [:]
        for number in 0..<Self.names {
            let state = states[number % states.count]
            let name = try twins.putUser(number, state)
            for operation in try operations(number) {
                let body = try #require(Self.body(operation, name))
                let user = await twins.known.first(operation, body)
                let nobody = await twins.unknown.first(operation, body)
                let error = Self.error(operation)
                #expect(nobody.status == (error == nil ? 200 : 400))
                #expect(error.map(nobody.body.contains) ?? true, "\(operation): \(nobody.body)")
                guard Self.sending.contains(operation), profile != .strict else {
                    #expect(user == nobody, "\(operation) of \(name), \(state)")
                    if let delivery = nobody.delivery { media[operation, default: []].insert(delivery.medium) }
                    continue
                }
                #expect(user.status == nobody.status && user.headers == nobody.headers)
                for answer in [user, nobody] {
                    let delivery = try #require(answer.delivery, "\(operation) of \(name), \(state): \(answer.body)")
                    #expect(Self.hasTrueForm(delivery), "\(answer.body)")
                }
                media[operation, default: []].insert(try #require(nobody.delivery).medium)
            }
        }
        for operation in Self.sending { #expect(media[operation] == ["SMS", "EMAIL"], "\(operation)") }
    }

    private static func hasTrueForm(_ delivery: (medium: String, destination: String, attribute: String)) -> Bool {
        switch (delivery.medium, delivery.attribute) {
        case ("SMS", "phone_number"): delivery.destination.wholeMatch(of: /\+\*{7,9}[0-9]{4}/) != nil
        case ("EMAIL", "email"): delivery.destination.wholeMatch(of: /[A-Za-z0-9]\*{3}@[A-Za-z0-9]\*{3}/) != nil
        default: false
        }
    }
}
