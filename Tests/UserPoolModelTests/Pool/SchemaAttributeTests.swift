import Testing
import UserPoolModel

@Suite struct SchemaAttributeTests {
    private func attribute(
        _ type: SchemaAttribute.DataType, minimum: String? = nil, maximum: String? = nil
    ) -> SchemaAttribute {
        SchemaAttribute(name: "custom:team", type: type, minimum: minimum, maximum: maximum)
    }

    @Test func aNumberIsWithinItsBounds() {
        let bounded = attribute(.number, minimum: "-3", maximum: "7")
        for value in ["", "-3", "0", "7"] { #expect(bounded.fits(value), "\(value)") }
        for value in ["-4", "8", "7.5", "seven", " 7"] { #expect(!bounded.fits(value), "\(value)") }
        #expect(attribute(.number).fits("-9223372036854775808") && !attribute(.number).fits("9223372036854775808"))
    }

    @Test func aTextIsCountedInCharacters() {
        let bounded = attribute(.string, minimum: "2", maximum: "3")
        for value in ["ab", "äöü", ""] { #expect(bounded.fits(value), "\(value)") }
        for value in ["a", "abcd"] { #expect(!bounded.fits(value), "\(value)") }
    }

    @Test func aFlagAndATimeHaveTheirForms() {
        #expect(attribute(.boolean).fits("true") && attribute(.boolean).fits("false"))
        #expect(!attribute(.boolean).fits("True") && !attribute(.boolean).fits("1"))
        #expect(attribute(.dateTime).fits("2026-11-30T01:02:03Z") && attribute(.dateTime).fits("1700000000"))
        #expect(!attribute(.dateTime).fits("yesterday"))
    }

    @Test func theRefusalSaysWhatTheTypeTakes() {
        let rows: [(SchemaAttribute, String)] = [
            (attribute(.string), "String must be 0 to 2048 characters long"),
            (attribute(.string, minimum: "2", maximum: "3"), "String must be 2 to 3 characters long"),
            (attribute(.number), "Number must be between - and -"),
            (attribute(.number, minimum: "1", maximum: "9"), "Number must be between 1 and 9"),
            (attribute(.boolean), "Boolean must be true or false"),
            (attribute(.dateTime), "DateTime must be seconds since 1970 or ISO 8601"),
        ]
        for (attribute, words) in rows {
            #expect(
                CognitoError.attributeOutOfBounds(attribute).message
                    == "Attributes did not conform to the schema: custom:team: \(words)")
        }
    }

    /// `team`, `custom:team` and `dev:custom:team`: a standard attribute, and two spellings of one custom attribute.
    @Test func aCustomAttributeHasOneName() {
        let (custom, developer) = (attribute(.string), SchemaAttribute(name: "dev:custom:team"))
        let plain = SchemaAttribute(name: "team")
        #expect(custom.isCalled(as: developer) && developer.isCalled(as: custom))
        #expect(!plain.isCalled(as: custom) && plain.isCalled(as: SchemaAttribute(name: "team")))
        #expect([custom, developer, plain].map(\.plainName) == ["team", "team", "team"])
        #expect(developer.isDeveloperOnly && !custom.isDeveloperOnly && custom.isCustom && !plain.isCustom)
        #expect(
            CognitoError.attributeTwice("dev:custom:team", "custom:team").message
                == "custom:team: Existing attribute already has name custom:team.")
        #expect(
            CognitoError.attributeTwice("team", "team").message == "team: Existing attribute already has name team.")
    }
}
