import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// The kinds of names that a pool gives its users.
@Suite struct NewUserNameTests {
    // R120: a name in the form of an address or a number is refused only where it could be an alias.
    @Test(arguments: [[], [.email], [.phoneNumber], [.email, .phoneNumber]] as [Set<AttributeName>])
    func aNameInTheFormOfAnotherKindIsTaken(_ aliases: Set<AttributeName>) async throws {
        let fixture = try await Fixture(aliases: aliases)
        for (name, kind) in [("grace@example.com", .email), ("+14155550100", .phoneNumber)]
            as [(Username, AttributeName)]
        {
            let error = await failure {
                try await fixture.pool.admin.createUser(name, password: Fixture.password)
            }
            #expect(error == (aliases.contains(kind) ? .usernameLooksLike(kind) : nil))
        }
    }

    // R2: where users are named by an address or a number, it must be of a kind that the pool names them by.
    @Test(
        arguments: [
            ([.email], "+14155550100", .usernameNotEmail), ([.email], "grace", .usernameNotEmail),
            ([.phoneNumber], "grace@example.com", .usernameNotPhone), ([.phoneNumber], "grace", .usernameNotPhone),
            ([.email, .phoneNumber], "grace", .usernameNeitherEmailNorPhone), ([.email], "grace@example.com", nil),
            ([.phoneNumber], "+14155550100", nil), ([.email, .phoneNumber], "grace@example.com", nil),
            ([.email, .phoneNumber], "+14155550100", nil),
        ] as [(Set<AttributeName>, Username, CognitoError?)])
    func aNameOfAnotherKindIsRefused(
        _ kinds: Set<AttributeName>, _ name: Username, _ expected: CognitoError?
    ) async throws {
        let fixture = try await Fixture(usernames: kinds)
        let error = await failure { try await fixture.pool.admin.createUser(name, password: Fixture.password) }
        #expect(error == expected)
    }

    // R120: a reservation that nobody carries does not keep a name.
    @Test func aReservationOfNobodyGivesWayToAName() async throws {
        let fixture = try await Fixture(aliases: [.preferredUsername])
        let nobody = AliasReservation.Holder(
            name: CanonicalName("nobody", ignoringCase: true), nonce: [UInt8](repeating: 7, count: 16))
        try await fixture.put(
            AliasReservation(attribute: .preferredUsername, holder: nobody, expiresAt: nil), for: "grace")
        try await fixture.pool.admin.createUser("grace", password: Fixture.password)
        #expect(try await fixture.reservation("grace") == nil)
    }
}
