import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import CognitoMFATokens
import TestSupport
import Testing
import UserPoolModel

/// Members of groups, and the claims of their tokens.
@Suite struct MembershipTests {
    private let role = "arn:aws:iam::123456789012:role/"

    private func groups(_ tokens: AuthenticationResult) throws -> [String] {
        let (identity, access) = (try tokens.idToken.claims.groups, try tokens.accessToken.claims.groups)
        #expect(identity == access)
        return access
    }

    private func members(_ fixture: Fixture, of group: GroupName = "staff") async throws -> [Username] {
        try await fixture.admin.listUsersInGroup(.init(userPoolID: fixture.pool.id, groupName: group)).users
            .map(\.username)
    }

    @Test func aChangeShowsInTheNextTokensAlsoAtARefresh() async throws {
        let fixture = try await Fixture()
        let before = try await fixture.tokens()
        let refresh = try #require(before.refreshToken)
        #expect(try groups(before) == [] && before.idClaims()["cognito:groups"] == nil)
        try await fixture.pool.admin.createGroup("Staff", roleARN: role + "staff", precedence: 5)
        try await fixture.pool.admin.createGroup("guides", roleARN: role + "guides", precedence: 1)
        #expect(try await groups(fixture.tokens()) == [], "a group alone changes nothing")
        try await fixture.pool.admin.addUser("ada", to: "STAFF")
        #expect(try await groups(fixture.pool.refresh(refresh)) == ["Staff"])
        try await fixture.pool.admin.addUser("ada", to: "guides")
        let both = try await fixture.pool.refresh(refresh)
        #expect(try groups(both) == ["guides", "Staff"])
        let claims = try both.idToken.claims
        #expect(claims.roles == [role + "guides", role + "staff"] && claims.preferredRole == role + "guides")
        _ = try await fixture.admin.updateGroup(
            .init(userPoolID: fixture.pool.id, groupName: "staff", precedence: 0))
        #expect(try await groups(fixture.tokens()) == ["Staff", "guides"])
        try await fixture.pool.admin.removeUser("ada", from: "staff")
        #expect(try await groups(fixture.pool.refresh(refresh)) == ["guides"])
        #expect(try await fixture.pool.admin.groups(of: "ada").map(\.groupName) == ["guides"])
    }

    /// Also under the same name in another case.
    @Test func whoWasInADeletedGroupIsNotInItsSuccessor() async throws {
        let fixture = try await Fixture()
        try await fixture.pool.admin.createGroup("admins")
        try await fixture.pool.admin.addUser("ada", to: "admins")
        try await fixture.pool.admin.deleteGroup("admins")
        #expect(try await groups(fixture.tokens()) == [])
        try await fixture.pool.admin.createGroup("Admins")
        #expect(try await groups(fixture.tokens()) == [])
        #expect(try await fixture.pool.admin.groups(of: "ada").isEmpty)
        #expect(try await members(fixture, of: "admins").isEmpty)
        try await fixture.pool.admin.addUser("ada", to: "admins")
        #expect(try await groups(fixture.tokens()) == ["Admins"])
        #expect(try await fixture.record().groups.count == 1, "the former membership is gone")
    }

    @Test func whoTakesADeletedUsersNameIsInNoGroup() async throws {
        let fixture = try await Fixture()
        try await fixture.pool.admin.createGroup("staff")
        try await fixture.pool.admin.addUser("ada", to: "staff")
        #expect(try await members(fixture) == ["ada"])
        try await fixture.pool.admin.deleteUser("ada")
        #expect(try await members(fixture).isEmpty)
        try await fixture.pool.admin.createUser("ada", password: Fixture.password)
        #expect(try await groups(fixture.tokens()) == [])
        #expect(try await members(fixture).isEmpty)
    }

    @Test func addingAndRemovingTwiceIsOnce() async throws {
        let fixture = try await Fixture()
        try await fixture.pool.admin.createGroup("staff")
        for _ in 0..<2 { try await fixture.pool.admin.addUser("ada", to: "staff") }
        #expect(try await fixture.record().groups.count == 1)
        for _ in 0..<2 { try await fixture.pool.admin.removeUser("ada", from: "staff") }
        #expect(try await fixture.record().groups.isEmpty)
    }

