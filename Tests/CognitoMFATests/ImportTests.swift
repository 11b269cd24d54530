import CognitoMFA
import Foundation
import Testing

/// The names that come along with `import CognitoMFA`.
@Suite struct ImportTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    /// The public types of a module, by a search of its text.
    private func publicTypes(of module: String) throws -> Set<String> {
        let folder = Self.sources.appending(path: module)
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var names: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(
                of: /(?m)^(?:@nonexhaustive )?public (?:final )?(?:struct|enum|protocol|class) (\w+)/)
            {
                names.insert(String(match.1))
            }
        }
        return names
    }

    private func exported(_ module: String) throws -> Set<String> {
        let text = try String(
            contentsOf: Self.sources.appending(path: "CognitoMFA/Exports.swift"), encoding: .utf8)
        return Set(text.matches(of: /import \w+ (\w+)\.(\w+)/).filter { $0.1 == module }.map { String($0.2) })
    }

    /// A server that imports swift-crypto beside the library has one `SHA256` and one `HMAC`.
    @Test("no hash comes along with the one import") func noHashComesAlong() throws {
        #expect(
            try exported("CognitoMFACore") == [
                "HOTP", "KeyURI", "OneTimeCode", "ParameterError", "SharedSecret", "TOTP", "TimeStep", "UnixTime",
            ])
        let text = try String(
            contentsOf: Self.sources.appending(path: "CognitoMFA/Exports.swift"), encoding: .utf8)
        #expect(!text.contains("import CognitoMFACore\n") && !text.contains("import CognitoMFAService\n"))
    }

    /// Requests are for who imports the service; every other type comes along.
    @Test("no request type comes along") func everyTypeOfTheServiceButRequestsComesAlong() throws {
        let types = try publicTypes(of: "CognitoMFAService")
        #expect(types.count > 100)
        let left = types.subtracting(try exported("CognitoMFAService"))
        let responses: Set<String> = [
            "GetUserAuthFactorsResponse", "ListGroupsResponse", "ListUserPoolClientsResponse",
            "ListUserPoolsResponse", "ListUsersInGroupResponse", "UserPoolMFAConfigResponse",
            "VerifySoftwareTokenResponse",
        ]
        #expect(Set(left.filter { !$0.hasSuffix("Request") }) == responses)
        let triggers: Set<String> = ["CustomMessageRequest", "PreTokenGenerationRequest", "UserMigrationRequest"]
        #expect(Set(try exported("CognitoMFAService").filter { $0.hasSuffix("Request") }) == triggers)
    }

    @Test("localizedDescription is the text of the error") func anErrorsLocalizedDescriptionIsItsText()
        async throws
    {
        let pool = try await UserPool.inMemory()
        do {
            _ = try await pool.signIn("nobody", password: "Analytical-1843")
            Issue.record("signed in")
        } catch {
            #expect(error.localizedDescription == "Incorrect username or password.")
            #expect((error as any Error).localizedDescription == error.message)
        }
    }

    /// Names that said another thing than they meant are gone; in Swift names MFA is in capitals.
    @Test func namesThatMisledAreGone() throws {
        let misleading = try Regex(#"\b(UserPoolMembers|ParityProfile|SMSOutcome|finishSending|creatingWith)\b"#)
        let mixed = try Regex(#"\b(func|var|let|case|struct|enum|protocol|class) +`?\w*Mfa"#)
        let files = try #require(FileManager.default.enumerator(at: Self.sources, includingPropertiesForKeys: nil))
        var searched = 0
        for case let file as URL in files where file.pathExtension == "swift" {
            searched += 1
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(!text.contains(misleading) && !text.contains(mixed), "\(file.lastPathComponent)")
        }
        #expect(searched > 300)
    }
}
