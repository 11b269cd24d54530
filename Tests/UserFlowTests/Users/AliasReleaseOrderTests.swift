import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Every operation that gives up an alias releases it after the record is written.
@Suite struct AliasReleaseOrderTests {
    enum Path: CaseIterable {
        case update, adminUpdate, deletion, adminDeletion, preferredName, adminPreferredName, heldValue
        case deleteUser, adminDeleteUser

        var alias: String {
            self == .preferredName || self == .adminPreferredName ? "countess" : "ada@example.com"
        }
    }

    private func call(_ path: Path, _ fixture: Fixture, _ token: AccessToken, _ code: OneTimeCode) async throws {
        let (pool, admin) = (fixture.pool, fixture.pool.admin)
        switch path {
        case .update: try await pool.updateAttributes(token, [.email: "new@example.com"])
        case .adminUpdate: try await admin.updateAttributes("ada", [.email: "new@example.com"])
        case .deletion: try await pool.updateAttributes(token, [.email: ""])
        case .adminDeletion:
            try await fixture.admin.adminDeleteUserAttributes(
                .init(userPoolID: pool.id, username: "ada", userAttributeNames: [.email]))
        case .preferredName: try await pool.updateAttributes(token, [.preferredUsername: "enchantress"])
        case .adminPreferredName: try await admin.updateAttributes("ada", [.preferredUsername: "enchantress"])
        case .heldValue: try await pool.verifyAttribute(token, .email, code: code)
        case .deleteUser: try await pool.deleteUser(token)
        case .adminDeleteUser: try await admin.deleteUser("ada")
        }
    }

    // R7: just before the swap a reader finds the owner by the alias, and a stranger cannot take it.
    @Test(arguments: Path.allCases) func theAliasStandsUntilTheRecordIsWritten(_ path: Path) async throws {
        let fixture = try await Fixture(
            attributes: .verifiedEmail,
            members: UserPoolOptions(
                autoVerifiedAttributes: path == .heldValue ? [.email] : [],
                attributesRequireVerificationBeforeUpdate: path == .heldValue ? [.email] : []),
            aliases: [.email, .preferredUsername])
        try await fixture.pool.admin.updateAttributes("ada", [.preferredUsername: "countess"])
        let token = try await fixture.tokens().accessToken
        var code: OneTimeCode = ""
        if path == .heldValue {
            try await fixture.pool.updateAttributes(token, [.email: "new@example.com"])
            code = await fixture.email.lastCode(to: "new@example.com")
        }
        let turns = Turns()
        await fixture.store.before("swap user") {
            let reservation = try await fixture.reservation(path.alias)
            #expect(reservation?.isConfirmed == true)
            _ = await turns.count()
        }
        try await call(path, fixture, token, code)
        #expect(await turns.count() == 2, "the swap was watched")
        #expect(try await fixture.reservation(path.alias) == nil, "afterwards it is free")
    }

    // R120: a `sub` that its user still carries is not retired.
    @Test func aSubInUseIsNotRetired() async throws {
        let fixture = try await Fixture()
        let ada = try await fixture.record()
        let mark = try #require(ada.reservations[.sub])
        await fixture.service.reservations(of: fixture.pool.id).release(mark)
        #expect(try await fixture.reservation(ada.sub.text)?.isRetired == false)
        try await fixture.pool.admin.deleteUser("ada")
        #expect(try await fixture.reservation(ada.sub.text)?.isRetired == true)
    }
}
