import Foundation
import Testing
import UserPoolModel

@Suite struct ClaimValueTests {
    @Test(arguments: [
        ("null", ClaimValue.null), ("true", true), ("-7", -7), ("1.5", .double(1.5)), ("\"text\"", "text"),
        ("[1,\"a\",null]", .array([1, "a", .null])), ("{\"formatted\":\"A\"}", .object(["formatted": "A"])),
    ])
    func everyJSONValueIsReadAndWritten(text: String, value: ClaimValue) throws {
        #expect(try JSONDecoder().decode(ClaimValue.self, from: Data(text.utf8)) == value)
        #expect(String(decoding: try JSONEncoder().encode(value), as: UTF8.self) == text)
        #expect(value.isJSON)
    }

    @Test func aNumberThatJSONCannotSpellIsNone() {
        for number in [Double.nan, .infinity, -.infinity] {
            #expect(!ClaimValue.array([1, .object(["a": .double(number)])]).isJSON)
        }
    }
}
