import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// Pages and filters of ListUsers.
///
/// Source: API reference, ListUsers; developer guide, searching for users.
@Suite struct ListUsersTests {
    /// A pool with `ada`, `grace`, who has an address and a name with a quote and a backslash, and `alan`, who is disabled.
    private func fixture() async throws -> Fixture {
        let fixture = try await Fixture()
        let admin = fixture.pool.admin
        try await admin.createUser(
            "grace", password: Fixture.password,
            attributes: [.email: "grace@example.com", "name": #"Grace "Amazing" \ Hopper"#])
        try await admin.createUser("alan", password: Fixture.password)
        try await fixture.admin.adminDisableUser(.init(userPoolID: fixture.pool.id, username: "alan"))
        return fixture
    }

    private func page(
        _ fixture: Fixture, _ limit: Int = 60, _ filter: String? = nil, after token: String? = nil
    ) async throws -> (names: [String], token: String?) {
        let page = try await fixture.admin.listUsers(
            .init(userPoolID: fixture.pool.id, limit: limit, filter: filter, paginationToken: token))
        return (page.users.map(\.username.text), page.paginationToken)
    }

    @Test(
        arguments: [
            (#"username = "ada""#, ["ada"]), (#"username="ada""#, ["ada"]), (#"  username  =  "ada"  "#, ["ada"]),
            (#"username ^= "a""#, ["ada", "alan"]), (#"username^="a""#, ["ada", "alan"]), (#"username = "a""#, []),
            (#"email = "grace@example.com""#, ["grace"]), (#"email ^= "grace@""#, ["grace"]),
            (#"email = "Grace@example.com""#, []), (#"name = "Grace \"Amazing\" \\ Hopper""#, ["grace"]),
            (#"cognito:user_status = "CONFIRMED""#, ["ada", "alan", "grace"]),
            (#"cognito:user_status = "UNCONFIRMED""#, []), (#"status = "Disabled""#, ["alan"]),
            (#"status = "Enabled""#, ["ada", "grace"]), (#"given_name ^= "G""#, []),
        ])
    func aFilterFindsWhoMatches(_ filter: String, _ names: [String]) async throws {
        let found = try await page(fixture(), 60, filter)
        #expect(found.names.sorted() == names && found.token == nil)
    }

    @Test(
        arguments: [
            "", "username", "username = ada", #"username = "ada"#, #"username = "ada" x"#, #"username = "ada" or"#,
            #"username = "ada\""#, #"username = "ada\"#, #"shoe_size = "38""#, #"username ~ "ada""#, #"= "ada""#,
            #"username ^ "ada""#, #"username ^^= "ada""#, #"username = ""ada"#,
        ])
    func anotherTextIsNoFilter(_ filter: String) async throws {
        let fixture = try await Fixture()
        #expect(await failure { _ = try await page(fixture, 60, filter) } == .invalidFilter)
    }

    @Test func aPageEndsAtItsLimitAndTheNextOneContinues() async throws {
        let fixture = try await fixture()
        var names: [String] = []
        var token: String?
        for pages in 1...3 {
            let found = try await page(fixture, 1, after: token)
            #expect(found.names.count == 1 && (found.token == nil) == (pages == 3))
            names += found.names
            token = found.token
        }
        #expect(names.sorted() == ["ada", "alan", "grace"])
        #expect(try await page(fixture, 2).token != nil)
        for limit in [0, 3, 4] {
            let all = try await page(fixture, limit)
            #expect(all.names.sorted() == names.sorted() && all.token == nil)
        }
    }

    @Test func whoDoesNotMatchTakesNoPlaceOfAPage() async throws {
        let fixture = try await fixture()
        let first = try await page(fixture, 1, #"username ^= "a""#)
        let second = try await page(fixture, 1, #"username ^= "a""#, after: first.token)
        #expect((first.names + second.names).sorted() == ["ada", "alan"] && second.token == nil)
    }

    @Test func aTokenOfAnotherPoolIsNone() async throws {
        let fixture = try await fixture()
        let other = Base64.encodeURL(Array("user/other_pool/a".utf8))
        for token in [other, "no token"] {
            #expect(await failure { _ = try await page(fixture, 1, after: token) } == .invalidPaginationToken)
        }
    }

    // A store is asked for a hundred rows at a time.
    @Test(arguments: [99, 100, 101, 201]) func everyUserOfALargePoolIsSeen(_ count: Int) async throws {
        let fixture = try await Fixture()
        for number in 1..<count {
            try await fixture.pool.admin.createUser(Username("user\(number)"), password: Fixture.password)
        }
        let stranded = try await fixture.pool.admin.usersWhoCouldNotSignIn(under: .on([.sms]))
        #expect(stranded.count == count - 1, "all but ada, who has a number")
    }

    // R120: a creation that is not published is no user.
    @Test func aPendingUserIsNotListed() async throws {
        let fixture = try await fixture()
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.creation = .init(replacing: nil) }
        #expect(try await page(fixture).names.sorted() == ["alan", "grace"])
    }
}
