import CognitoMFATesting
import CognitoMFAWire
import Foundation
import Testing

@Suite struct JSONReaderTests {
    private func read(_ text: String) -> Result<JSONValue, JSONError> {
        Result { () throws(JSONError) in try JSONReader.read(Array(text.utf8)) }
    }

    @Test(arguments: [
        ("{}", "{}"), (" [ ] \n", "[]"), ("null", "null"), ("true", "true"), ("\tfalse\r", "false"), ("0", "0"),
        ("-0", "-0"), ("-1.5e+10", "-1.5e+10"), ("1E5", "1E5"), (#""""#, #""""#),
        (#"{"a":[1,{"b":null}],"c":"d"}"#, #"{"a":[1,{"b":null}],"c":"d"}"#),
        (#""\"\\\/\b\f\n\r\t""#, #""\"\\/\u0008\u000c\n\r\t""#),
        (#""\u00e9\u0041\uD83D\uDD11\u0000""#, "\"éA🔑\\u0000\""), (#"{"é":1}"#, #"{"é":1}"#),
        ("\"e\u{301}\"", "\"e\u{301}\""), (#""\uFFFF""#, "\"\u{FFFF}\""),
        // Two spellings of one letter make two names.
        ("{\"\u{E9}\":1,\"e\u{301}\":2}", "{\"\u{E9}\":1,\"e\u{301}\":2}"),
    ])
    func validJSONIsRead(_ text: String, _ written: String) throws {
        #expect(Array(try read(text).get().bytes) == Array(written.utf8))
    }

    @Test(arguments: [
        "", " ", "{", "}", "[", "]", "[1", "[1,", "[1,]", "[,1]", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,",
        "{\"a\":1,}",
        "{,}", "{a:1}", "{'a':1}", "{\"a\" 1}", "{1:1}", "[1 2]", "[1}", "{\"a\":1]", "[}", "{]", "1 2", "{}{}", "{},",
        "\"", "\"a", "\"\\\"", "\"\\x\"", "\"\\u\"", "\"\\u12\"", "\"\\u12g4\"", "\"a\nb\"", "\"\u{0}\"", "\"\u{1F}\"",
        "nul", "nulL", "True", "tru", "falsey", "NaN", "Infinity", "-", "+1", "01", "-01", "1.", ".5", "1e", "1e+",
        "0x10",
        "1_000", "--1", "1.e5", "\u{FEFF}{}", "/* a */ 1", "[1]//", "\u{A0}1",
    ])
    func malformedJSONIsRefused(_ text: String) { #expect(read(text) == .failure(.malformed)) }

    @Test(arguments: [
        #""\uD800""#, #""\uDC00""#, #""\uD800\u0041""#, #""\uD800x""#, #""\uD83D\uD83D""#, #""\uDBFF\n""#,
    ])
    func halfOfASurrogatePairIsRefused(_ text: String) { #expect(read(text) == .failure(.loneSurrogate)) }

    @Test(arguments: [
        [0xFF], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC0, 0x80, 0x22],
        [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22],
    ])
    func invalidUTF8IsRefused(_ bytes: [UInt8]) {
        #expect(throws: JSONError.notUTF8) { try JSONReader.read(bytes) }
    }

    @Test(arguments: [#"{"a":1,"a":1}"#, #"{"a":1,"b":{"c":1,"c":2}}"#, #"{"a":1,"\u0061":2}"#, #"[{"":1,"":2}]"#])
    func aRepeatedNameIsRefused(_ text: String) { #expect(read(text) == .failure(.nameTwice)) }

    @Test func moreThanThirtyTwoLevelsAreRefused() throws {
        // R115
        let arrays = { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) }
        let objects = { String(repeating: #"{"a":"#, count: $0) + "1" + String(repeating: "}", count: $0) }
        #expect(try read(arrays(32)).get().bytes == Array(arrays(32).utf8))
        #expect(read(arrays(33)) == .failure(.tooDeep))
        #expect(try read(objects(32)).get().bytes == Array(objects(32).utf8))
        #expect(read(objects(33)) == .failure(.tooDeep))
        // A closed array no longer counts.
        let many = "[" + Array(repeating: arrays(31), count: 100).joined(separator: ",") + "]"
        #expect(try read(many).get().bytes == Array(many.utf8))
        for count in [10_000, 500_000] {
            #expect(read(String(repeating: "[", count: count)) == .failure(.tooDeep))
            #expect(read(String(repeating: #"{"a":"#, count: count)) == .failure(.tooDeep))
        }
    }

    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("6.0", 6), ("0.6e1", 6), ("60e-1", 6), ("6E0", 6), ("9223372036854775807", Int.max),
            ("-9223372036854775808", Int.min), ("9007199254740993.0", 9_007_199_254_740_993),
            ("0.000e999999999999999999", 0),
            ("12e2", 1200), ("100000000000000000000e-2", 1_000_000_000_000_000_000),
        ] as [(String, Int)])
    func wholeNumbersAreExact(_ text: String, _ number: Int) throws {
        #expect(try read(text) == .success(.number(numbered(text))) && numbered(text).integer == number)
    }

    @Test(arguments: [
        "0.5", "6.1", "1e-1", "9223372036854775808", "-9223372036854775809", "1e19", "1e999", "-1e999",
        "1e99999999999999999999999", "1e-99999999999999999999999", "123456789012345678901234567890",
    ])
    func aFractionOrANumberBeyond64BitsIsNoInteger(_ text: String) throws { #expect(try numbered(text).integer == nil) }

    private func numbered(_ text: String) throws -> JSONNumber {
        guard case .number(let number) = try read(text).get() else { throw JSONError.malformed }
        return number
    }

    /// Such a number takes no time either: its digits are not read.
    @Test func aMegabyteOfDigitsIsNoInteger() throws {
        for digit in ["9", "0"] {
            let many = String(repeating: digit, count: 1_000_000)
            for text in ["1" + many, "0." + many, "0." + many + "1", "1e" + many, "1e-" + many, "1." + many + "e1"] {
                #expect(try numbered(text).integer == nil)
            }
        }
        #expect(try numbered("6." + String(repeating: "0", count: 126)).integer == 6)
        #expect(try numbered("6." + String(repeating: "0", count: 127)).integer == nil)
    }

    @Test func millisecondsBecomeSeconds() {
        #expect(JSONNumber(milliseconds: 1_795_454_283_082).text == "1795454283.082")
        #expect(JSONNumber(milliseconds: 0).text == "0.000" && JSONNumber(milliseconds: -1).text == "-0.001")
        #expect(JSONNumber(milliseconds: .min).text == "-9223372036854775.808")
    }

    /// A written value is read back equal, by this reader and by Foundation's.
    @Test func aWrittenValueIsReadBack() throws {
        var randomness = SeededRandomness(5)
        for _ in 0..<2000 {
            let value = JSONValue.drawn(&randomness, depth: 4)
            let bytes = value.bytes
            #expect(try JSONReader.read(bytes) == value && JSONReader.read(bytes).bytes == bytes)
            let theirs = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            #expect(value.isSame(as: theirs))
        }
    }

    /// A changed byte leads either to an error or to a value that is written and read back equal.
    @Test func changedBytesAreRefusedOrRead() throws {
        var randomness = SeededRandomness(6)
        var (read, refused) = (0, 0)
        for _ in 0..<4000 {
            var bytes = JSONValue.drawn(&randomness, depth: 3).bytes
            for _ in 0...randomness.below(3) {
                let place = randomness.below(bytes.count)
                switch randomness.below(3) {
                case 0: bytes[place] = UInt8(randomness.below(256))
                case 1: bytes.insert(UInt8(randomness.below(256)), at: place)
                default: bytes = Array(bytes[..<max(place, 1)])
                }
            }
            do throws(JSONError) {
                let value = try JSONReader.read(bytes)
                #expect(try JSONReader.read(value.bytes) == value)
                read += 1
            } catch { refused += 1 }
        }
        #expect(read > 200 && refused > 200, "\(read) read, \(refused) refused")
    }
}

extension JSONValue {
    fileprivate static func drawn(_ randomness: inout SeededRandomness, depth: Int) -> JSONValue {
        let letters: [Character] = ["a", "é", "\"", "\\", "\n", "\u{0}", "🔑", "\u{301}", "/", "\u{7F}", "\u{2028}"]
        func text() -> String {
            String((0..<randomness.below(6)).map { _ in letters[randomness.below(letters.count)] })
        }
        switch randomness.below(depth > 0 ? 7 : 5) {
        case 0: return .null
        case 1: return .flag(randomness.below(2) == 0)
        case 2: return .number(JSONNumber(randomness.below(2_000_000) - 1_000_000))
        case 3: return .number(JSONNumber(milliseconds: Int64(randomness.below(2_000_000))))
        case 4: return .text(text())
        case 5: return .array((0..<randomness.below(5)).map { _ in drawn(&randomness, depth: depth - 1) })
        default:
            return .object(
                (0..<randomness.below(5)).map { JSONMember("\($0)" + text(), drawn(&randomness, depth: depth - 1)) })
        }
    }

    /// Returns true when Foundation has read an equal value.
    fileprivate func isSame(as other: Any) -> Bool {
        switch self {
        case .null: other is NSNull
        case .flag(let flag): (other as? Bool) == flag
        case .number(let number):
            (other as? NSNumber).map { abs($0.doubleValue - (Double(number.text) ?? .nan)) < 1e-9 } ?? false
        case .text(let text): (other as? String)?.utf8.elementsEqual(text.utf8) ?? false
        case .array(let items):
            (other as? [Any]).map { $0.count == items.count && zip(items, $0).allSatisfy { $0.isSame(as: $1) } }
                ?? false
        case .object(let members):
            (other as? [String: Any]).map { theirs in
                theirs.count == members.count
                    && members.allSatisfy { member in theirs[member.name].map(member.value.isSame) ?? false }
            } ?? false
        }
    }
}
