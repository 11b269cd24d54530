import AuthFlow
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Two operations that compete for one address or one name.
struct ReservationContest: Sendable, CustomTestStringConvertible {
    typealias Operation = @Sendable (UserPool) async throws(CognitoError) -> Void

    /// The operation of one side.
    struct Move: Sendable {
        /// The owner of the address after its success; nil when it releases the address.
        let owner: Username?
        var isForced = false
        var isCreation = false
        let run: Operation
    }

    /// The contested alias: an address, or a username that another user wants as preferred_username.
    enum Prize: Sendable {
        case address, name

        var text: String { self == .address ? "a@example.com" : "nick" }
        var attribute: AttributeName { self == .address ? .email : .preferredUsername }
        /// The attributes of a user who has it as an alias.
        var attributes: UserAttributes {
            self == .address ? [.email: text, .emailVerified: "true"] : [.preferredUsername: text]
        }
    }

    static let verified = Prize.address.attributes

    let testDescription: String
    var prize = Prize.address
    /// The owner of the address before.
    let owner: Username?
    /// The users that exist before, without an address.
    let others: [Username]
    let moves: [Move]
    /// True when one side may find the other's user under the name that it wants to create, and end the reservation begun
    /// for its `sub`.
    var meetsAtOneName = false

    /// All users who may have a record.
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

    /// Creates a user under the contested name.
    private static func naming(_ attributes: UserAttributes = [:]) -> Move {
        let name = Username(Prize.name.text)
        return Move(owner: name, isCreation: true) { (pool) throws(CognitoError) in
            try await pool.admin.createUser(name, password: Fixture.password, attributes: attributes)
        }
    }

    /// Creates another user with the contested name as preferred_username.
    private static func preferring(_ name: Username) -> Move {
        Move(owner: name, isCreation: true) { (pool) throws(CognitoError) in
            try await pool.admin.createUser(name, password: Fixture.password, attributes: Prize.name.attributes)
        }
    }

    private static func changing(_ name: Username, _ prize: Prize = .address) -> Move {
        Move(owner: name) { (pool) throws(CognitoError) in
            try await pool.admin.updateAttributes(name, prize.attributes)
        }
    }

    private static func leaving(_ name: Username, _ prize: Prize = .address) -> Move {
        Move(owner: nil) { (pool) throws(CognitoError) in
            try await pool.admin.updateAttributes(name, [prize.attribute: ""])
        }
    }

    private static func deleting(_ name: Username) -> Move {
        Move(owner: nil) { (pool) throws(CognitoError) in try await pool.admin.deleteUser(name) }
    }

    static let oneName = ReservationContest(
        testDescription: "two creators of one name", owner: nil, others: [],
        moves: [creating("ada"), creating("ada")], meetsAtOneName: true)

    static let oneAddress = ReservationContest(
        testDescription: "two creators of one address", owner: nil, others: [],
        moves: [creating("grace"), creating("alan")])

    static let nameOrAlias = ReservationContest(
        testDescription: "a creator of a name, and one who prefers it", prize: .name, owner: nil, others: ["grace"],
        moves: [naming(), changing("grace", .name)])

    static let oneNameThatMayBeAnAlias = ReservationContest(
        testDescription: "two creators of a name that may be an alias", prize: .name, owner: nil, others: [],
        moves: [naming(), naming()], meetsAtOneName: true)

    /// Contests for names that may be aliases.
    static let names = [
        nameOrAlias, oneNameThatMayBeAnAlias,
        ReservationContest(
            testDescription: "a creator of a name, and a creator who prefers it", prize: .name, owner: nil, others: [],
            moves: [naming(), preferring("alan")]),
        ReservationContest(
            testDescription: "a creator who prefers the own name, and one who prefers it", prize: .name, owner: nil,
            others: ["grace"], moves: [naming(Prize.name.attributes), changing("grace", .name)]),
        ReservationContest(
            testDescription: "a creator of a name, and its owner who leaves it", prize: .name, owner: "owner",
            others: [], moves: [naming(), leaving("owner", .name)]),
        ReservationContest(
            testDescription: "a creator of a name, and its owner who is deleted", prize: .name, owner: "owner",
            others: [], moves: [naming(), deleting("owner")]),
        ReservationContest(
            testDescription: "a user of the name who is deleted, and one who prefers it", prize: .name, owner: "nick",
            others: ["grace"], moves: [deleting("nick"), changing("grace", .name)]),
    ]

    static let twoByForce = ReservationContest(
        testDescription: "two creators by force", owner: "owner", others: [],
        moves: [forcing("grace"), forcing("alan")])

    static let others = [
        ReservationContest(
            testDescription: "a creator, and another by force", owner: nil, others: [],
            moves: [creating("grace"), forcing("alan")]),
        ReservationContest(
            testDescription: "two who change to one address", owner: nil, others: ["grace", "alan"],
            moves: [changing("grace"), changing("alan")]),
        ReservationContest(
            testDescription: "one who changes to it, and a creator", owner: nil, others: ["grace"],
            moves: [changing("grace"), creating("alan")]),
        ReservationContest(
            testDescription: "the owner leaves it, another comes", owner: "owner", others: ["alan"],
            moves: [leaving("owner"), changing("alan")]),
        ReservationContest(
            testDescription: "the owner is deleted, another is created", owner: "owner", others: [],
            moves: [deleting("owner"), creating("alan")]),
        ReservationContest(
            testDescription: "one who changes to it is deleted", owner: nil, others: ["grace"],
            moves: [changing("grace"), deleting("grace")]),
        ReservationContest(
            testDescription: "the owner is deleted and created anew", owner: "owner", others: [],
            moves: [deleting("owner"), creating("owner")], meetsAtOneName: true),
    ]
}
