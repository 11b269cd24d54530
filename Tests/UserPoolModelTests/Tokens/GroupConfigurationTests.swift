import CognitoMFACore
import Testing
import UserPoolModel

/// The order of groups in claims, and the preferred role.
///
/// Source: API reference, CreateGroup, Precedence; developer guide, adding groups to a user pool.
@Suite struct GroupConfigurationTests {
    private func group(_ name: GroupName, _ precedence: Int? = nil, role: String? = nil) -> UserGroup {
        UserGroup(
            groupName: name, userPoolID: "a_b", roleARN: role, precedence: precedence,
            creationDate: UnixTime(seconds: 0), lastModifiedDate: UnixTime(seconds: 0))
    }

    @Test func theBestPrecedenceComesFirstAndNoneComesLast() {
        let claims = GroupConfiguration(of: [group("none"), group("ten", 10), group("zero", 0), group("Also", 10)])
        #expect(claims.groupsToOverride == ["zero", "Also", "ten", "none"])
        #expect(claims.iamRolesToOverride.isEmpty && claims.preferredRole == nil)
    }

    @Test func withoutGroupsThereIsNothing() { #expect(GroupConfiguration(of: []) == GroupConfiguration()) }

    @Test func aRoleThatGroupsShareIsNamedOnce() {
        let claims = GroupConfiguration(of: [
            group("b", 2, role: "r"), group("a", 1, role: "s"), group("c", 3, role: "r"),
        ])
        #expect(claims.iamRolesToOverride == ["s", "r"] && claims.preferredRole == "s")
    }

    @Test(
        arguments: [
            ("r", "r", "r"), ("r", "s", nil), ("r", nil, "r"), (nil, nil, nil),
        ] as [(String?, String?, String?)])
    func aTieGivesARoleOnlyIfItIsOne(_ one: String?, _ other: String?, _ preferred: String?) {
        for precedence in [4, nil] as [Int?] {
            let tied = [group("a", precedence, role: one), group("b", precedence, role: other)]
            #expect(GroupConfiguration(of: tied).preferredRole == preferred)
        }
        let behind = [group("a", 4, role: one), group("b", 4, role: other), group("c", 5, role: "t")]
        #expect(GroupConfiguration(of: behind).preferredRole == preferred, "the next best does not count")
    }
}
