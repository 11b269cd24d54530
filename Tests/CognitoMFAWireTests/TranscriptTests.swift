import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import CognitoMFAWire
import Foundation
import Testing
import UserPoolModel

/// Recorded requests of unmodified clients, played back; only ids, tokens, sessions and codes are replaced.
@Suite struct TranscriptTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Transcripts")
    private static let number = "+12065550100"

    /// A recorded request and its response.
    private struct Exchange {
        let operation: String
        let isSigned: Bool
        let headers: [(name: String, value: String)]
        let body: JSONValue
        let status: Int
        let answer: JSONValue
    }

    private func exchanges(_ name: String) throws -> [Exchange] {
        let file = try JSONReader.read(Array(try Data(contentsOf: Self.folder.appending(path: name + ".json"))))
        guard case .array(let items)? = file.member("exchanges") else { return [] }
        return items.map { item in
            let (request, response) = (item.member("request"), item.member("response"))
            var headers: [(name: String, value: String)] = []
            if case .object(let members)? = request?.member("headers") {
                headers = members.compactMap { if case .text(let value) = $0.value { ($0.name, value) } else { nil } }
            }
            let target = headers.first { $0.name == "x-amz-target" }?.value ?? ""
            var status = 0
            if case .number(let number)? = response?.member("status") { status = number.integer ?? 0 }
            return Exchange(
                operation: target.split(separator: ".").last.map { String($0) } ?? "",
                isSigned: headers.contains { $0.name == "authorization" },
                headers: headers.filter { !["authorization", "x-amz-date", "content-length"].contains($0.name) },
                body: request?.member("body") ?? .null, status: status, answer: response?.member("body") ?? .null)
        }
    }

    /// A pool with the user of the transcripts, and the values that the client has received so far.
    private final class Player {
        let wire = WireFixture()
        var values: [String: String] = [:]
        var secret = ""

        func prepare(_ mode: UserPoolMFAMode) async throws {
            var request = CreateUserPoolRequest(
                poolName: "p", mfaConfiguration: mode, smsConfiguration: mode == .on ? nil : SMSConfiguration(),
                softwareTokenMFAConfiguration: SoftwareTokenMFAConfiguration())
            request.members.passwordPolicy = PasswordPolicy()
            let administration = wire.service.administration
            let pool = try await administration.createUserPool(request, region: "eu-west-1")
            let client = try await administration.createUserPoolClient(
                CreateUserPoolClientRequest(
                    userPoolID: pool.id, clientName: "c",
                    explicitAuthFlows: [.allowUserPasswordAuth, .allowRefreshTokenAuth], authSessionValidityMinutes: 15)
            )
            values["UserPoolId"] = pool.id.text
            values["ClientId"] = client.id.text
            let user = AdminCreateUserRequest(
                userPoolID: pool.id, username: "alice",
                temporaryPassword: mode == .on ? "Corr3ct-horse!" : nil,
                permanentPassword: mode == .on ? nil : "Corr3ct-horse!",
                userAttributes: [.phoneNumber: TranscriptTests.number, .phoneNumberVerified: "true"],
                messageAction: .suppress)
            _ = try await administration.adminCreateUser(user)
        }

        /// Signs in before a transcript that begins with a token.
        func signIn() async throws {
            let reply = await wire.call(
                "InitiateAuth",
                #"{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"\#(values["ClientId"] ?? "")","#
                    + #""AuthParameters":{"USERNAME":"alice","PASSWORD":"Corr3ct-horse!"}}"#)
            learn(reply)
        }

        func learn(_ reply: Reply) {
            values["Session"] = reply["Session"] ?? values["Session"]
            values["AccessToken"] = reply["AuthenticationResult", "AccessToken"] ?? values["AccessToken"]
            values["REFRESH_TOKEN"] = reply["AuthenticationResult", "RefreshToken"] ?? values["REFRESH_TOKEN"]
            values["UserPoolId"] = reply["UserPool", "Id"] ?? values["UserPoolId"]
            secret = reply["SecretCode"] ?? secret
        }

        /// Returns the body with this run's values in place of the recorded ones.
        func ours(_ body: JSONValue) async throws -> JSONValue {
            try ours(body, sent: await wire.sms.lastCode(to: TranscriptTests.number).text)
        }

        private func ours(_ body: JSONValue, sent: String) throws -> JSONValue {
            guard case .object(let members) = body else { return body }
            var changed: [JSONMember] = []
            for member in members {
                guard case .text(let text) = member.value else {
                    changed.append(JSONMember(member.name, try ours(member.value, sent: sent)))
                    continue
                }
                let value: String
                switch member.name {
                case "UserCode", "SOFTWARE_TOKEN_MFA_CODE":
                    value = text == "000000" || secret.isEmpty ? text : try wire.code(secret)
                case "SMS_MFA_CODE": value = sent
                case "USERNAME": value = "alice"
                default: value = values[member.name] ?? text
                }
                changed.append(JSONMember(member.name, .text(value)))
            }
            return .object(changed)
        }
    }

    private func play(_ exchange: Exchange, _ player: Player) async throws -> Reply {
        var request = WireRequest(headers: exchange.headers, body: try await player.ours(exchange.body).bytes)
        if exchange.isSigned { request = player.wire.signed(request) }
        let reply = Reply(await player.wire.endpoint.handle(request))
        player.learn(reply)
        return reply
    }

    /// Members of the recorded answers that Cognito does not have, so neither has this library.
    private static let notTheServices: Set<String> = [
        "VerifySoftwareToken.Session", "GetUser.MFAOptions", "RespondToAuthChallenge.USERNAME",
    ]

    @Test(arguments: [
        ("awscli_totp", 7), ("boto3_totp_optional_pool", 10), ("boto3_mfa_setup_required_pool", 5),
        ("boto3_sms_mfa", 3),
    ])
    func aRecordedFlowGetsTheAnswersThatItsClientExpects(_ name: String, _ count: Int) async throws {
        let exchanges = try exchanges(name)
        #expect(exchanges.count >= count)
        let player = Player()
        try await player.prepare(name == "boto3_mfa_setup_required_pool" ? .on : .optional)
        if name == "boto3_sms_mfa" { try await player.signIn() }
        for (place, exchange) in exchanges.enumerated() {
            let reply = try await play(exchange, player)
            #expect(reply.status == exchange.status, "\(place) \(exchange.operation): \(reply.text)")
            guard case .object(let members) = exchange.answer, exchange.status == 200 else {
                #expect(reply.header("x-amzn-ErrorType") == reply.error + ":")
                continue
            }
            for member in members where !Self.notTheServices.contains("\(exchange.operation).\(member.name)") {
                let ours = reply.value([member.name])
                #expect(ours != nil, "\(place) \(exchange.operation) has no \(member.name)")
                if member.name == "ChallengeName" { #expect(ours == member.value) }
            }
        }
    }

    @Test func wrongCodesGetTheTextsOfTheService() async throws {
        let player = Player()
        try await player.prepare(.optional)
        var errors: [String] = []
        for exchange in try exchanges("boto3_totp_optional_pool") {
            let reply = try await play(exchange, player)
            if reply.status != 200 { errors.append(reply.error + " " + reply.message) }
        }
        #expect(
            errors == [
                "EnableSoftwareTokenMFAException Code mismatch and fail enable Software Token MFA",
                "CodeMismatchException Invalid code received for user",
            ])
    }

    @Test func aRecordedConfigurationGetsTheRecordedAnswers() async throws {
        let player = Player()
        let exchanges = try exchanges("boto3_pool_mfa_config")
        #expect(exchanges.map(\.isSigned) == [true, true, true, false])
        // The transcript was signed for the region of its pool.
        let administration = AdministrationEndpoint(
            player.wire.service.administration,
            authorizer: AdminKeys([WireFixture.key.accessKeyID: WireFixture.key.secretAccessKey]) { _ in true },
            time: player.wire.time)
        let endpoint = CognitoEndpoint(player.wire.publicEndpoint, administration)
        for exchange in exchanges.prefix(3) {
            let body = try await player.ours(exchange.body).bytes
            let request = player.wire.signed(
                WireRequest(headers: exchange.headers, body: body), region: "us-east-1")
            let reply = Reply(await endpoint.handle(request))
            #expect(reply.status == 200, "\(exchange.operation): \(reply.text)")
            player.learn(reply)
            // The answers about factors are equal, apart from the order of members.
            guard exchange.operation != "CreateUserPool" else { continue }
            for member in ["SmsMfaConfiguration", "SoftwareTokenMfaConfiguration", "MfaConfiguration"] {
                #expect(reply.value([member]) == exchange.answer.member(member))
            }
        }
        let both = try await play(exchanges[3], player)
        #expect(both.status == 400 && both.error == "InvalidParameterException")
    }

    /// SRP is not offered: its first step is refused, and the steps after a sign-in succeed.
    @Test func aSignInBySRPIsRefusedWithTheTextOfTheService() async throws {
        for name in ["pycognito_srp_totp", "warrant_lite_srp"] {
            let player = Player()
            try await player.prepare(.optional)
            try await player.signIn()
            for exchange in try exchanges(name)
            where ["InitiateAuth", "RespondToAuthChallenge", ""].contains(exchange.operation) {
                let reply = try await play(exchange, player)
                #expect(reply.status == 400, "\(reply.text)")
                if exchange.operation == "InitiateAuth" {
                    #expect(reply.message == "USER_SRP_AUTH flow not enabled for this client")
                }
            }
            for exchange in try exchanges(name)
            where ["AssociateSoftwareToken", "VerifySoftwareToken", "SetUserMFAPreference"].contains(exchange.operation)
            {
                #expect(try await play(exchange, player).status == 200)
            }
        }
    }
}
