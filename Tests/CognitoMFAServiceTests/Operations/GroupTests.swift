import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Groups of a pool: names, pages, bounds.
///
/// Source: API reference, CreateGroup, UpdateGroup, GetGroup, DeleteGroup, ListGroups.
@Suite struct GroupTests {
    @Test func aGroupIsFoundInAnyCaseAndKeepsItsSpelling() async throws {
        let fixture = try await Fixture()
        let made = try await fixture.pool.admin.createGroup(
            "Staff", description: "d", roleARN: "arn:aws:iam::123456789012:role/r", precedence: 0)
        let found = try await fixture.admin.getGroup(.init(userPoolID: fixture.pool.id, groupName: "sTaFf"))
        #expect(found == made && found.groupName == "Staff" && found.userPoolID == fixture.pool.id)
        #expect(await failure { try await fixture.pool.admin.createGroup("STAFF") } == .groupExists)
        #expect(try await fixture.admin.getGroup(.init(userPoolID: fixture.pool.id, groupName: "staff")) == made)
    }

    @Test func anUpdateChangesWhatItHas() async throws {
        let fixture = try await Fixture()
        let made = try await fixture.pool.admin.createGroup("staff", description: "d", precedence: 4)
        fixture.time.advance(by: .seconds(60))
        let role = "arn:aws:iam::123456789012:role/r"
        let updated = try await fixture.admin.updateGroup(
            .init(userPoolID: fixture.pool.id, groupName: "STAFF", roleARN: role))
        var due = made
        (due.roleARN, due.lastModifiedDate) = (role, made.creationDate + .seconds(60))
        #expect(updated == due)
        fixture.time.advance(by: .seconds(60))
        let same = try await fixture.admin.updateGroup(
            .init(userPoolID: fixture.pool.id, groupName: "staff", description: "d", precedence: 4))
        #expect(same == due, "an update that changes nothing is none")
    }

    @Test func groupsOfAnotherPoolAreNone() async throws {
        let fixture = try await Fixture()
        let other = try await fixture.admin.createUserPool(.init(poolName: "other")).id
        try await fixture.pool.admin.createGroup("staff")
        let refused = await failure {
            _ = try await fixture.admin.getGroup(.init(userPoolID: other, groupName: "staff"))
        }
        #expect(refused == .groupNotFound)
        #expect(try await fixture.admin.listGroups(.init(userPoolID: other)).groups.isEmpty)
        _ = try await fixture.admin.createGroup(.init(userPoolID: other, groupName: "staff"))
    }

    @Test func aPageEndsAtItsLimitAndTheNextGoesOn() async throws {
        let fixture = try await Fixture()
        let names = (0..<7).map { "g\($0)" }
        for name in names { try await fixture.pool.admin.createGroup(GroupName(name)) }
        var found: [String] = []
        var token: String?
        var pages = 0
        repeat {
            let page = try await fixture.admin.listGroups(
                .init(userPoolID: fixture.pool.id, limit: 3, nextToken: token))
            found += page.groups.map(\.groupName.text)
            token = page.nextToken
            pages += 1
        } while token != nil
        #expect(found.sorted() == names && pages == 3)
        let exact = try await fixture.admin.listGroups(.init(userPoolID: fixture.pool.id, limit: 7))
        #expect(exact.groups.count == 7 && exact.nextToken == nil)
        #expect(try await fixture.admin.listGroups(.init(userPoolID: fixture.pool.id, limit: 0)).groups.count == 7)
    }

    @Test func aTokenOfAnotherListIsRefused() async throws {
        let fixture = try await Fixture()
        for name in ["grace", "alan"] as [Username] {
            try await fixture.pool.admin.createUser(name, password: Fixture.password)
        }
        let users = try await fixture.admin.listUsers(.init(userPoolID: fixture.pool.id, limit: 1))
        let token = try #require(users.paginationToken)
        let refused = await failure {
            _ = try await fixture.admin.listGroups(.init(userPoolID: fixture.pool.id, nextToken: token))
        }
        #expect(refused == .invalidPaginationToken)
    }

    @Test func tenThousandGroupsAreTheMost() async throws {
        let fixture = try await Fixture()
        try await fixture.pool.admin.createGroup("first")
        let row = try #require(await fixture.store.row(.group(fixture.pool.id, "first")))
        for number in 1..<GroupRecord.poolCap {
            await fixture.store.put(row, under: .group(fixture.pool.id, GroupName("g\(number)")))
        }
        #expect(await failure { try await fixture.pool.admin.createGroup("last") } == .tooManyGroups)
        try await fixture.pool.admin.deleteGroup("first")
        try await fixture.pool.admin.createGroup("last")
    }

    @Test func withAPoolItsGroupsEnd() async throws {
        let fixture = try await Fixture()
        let pool = try await fixture.admin.createUserPool(.init(poolName: "other")).id
        _ = try await fixture.admin.createGroup(.init(userPoolID: pool, groupName: "staff"))
        try await fixture.admin.deleteUserPool(.init(userPoolID: pool))
        let calls: [() async throws -> Void] = [
            { _ = try await fixture.admin.getGroup(.init(userPoolID: pool, groupName: "staff")) },
            { _ = try await fixture.admin.listGroups(.init(userPoolID: pool)) },
            { _ = try await fixture.admin.createGroup(.init(userPoolID: pool, groupName: "staff")) },
            { try await fixture.admin.deleteGroup(.init(userPoolID: pool, groupName: "staff")) },
            { _ = try await fixture.admin.listUsersInGroup(.init(userPoolID: pool, groupName: "staff")) },
        ]
        for call in calls { #expect(await failure(call) == .poolNotFound(pool)) }
    }

    @Test(
        arguments: [
            ("", nil, nil, nil), ("a b", nil, nil, nil), (String(repeating: "é", count: 129), nil, nil, nil),
            ("g", String(repeating: "é", count: 2049), nil, nil), ("g", nil, "arn:aws:iam::1:role", nil),
            ("g", nil, "arn:aws:iam::1:role/" + String(repeating: "r", count: 2029), nil), ("g", nil, nil, -1),
            ("g", nil, nil, 1 << 31),
        ] as [(String, String?, String?, Int?)])
    func amountsOutsideTheBoundsAreRefused(
        _ name: String, _ description: String?, _ role: String?, _ precedence: Int?
    ) async throws {
        let fixture = try await Fixture()
        let refused = await failure {
            try await fixture.pool.admin.createGroup(
                GroupName(name), description: description, roleARN: role, precedence: precedence)
        }
        #expect(refused?.code == .invalidParameter)
        #expect(try await fixture.admin.listGroups(.init(userPoolID: fixture.pool.id)).groups.isEmpty)
    }

    @Test func amountsAtTheBoundsAreTaken() async throws {
        let fixture = try await Fixture()
        let (name, description) = (String(repeating: "é", count: 128), String(repeating: "漢", count: 2048))
        let role = "arn:aws:iam::1:role/" + String(repeating: "r", count: 2028)
        let group = try await fixture.pool.admin.createGroup(
            GroupName(name), description: description, roleARN: role, precedence: Int(Int32.max))
        let found = try await fixture.admin.getGroup(.init(userPoolID: fixture.pool.id, groupName: GroupName(name)))
        #expect(found == group && found.description == description && found.precedence == Int(Int32.max))
    }
}
