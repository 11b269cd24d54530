import Testing
import UserPoolModel

@Suite struct SettingShapeTests {
    private func message(_ value: SettingValue, _ shape: SettingShape) -> String? {
        do throws(CognitoError) {
            try Validation.check { $0.check(value, shape, at: "place") }
            return nil
        } catch {
            return error.message
        }
    }

    @Test func aListHasItsBounds() {
        let shape = SettingShape.list(.flag, 1...2)
        #expect(message(.list([.flag(true)]), shape) == nil)
        #expect(message(.list([]), shape)?.contains("Member must have length greater than or equal to 1") == true)
        let three = SettingValue.list([.flag(true), .flag(true), .flag(false)])
        #expect(message(three, shape)?.contains("Member must have length less than or equal to 2") == true)
    }

    @Test func aMapIsValidatedByKeyAndValue() {
        let shape = SettingShape.map(key: [.maximumLength(3)], value: [.maximumLength(2)], 0...1)
        #expect(message(.object(["abc": .text("de")]), shape) == nil)
        #expect(message(.object(["abcd": .text("de")]), shape)?.contains("less than or equal to 3") == true)
        #expect(message(.object(["abc": .text("def")]), shape)?.contains("less than or equal to 2") == true)
        #expect(message(.object(["a": .text("b"), "c": .text("d")]), shape)?.contains("equal to 1") == true)
    }

    @Test func anotherTypeIsNamed() {
        #expect(message(.text("7"), .number(0...9))?.contains("Member has another type") == true)
        #expect(message(.number(10), .number(0...9))?.contains("less than or equal to 9") == true)
        #expect(message(.number(9), .number(0...9)) == nil)
    }

    @Test func aStructureHasItsMembersAndNoOther() {
        let shape = SettingShape.structure([
            SettingMember("Name", .anyText, isRequired: true), SettingMember("Count", .number(0...9)),
        ])
        #expect(message(.object(["Name": .text("a"), "Count": .number(1)]), shape) == nil)
        #expect(message(.object(["Count": .number(1)]), shape)?.contains("'place.name'") == true)
        let strange = message(.object(["Name": .text("a"), "Other": .flag(true)]), shape)
        #expect(
            strange?.contains("'place.Other' failed to satisfy constraint: Member is not in the service model") == true)
    }

    @Test func aValueIsReadAsItsKindOnly() {
        #expect(SettingValue.number(7).number == 7 && SettingValue.text("7").number == nil)
        #expect(SettingValue.text("7").text == "7" && SettingValue.flag(true).text == nil)
        #expect(SettingValue.object(["a": .flag(true)])["a"] == .flag(true))
        #expect(SettingValue.list([])["a"] == nil)
    }
}
