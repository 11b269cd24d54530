import AuthFlow
import CognitoMFATesting
import Testing
import UserPoolModel

/// Two operations that meet at one address, and what they are about.
struct ClaimContest: Sendable, CustomTestStringConvertible {
    typealias Operation = @Sendable (UserPool) async throws(CognitoError) -> Void

    /// What one party does.
    struct Move: Sendable {
        /// Whose the address is once it has succeeded; nil when it gives the address up.
        let owner: Username?
        var isForced = false
        var isCreation = false
        let run: Operation
    }

    static let address = "a@example.com"
    static let verified: UserAttributes = [.email: address, .emailVerified: "true"]

    let testDescription: String
    /// Who has the address before.
    let owner: Username?
    /// Who exists before, without an address.
    let others: [Username]
    let moves: [Move]
    /// Whether one may find the other's user under the name that it would create, and end what was begun for its `sub`.
    var meetsAtOneName = false

    /// Everyone who may have a record.
    var everyone: Set<Username> { Set(moves.compactMap(\.owner) + others + [owner].compactMap(\.self) + ["third"]) }

    private static func creating(_ name: Username) -> Move {
        Move(owner: name, isCreation: true) { (pool) throws(CognitoError) in
            try await pool.admin.createUser(name, password: Fixture.password, attributes: verified)
        }
    }

    private static func forcing(_ name: Username) -> Move {
        Move(owner: name, isForced: true, isCreation: true) { (pool) throws(CognitoError) in
            _ = try await pool.service.administration.adminCreateUser(
                AdminCreateUserRequest(
                    userPoolID: pool.id, username: name, permanentPassword: Fixture.password,
                    userAttributes: verified, forceAliasCreation: true))
        }
    }

    private static func changing(_ name: Username) -> Move {
        Move(owner: name) { (pool) throws(CognitoError) in
            try await pool.admin.updateAttributes(name, verified)
        }
    }

    private static func leaving(_ name: Username) -> Move {
        Move(owner: nil) { (pool) throws(CognitoError) in
            try await pool.admin.updateAttributes(name, [.email: ""])
        }
    }

    private static func deleting(_ name: Username) -> Move {
        Move(owner: nil) { (pool) throws(CognitoError) in try await pool.admin.deleteUser(name) }
    }

    static let oneName = ClaimContest(
        testDescription: "two creators of one name", owner: nil, others: [],
        moves: [creating("ada"), creating("ada")], meetsAtOneName: true)

    static let oneAddress = ClaimContest(
        testDescription: "two creators of one address", owner: nil, others: [],
        moves: [creating("grace"), creating("alan")])

    static let twoByForce = ClaimContest(
        testDescription: "two creators by force", owner: "owner", others: [],
        moves: [forcing("grace"), forcing("alan")])

    static let others = [
        ClaimContest(
            testDescription: "a creator, and another by force", owner: nil, others: [],
            moves: [creating("grace"), forcing("alan")]),
        ClaimContest(
            testDescription: "two who change to one address", owner: nil, others: ["grace", "alan"],
            moves: [changing("grace"), changing("alan")]),
        ClaimContest(
            testDescription: "one who changes to it, and a creator", owner: nil, others: ["grace"],
            moves: [changing("grace"), creating("alan")]),
        ClaimContest(
            testDescription: "the owner leaves it, another comes", owner: "owner", others: ["alan"],
            moves: [leaving("owner"), changing("alan")]),
        ClaimContest(
            testDescription: "the owner is deleted, another is created", owner: "owner", others: [],
            moves: [deleting("owner"), creating("alan")]),
        ClaimContest(
            testDescription: "one who changes to it is deleted", owner: nil, others: ["grace"],
            moves: [changing("grace"), deleting("grace")]),
        ClaimContest(
            testDescription: "the owner is deleted and created anew", owner: "owner", others: [],
            moves: [deleting("owner"), creating("owner")], meetsAtOneName: true),
    ]
}
