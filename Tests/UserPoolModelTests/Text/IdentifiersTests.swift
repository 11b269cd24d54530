import Foundation
import Testing
import UserPoolModel

@Suite struct IdentifiersTests {
    /// The validation failure of a value; nil if it is accepted.
    private func refusal(of value: String, _ member: Member) -> String? {
        var validation = Validation()
        validation.check(value, member)
        do { try validation.finish() } catch { return error.message }
        return nil
    }

    // R3
    private func expectBytesToDecide<ID: TextIdentifier>(_ type: ID.Type) throws {
        let composed = "ren\u{E9}"
        let decomposed = "rene\u{301}"
        try #require(composed == decomposed, "Swift's own equality calls them one")
        #expect(ID(composed) != ID(decomposed))
        #expect(ID(composed) == ID(composed))
        #expect(Set([ID(composed), ID(decomposed), ID(composed)]).count == 2)
        #expect([ID(composed): 1, ID(decomposed): 2][ID(decomposed)] == 2)
        #expect(ID("ada") != ID("Ada") && ID("ada") != ID("ada ") && ID("ada") != ID("ad"))
    }

    @Test func composedAndDecomposedSpellingsAreTwoIdentifiers() throws {
        try expectBytesToDecide(UserPoolID.self)
        try expectBytesToDecide(AppClientID.self)
        try expectBytesToDecide(Username.self)
        try expectBytesToDecide(UserSub.self)
    }

    @Test func anyTextIsHeldUnchanged() throws {
        for text in ["", " ada\n", "rene\u{301}", "\u{0}", "👩‍👩‍👧", String(repeating: "x", count: 5000)] {
            #expect(Array(Username(text).text.utf8) == Array(text.utf8))
            #expect("\(Username(text))" == text)
            let json = try JSONEncoder().encode([Username(text)])
            let read = try JSONDecoder().decode([Username].self, from: json)
            #expect(read == [Username(text)])
        }
        let literal: UserPoolID = "eu-west-1_main"
        #expect(literal.text == "eu-west-1_main" && literal.region == "eu-west-1")
    }

    @Test func aPoolIDHasOneTo55CharactersAndAnUnderscoreBeforeItsName() {
        let longest = "r_" + String(repeating: "a", count: 53)
        for good in ["r_1", "eu-west-1_main", "us-gov-west-1_AbC123xyz", "a_b_c", "__x", longest] {
            #expect(refusal(of: good, .userPoolID) == nil, "\(good)")
        }
        #expect(
            refusal(of: longest + "a", .userPoolID)
                == "1 validation error detected: Value '\(longest)a' at 'userPoolId' failed to satisfy constraint: "
                + "Member must have length less than or equal to 55")
        for bad in ["main", "_main", "eu-west-1_", "eu-west-1_ma-in", "eu west_main", "eu-west-1_mäin", "eu.west_main"]
        {
            #expect(
                refusal(of: bad, .userPoolID)
                    == "1 validation error detected: Value '\(bad)' at 'userPoolId' failed to satisfy constraint: "
                    + #"Member must satisfy regular expression pattern: [\w-]+_[0-9a-zA-Z]+"#)
        }
    }

    @Test func aClientIDHasOneTo128WordCharacters() {
        for good in ["a", "help-desk", "a_b+c", "7g4jl3mqd1k8sfmd6qnhekvms6", String(repeating: "c", count: 128)] {
            #expect(refusal(of: good, .clientID) == nil, "\(good)")
        }
        #expect(
            refusal(of: String(repeating: "c", count: 129), .clientID)
                == "1 validation error detected: Value at 'clientId' failed to satisfy constraint: "
                + "Member must have length less than or equal to 128")
        for bad in ["a b", "a/b", "client\n", "größe", "a.b"] {
            #expect(
                refusal(of: bad, .clientID)
                    == "1 validation error detected: Value at 'clientId' failed to satisfy constraint: "
                    + #"Member must satisfy regular expression pattern: [\w+]+"#)
        }
    }

    @Test func aUsernameHasOneTo128LettersMarksSymbolsNumbersOrPunctuation() {
        let longest = String(repeating: "\u{1F600}", count: 128)
        for good in ["a", "ada@example.org", "+14155550123", "rene\u{301}", "名前", "½", "€", longest] {
            #expect(refusal(of: good, .username) == nil, "\(good)")
        }
        #expect(
            refusal(of: longest + "a", .username)
                == "1 validation error detected: Value at 'username' failed to satisfy constraint: "
                + "Member must have length less than or equal to 128")
        // White space, a control, a zero-width joiner (a format character) and a private-use character.
        for bad in ["ada lovelace", "ada\t", "ada\u{0}", "a\u{200D}b", "\u{E000}", "a\u{A0}b", "a\u{2028}b"] {
            #expect(
                refusal(of: bad, .username)
                    == "1 validation error detected: Value at 'username' failed to satisfy constraint: "
                    + #"Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+"#)
        }
    }
}
