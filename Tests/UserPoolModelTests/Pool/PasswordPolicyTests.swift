import Testing
import UserPoolModel

@Suite struct PasswordPolicyTests {
    private func reason(_ password: Password, _ policy: PasswordPolicy = PasswordPolicy()) -> String? {
        do { try policy.validate(password, for: .signUp) } catch {
            #expect(error.code == .invalidPassword && error.advice == .changeCall)
            return error.message
        }
        return nil
    }

    @Test func theDefaultIsCognitos() {
        let policy = PasswordPolicy()
        #expect(policy.minimumLength == 8 && policy.temporaryPasswordValidityDays == 7)
        #expect(policy.requireUppercase && policy.requireLowercase && policy.requireNumbers && policy.requireSymbols)
    }

    @Test func everyClassIsAskedForInItsOwnWords() {
        #expect(reason("Aa1!aaaa") == nil)
        #expect(reason("Aa1!aaa") == "Password did not conform with policy: Password not long enough")
        #expect(reason("AA1!AAAA") == "Password did not conform with policy: Password must have lowercase characters")
        #expect(reason("aa1!aaaa") == "Password did not conform with policy: Password must have uppercase characters")
        #expect(reason("Aaa!aaaa") == "Password did not conform with policy: Password must have numeric characters")
        #expect(reason("Aa1aaaaa") == "Password did not conform with policy: Password must have symbol characters")
    }

    /// Replies of the operations: three prefixes for one fault.
    @Test(
        arguments: zip(
            PasswordPolicy.Use.allCases,
            [
                "Password did not conform with policy", "Password did not conform with password policy",
                "Password does not conform to policy",
            ]))
    func everyOperationHasItsOwnWords(use: PasswordPolicy.Use, words: String) {
        let error = #expect(throws: CognitoError.self) { try PasswordPolicy().validate("Aa1!", for: use) }
        #expect(error?.message == words + ": Password not long enough" && error?.code == .invalidPassword)
    }

    @Test func theFirstReasonIsReported() {
        // From a password that fails all five, one flaw is mended at a time.
        let passwords: [(Password, String)] = [
            ("", "Password not long enough"), ("\u{E9}\u{E9}\u{E9}\u{E9}", "Password must have lowercase characters"),
            ("aaaa", "Password must have uppercase characters"), ("aAaa", "Password must have numeric characters"),
            ("aA1a", "Password must have symbol characters"),
        ]
        for (password, words) in passwords {
            #expect(
                reason(password, PasswordPolicy(minimumLength: 4)) == "Password did not conform with policy: \(words)")
        }
        #expect(reason("aA1!", PasswordPolicy(minimumLength: 4)) == nil)
    }

    @Test func aClassNobodyAsksForMayBeAbsent() {
        var policy = PasswordPolicy(minimumLength: 6)
        policy.requireLowercase = false
        #expect(reason("AAA1!A", policy) == nil)
        policy.requireUppercase = false
        #expect(reason("\u{E9}\u{E9}\u{E9}1!\u{E9}", policy) == nil)
        policy.requireNumbers = false
        #expect(reason("!!!!!!", policy) == nil)
        policy.requireSymbols = false
        #expect(reason("\u{E9}\u{E9}\u{E9}\u{E9}\u{E9}\u{E9}", policy) == nil)
        #expect(reason("\u{E9}", policy) == "Password did not conform with policy: Password not long enough")
    }

    @Test func onlyCognitosSymbolsCount() {
        let listed = "^$*.[]{}()?-\"!@#%&/\\,><':;|_~`+="
        #expect(Set(listed).count == 32)
        for symbol in listed { #expect(reason(Password("Aa1aaaa\(symbol)")) == nil, "\(symbol)") }
        // The space stands in the list too: it may stand inside a password.
        #expect(reason("Aa1 aaaa") == nil)
        for other in ["\u{A7}", "€", "\u{BF}", "\u{E9}", "\u{2014}", "\u{1F511}", "\t"] {
            #expect(
                reason(Password("Aa1aaaa\(other)"))
                    == "Password did not conform with policy: Password must have symbol characters", "\(other)")
        }
    }

    @Test func onlyASCIILettersAndDigitsCount() {
        #expect(
            reason("ÄÖÜ1!aaaa") == "Password did not conform with policy: Password must have uppercase characters")
        #expect(
            reason("äöü1!AAAA") == "Password did not conform with policy: Password must have lowercase characters")
        #expect(
            reason("Aa\u{0663}!aaaa") == "Password did not conform with policy: Password must have numeric characters")
    }
}
