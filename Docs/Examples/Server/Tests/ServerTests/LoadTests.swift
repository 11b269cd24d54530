import ArgumentParser
import AsyncHTTPClient
import CognitoMFA
import CognitoMFAWire
import Foundation
import Testing

@testable import CognitoMFALoad

@Suite struct LoadTests {
    @Test(arguments: [
        [], ["--target", "a=http://127.0.0.1:1"], ["--plain", "a"], ["--plain", "a=ftp://b"],
        ["--plain", "a=http://b/"],
        ["--plain", "a=http://b", "--users", "4", "--concurrency", "5"], ["--plain", "a=http://b", "--seconds", "0"],
        ["--plain", "a=http://b", "--plain", "a=http://c"], ["--plain", "a=http://b", "--baseline", "c"],
    ]) func optionsThatAreRefused(arguments: [String]) {
        #expect(throws: (any Error).self) { try LoadCommand.parse(arguments) }
    }

    @Test func percentilesAreRanks() {
        let hundred = (1...100).map { Duration.milliseconds($0) }
        #expect(Tally.percentile(50, of: hundred) == 50 && Tally.percentile(99, of: hundred) == 99)
        #expect(Tally.percentile(99, of: [.milliseconds(7)]) == 7 && Tally.percentile(50, of: []) == 0)
        #expect(Tally.percentile(50, of: [.milliseconds(1), .milliseconds(2), .milliseconds(3)]) == 2)
    }

    @Test func theTableComparesRates() {
        func tally(_ name: String, _ count: Int, _ errors: [PoolClient.Failure: Int] = [:]) -> Tally {
            var (tally, round) = (Tally(name: name), Round())
            round.signIns = Array(repeating: .milliseconds(20), count: count)
            round.passwords = Array(repeating: .milliseconds(15), count: count)
            round.codes = Array(repeating: .milliseconds(5), count: count)
            (round.errors, round.busy) = (errors, .seconds(2))
            tally.add(round)
            return tally
        }
        let failure = PoolClient.Failure(operation: "InitiateAuth", kind: "400 TooManyRequestsException")
        let table = LoadTable([tally("a", 300, [failure: 3]), tally("b", 100)], baseline: "b")
        #expect(
            table.text.split(separator: "\n").dropFirst(2) == [
                "| a | 150 | 3.00 | 20.0, 20.0 | 15.0, 15.0 | 5.00, 5.00 | 300 | 3 |",
                "| b | 50.0 | 1.00 | 20.0, 20.0 | 15.0, 15.0 | 5.00, 5.00 | 100 | 0 |",
                "error: a: InitiateAuth: 400 TooManyRequestsException, 3 times",
            ])
    }

    /// Answers for a service whose users sign in once without a factor, and later with a code that is refused for some.
    private static func answer(_ request: CannedCarrier.Received) -> CannedCarrier.Answer {
        let operation = request.header("x-amz-target")?.split(separator: ".").last ?? ""
        let body = String(decoding: request.body, as: UTF8.self)
        switch operation {
        case "CreateUserPool": return .status(200, #"{"UserPool":{"Id":"r_1"}}"#)
        case "CreateUserPoolClient": return .status(200, #"{"UserPoolClient":{"ClientId":"c"}}"#)
        case "AssociateSoftwareToken": return .status(200, #"{"SecretCode":"no base32"}"#)
        case "InitiateAuth":
            return .status(
                200,
                #"{"ChallengeName":"SOFTWARE_TOKEN_MFA","Session":"s","AuthenticationResult":{"AccessToken":"a"}}"#)
        case "RespondToAuthChallenge":
            return body.contains("user-1")
                ? .status(400, #"{"__type":"CodeMismatchException","message":"m"}"#)
                : .status(200, body.contains("user-2") ? "{}" : #"{"AuthenticationResult":{"AccessToken":"a"}}"#)
        default: return .status(200, "{}")
        }
    }

    @Test func whatFailsIsCountedByType() async throws {
        let http = HTTPClient(eventLoopGroupProvider: .singleton)
        let carrier = CannedCarrier(Self.answer)
        let round = try await carrier.run { url in
            let client = PoolClient(
                http: http, url: url, region: "eu-west-1",
                key: SigV4Credentials(accessKeyID: "AKID", secretAccessKey: "s"), token: nil)
            let server = try await LoadedServer("a", client, users: 4, concurrency: 2)
            return try await server.round()
        }
        try await http.shutdown()
        #expect(round.signIns.count == 2 && round.passwords.count == 2 && round.codes.count == 2)
        #expect(
            round.errors == [
                PoolClient.Failure(operation: "RespondToAuthChallenge", kind: "400 CodeMismatchException"): 1,
                PoolClient.Failure(operation: "RespondToAuthChallenge", kind: "no tokens"): 1,
            ])
        let signed = Set(
            carrier.requests.filter { $0.header("authorization") != nil }.map { $0.header("x-amz-target") })
        #expect(signed.count == 4 && carrier.requests.count == 3 + 4 * 6 + 4 * 2)
    }
}
