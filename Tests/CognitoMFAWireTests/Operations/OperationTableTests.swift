import CognitoMFAWire
import Foundation
import Testing

/// The wire's operations compared with the service's, and the tables of their members.
@Suite struct WireTableTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let names = PublicOperations.all.map(\.name) + AdministrationOperations.all.map(\.name)

    @Test func noOperationIsThereTwice() {
        let all = Self.names + NotOffered.areas.flatMap(\.names)
        #expect(Set(all).count == all.count)
    }

    /// The model of botocore 1.44.8; a newer one is named by `Tests/Wire/operations.py`.
    @Test func everyOperationOfTheModelIsOfferedOrNamed() {
        let offered =
            PublicOperations.all.filter { !$0.isOurs }.map(\.name)
            + AdministrationOperations.all.filter { !$0.isOurs }.map(\.name)
        #expect(offered.count + NotOffered.areas.flatMap(\.names).count == 153)
    }

    /// The administration endpoint offers exactly the administrators' operations (R107).
    @Test func theAdministrationEndpointOffersAllAdministratorsOperations() throws {
        var methods: [Substring: Set<String>] = [:]
        let folder = Self.root.appending(path: "Sources/CognitoMFAService/Operations")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let source = try String(contentsOf: file, encoding: .utf8)
            for match in source.matches(of: /public func ([a-z])(\w+)\(\s*_ request:/) {
                let type = source[..<match.range.lowerBound].matches(of: /(?m)^extension (\w+)/).last?.1 ?? ""
                methods[type, default: []].insert(
                    (match.1.uppercased() + match.2).replacing("MFAConfig", with: "MfaConfig"))
            }
        }
        #expect(Set(AdministrationOperations.all.map(\.name)) == methods["UserPoolAdministration"])
        #expect(Set(PublicOperations.all.map(\.name)) == methods["UserPoolService"])
        for operation in AdministrationOperations.all
        where !["CreateUserPool", "ListUserPools"].contains(operation.name) {
            // The pool that the authorizer decides about is the pool that the operation acts on.
            let name = operation.name.contains("Resource") ? "ResourceArn" : "UserPoolId"
            #expect(operation.reads.contains { $0.name == name && $0.isRequired }, "\(operation.name)")
        }
    }

    @Test func operationsThatCognitoLacksAreMarkedAsOurs() {
        let ours =
            PublicOperations.all.filter(\.isOurs).map(\.name)
            + AdministrationOperations.all.filter(\.isOurs).map(\.name)
        #expect(
            Set(ours) == [
                "RemoveSoftwareToken", "AdminUnlock", "AdminImportUser", "GetOpenChallenge", "SendNewCode",
                "UseAnotherFactor", "GetPendingSoftwareToken", "CancelSetup", "EndSignIn",
                "CancelPendingSoftwareToken",
            ])
    }

    @Test func aTableIsRecordedFromTheCodec() throws {
        let create = try #require(AdministrationOperations.all.first { $0.name == "CreateUserPool" })
        #expect(
            create.reads.json.member("Policies")?.member("PasswordPolicy")?.member("MinimumLength") == .text("integer"))
        #expect(create.reads.json.member("PoolName*") == .text("string"))
        #expect(create.reads.json.member("UsernameConfiguration")?.member("CaseSensitive*") == .text("boolean"))
        #expect(create.writes.json.member("UserPool")?.member("CreationDate") == .text("timestamp"))
        let update = try #require(PublicOperations.all.first { $0.name == "UpdateUserAttributes" })
        guard case .array(let items)? = update.reads.json.member("UserAttributes*") else {
            Issue.record("a list of structures")
            return
        }
        #expect(items.first?.member("Name*") == .text("string") && items.first?.member("Value") == .text("string"))
    }

    /// Writes the tables to the file that `WIRE_SHAPES` names, for `Tests/Wire/shapes.py`.
    @Test func theTablesAreWrittenAsJSON() throws {
        func entry(_ name: String, _ isOurs: Bool, _ reads: [WireMember], _ writes: [WireMember]) -> JSONMember {
            JSONMember(
                name,
                .object([
                    JSONMember("ours", .flag(isOurs)), JSONMember("reads", reads.json),
                    JSONMember("writes", writes.json),
                ]))
        }
        let tables = JSONValue.object(
            PublicOperations.all.map { entry($0.name, $0.isOurs, $0.reads, $0.writes) }
                + AdministrationOperations.all.map { entry($0.name, $0.isOurs, $0.reads, $0.writes) })
        #expect(try JSONReader.read(tables.bytes) == tables)
        guard let path = ProcessInfo.processInfo.environment["WIRE_SHAPES"] else { return }
        try Data(tables.bytes).write(to: URL(filePath: path))
    }
}