    @Test func groupsLeaveTheSecondFactorAlone() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        try await fixture.pool.admin.createGroup("admins", precedence: 0)
        try await fixture.pool.admin.addUser("ada", to: "admins")
        let challenge = try await fixture.challenge()
        #expect(challenge.name == .softwareTokenMFA)
        let answered = try await fixture.pool.respond(
            to: challenge.session, with: .softwareTokenMFA(code: app.code()), as: "ada")
        #expect(try groups(try #require(answered.authenticationResult)) == ["admins"])
    }

    @Test func membersComeInPages() async throws {
        let fixture = try await Fixture()
        try await fixture.pool.admin.createGroup("staff")
        let names = (0..<7).map { Username("u\($0)") }
        for name in names {
            try await fixture.pool.admin.createUser(name, password: Fixture.password)
            try await fixture.pool.admin.addUser(name, to: "staff")
        }
        var found: [String] = []
        var token: String?
        repeat {
            let page = try await fixture.admin.listUsersInGroup(
                .init(userPoolID: fixture.pool.id, groupName: "staff", limit: 3, nextToken: token))
            #expect(page.users.count <= 3)
            found += page.users.map(\.username.text)
            token = page.nextToken
        } while token != nil
        #expect(found.sorted() == names.map(\.text), "and ada is none of them")
    }

    @Test func aUsersGroupsComeInPagesByName() async throws {
        let fixture = try await Fixture()
        for name in ["b", "D", "a", "C"] as [GroupName] {
            try await fixture.pool.admin.createGroup(name)
            try await fixture.pool.admin.addUser("ada", to: name)
        }
        func page(_ limit: Int, after token: String? = nil) async throws -> ListGroupsResponse {
            try await fixture.admin.adminListGroupsForUser(
                .init(userPoolID: fixture.pool.id, username: "ada", limit: limit, nextToken: token))
        }
        let first = try await page(3)
        #expect(first.groups.map(\.groupName) == ["a", "b", "C"])
        try await fixture.pool.admin.deleteGroup("c")
        let second = try await page(3, after: try #require(first.nextToken))
        #expect(second.groups.map(\.groupName) == ["D"] && second.nextToken == nil)
        #expect(try await page(0).groups.count == 3)
        #expect(await failure { _ = try await page(3, after: "!") } == .invalidPaginationToken)
    }

    /// Room is made for a new group by those that are gone.
    @Test func endedMembershipsDoNotCount() async throws {
        let fixture = try await Fixture()
        for number in 0..<UserAuthRecord.groupCap {
            try await fixture.pool.admin.createGroup(GroupName("g\(number)"))
            try await fixture.pool.admin.addUser("ada", to: GroupName("g\(number)"))
        }
        try await fixture.pool.admin.createGroup("one-more")
        #expect(await failure { try await fixture.pool.admin.addUser("ada", to: "one-more") } == .tooManyGroupsOfUser)
        #expect(try await groups(fixture.tokens()).count == 100)
        try await fixture.pool.admin.deleteGroup("g7")
        #expect(try await fixture.record().groups.count == 100, "the user's record has not been touched")
        try await fixture.pool.admin.addUser("ada", to: "one-more")
        #expect(try await fixture.record().groups.count == 100)
        let named = try await groups(fixture.tokens())
        #expect(named.count == 100 && named.contains("one-more") && !named.contains("g7"))
    }

    @Test func anAliasLeadsToTheMember() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, aliases: [.email])
        try await fixture.pool.admin.createGroup("staff")
        try await fixture.pool.admin.addUser("ada@example.com", to: "staff")
        #expect(try await members(fixture) == ["ada"])
        try await fixture.pool.admin.removeUser("ada@example.com", from: "staff")
        #expect(try await members(fixture).isEmpty)
    }

    @Test func theTriggerSeesTheGroupClaims() async throws {
        let triggers = RecordingTriggers()
        let fixture = try await Fixture(triggers: Triggers(preTokenGeneration: triggers))
        try await fixture.pool.admin.createGroup("staff", roleARN: role + "staff", precedence: 5)
        try await fixture.pool.admin.addUser("ada", to: "staff")
        #expect(try await groups(fixture.tokens()) == ["staff"])
        let seen = try #require(triggers.grants.last).groupConfiguration
        #expect(
            seen
                == GroupConfiguration(
                    groupsToOverride: ["staff"], iamRolesToOverride: [role + "staff"], preferredRole: role + "staff"))
    }

    /// Another process deletes the group, creates it anew and adds the user while a call is under way.
    @Test func anOldReadingOfTheGroupReplacesNoNewMembership() async throws {
        let fixture = try await Fixture()
        try await fixture.pool.admin.createGroup("staff")
        await fixture.store.before("swap user") {
            try? await fixture.pool.admin.deleteGroup("staff")
            try? await fixture.pool.admin.createGroup("staff")
            try? await fixture.pool.admin.addUser("ada", to: "staff")
        }
        try await fixture.pool.admin.addUser("ada", to: "staff")
        #expect(try await groups(fixture.tokens()) == ["staff"])
        #expect(try await fixture.record().groups.count == 1)
    }
}
