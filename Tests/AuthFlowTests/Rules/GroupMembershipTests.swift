import AuthFlow
import CognitoMFACore
import Testing
import UserPoolModel

/// Memberships in a user's record.
@Suite struct GroupMembershipTests {
    private func membership(_ number: Int, made time: UInt8 = 0) -> GroupMembership {
        GroupMembership(
            place: GroupMembership.place(of: GroupName("g\(number)")), groupID: [UInt8](repeating: time, count: 8))
    }

    private func user(in count: Int = 0) -> UserAuthRecord {
        var user = UserAuthRecord(
            username: "ada", sub: "s", status: .confirmed, attributes: [:], password: nil,
            createdAt: UnixTime(seconds: 0))
        user.groups = (0..<count).map { membership($0) }
        return user
    }

    @Test func namesThatDifferInCaseHaveOnePlace() {
        #expect(GroupMembership.place(of: "Staff") == GroupMembership.place(of: "sTAFF"))
        #expect(GroupMembership.place(of: "ÉCOLE") == GroupMembership.place(of: "école"))
        #expect(GroupMembership.place(of: "staff") != GroupMembership.place(of: "staffs"))
    }

    @Test func joiningAndLeavingTwiceIsOnce() {
        var machine = AuthMachine(record: user(in: 2))
        let before = machine.record
        #expect(machine.joined(membership(1), dropping: []) == .done && machine.record == before)
        #expect(machine.joined(membership(2), dropping: []) == .done && machine.record.groups.count == 3)
        #expect(machine.left(groupAt: membership(2).place) == .done && machine.record == before)
        #expect(machine.left(groupAt: membership(2).place) == .done && machine.record == before)
    }

    @Test func aMembershipOfTheGroupOfTodayReplacesThatOfTheFormerOne() {
        var machine = AuthMachine(record: user(in: 2))
        #expect(machine.joined(membership(1, made: 7), dropping: []) == .done)
        #expect(machine.record.groups == [membership(0), membership(1, made: 7)])
    }

    @Test func aHundredGroupsAreTheMostAndEndedOnesMakeRoom() {
        var machine = AuthMachine(record: user(in: UserAuthRecord.groupCap))
        let before = machine.record
        #expect(machine.joined(membership(100), dropping: []) == .refuse(.tooManyGroupsOfUser))
        #expect(machine.record == before, "a refusal changes nothing")
        #expect(machine.joined(membership(3), dropping: []) == .done && machine.record == before)
        #expect(machine.joined(membership(3, made: 1), dropping: []) == .done)
        #expect(machine.record.groups.count == UserAuthRecord.groupCap)
        #expect(machine.joined(membership(100), dropping: [membership(0)]) == .done)
        #expect(machine.record.groups.count == UserAuthRecord.groupCap)
        #expect(machine.record.groups.contains(membership(100)) && !machine.record.groups.contains(membership(0)))
    }

    // R106: the memberships leave most of a record's 64 KiB to the attributes.
    @Test func aHundredMembershipsTakeLessThanFourKibibytes() {
        let key = RecordKey("user/a/b")
        let (without, with) = (RecordCodec.encode(user(), of: key), RecordCodec.encode(user(in: 100), of: key))
        #expect(with.count - without.count <= 4096)
        #expect(with.count - without.count == 5 + 100 * (4 + 5 + 16 + 5 + 8))
    }

    @Test(arguments: [(15, 8), (17, 8), (16, 7), (16, 9), (0, 0)])
    func aMembershipOfAnotherLengthIsRefused(_ place: Int, _ id: Int) {
        let key = RecordKey("user/a/b")
        var user = user()
        user.groups = [
            GroupMembership(place: [UInt8](repeating: 1, count: place), groupID: [UInt8](repeating: 1, count: id))
        ]
        let contents = RecordCodec.encode(user, of: key)
        #expect(throws: CodecError.self) { try RecordCodec.decode(contents, as: UserAuthRecord.self, of: key) }
    }
}
