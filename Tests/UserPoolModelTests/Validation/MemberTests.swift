import Testing
import UserPoolModel

/// The constraint table at its bounds.
@Suite struct MemberTests {
    /// The service's words for a value, one for each failing constraint.
    private func words(_ value: String, _ member: Member) -> [String] {
        var validation = Validation()
        validation.check(value, member)
        do { try validation.finish() } catch {
            let list = error.message.split(separator: " detected: ", maxSplits: 1).last ?? ""
            return list.components(between: "failed to satisfy constraint: ")
        }
        return []
    }

    private func expectLength(_ bounds: ClosedRange<Int>, of member: Member, letter: String = "1") {
        let shortest = String(repeating: letter, count: bounds.lowerBound)
        let longest = String(repeating: letter, count: bounds.upperBound)
        #expect(words(shortest, member).isEmpty && words(longest, member).isEmpty, "\(member.name)")
        #expect(
            words(longest + letter, member) == ["Member must have length less than or equal to \(bounds.upperBound)"],
            "\(member.name)")
        if bounds.lowerBound > 1 {
            #expect(
                words(String(shortest.dropLast()), member)
                    == ["Member must have length greater than or equal to \(bounds.lowerBound)"], "\(member.name)")
        }
    }

    @Test func lengthsHoldAtTheirBounds() {
        expectLength(1...128, of: .userPoolName)
        expectLength(1...128, of: .clientName)
        for member in [Member.password, .newPassword, .temporaryPassword] {
            #expect(words(String(repeating: "1", count: 256), member).isEmpty, "\(member.name)")
            #expect(
                words(String(repeating: "1", count: 257), member)
                    == ["Member must have length less than or equal to 256"], "\(member.name)")
        }
        expectLength(20...4096, of: .session)
        expectLength(6...6, of: .userCode)
        expectLength(1...32, of: .attributeName)
        expectLength(0...2048, of: .attributeValue)
    }

    // R106
    @Test func aFriendlyNameHasUpTo256Characters() {
        expectLength(0...256, of: .friendlyDeviceName)
        expectLength(0...256, of: .friendlyDeviceName, letter: "\u{1F4F1}")
    }

    @Test func numbersHoldAtTheirBounds() {
        let rows: [(Member, ClosedRange<Int>)] = [
            (.authSessionValidity, 3...15), (.accessTokenValidity, 300...86_400), (.idTokenValidity, 300...86_400),
            (.refreshTokenValidity, 3600...3650 * 86_400), (.minimumPasswordLength, 6...99),
            (.temporaryPasswordValidity, 0...365),
        ]
        for (member, bounds) in rows {
            let (low, high) = (bounds.lowerBound, bounds.upperBound)
            #expect(words("\(low)", member).isEmpty && words("\(high)", member).isEmpty, "\(member.name)")
            #expect(words("\(low - 1)", member) == ["Member must have value greater than or equal to \(low)"])
            #expect(words("\(high + 1)", member) == ["Member must have value less than or equal to \(high)"])
        }
    }

    @Test func theEmptyTextFailsPatternAndLength() {
        for (member, pattern) in [
            (Member.userPoolID, #"[\w-]+_[0-9a-zA-Z]+"#), (.clientID, #"[\w+]+"#),
            (.username, #"[\p{L}\p{M}\p{S}\p{N}\p{P}]+"#), (.userPoolName, #"[\w\s+=,.@-]+"#),
            (.clientName, #"[\w\s+=,.@-]+"#), (.attributeName, #"[\p{L}\p{M}\p{S}\p{N}\p{P}]+"#),
        ] {
            #expect(
                words("", member) == [
                    "Member must satisfy regular expression pattern: \(pattern)",
                    "Member must have length greater than or equal to 1",
                ], "\(member.name)")
        }
    }

    @Test func patternsAcceptAndRefuseTheirCharacters() {
        let rows: [(Member, good: [String], bad: [String], pattern: String)] = [
            (
                .password, ["pp", "pä\u{1F511}", "\u{0}\u{0}", "p p", "p \t\u{A0} p"],
                ["p", " p", "p ", "p\t", "\u{A0}p", "p\u{2028}", "p\np", "p\rp", "p\u{2028}p"], #"^[\S]+.*[\S]+$"#
            ),
            (.accessToken, ["a.b.c", "A-Z_09=", "."], ["a b", "a+b", "a/b", "é", "", "a.b.c\n"], "[A-Za-z0-9-_=.]+"),
            (.userCode, ["000000", "123456"], ["12345a", "12 456", "\u{661}23456", "-12345"], "[0-9]+"),
            (.clientName, ["a b\tc\r\n", "x+=,.@-_9"], ["a/b", "a!", "é"], #"[\w\s+=,.@-]+"#),
            (
                .smsAuthenticationMessage, ["{####}", "a {####} b", "{{####}}", "{###{####}"],
                ["no place", "{###}##", "{#####}", "####{}", "{{{{{{"], #".*\{####\}.*"#
            ),
            (
                .snsCallerARN, ["arn:aws:iam::000000000000:role/in-process", "arn:aws:sns:eu-west-1:1:topic:sub"],
                ["aws:arn:iam::000000000000:role/x", "arn:aws:iam::000000000000", "role/in-process-and-long"],
                #"arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?"#
            ),
        ]
        for (member, good, bad, pattern) in rows {
            for value in good { #expect(words(value, member).isEmpty, "\(member.name): \(value)") }
            for value in bad {
                #expect(
                    words(value, member) == ["Member must satisfy regular expression pattern: \(pattern)"],
                    "\(member.name): \(value)")
            }
        }
    }

    /// The pattern is checked before the length, so it meets texts of any length.
    @Test func aLongTextIsSearchedForItsPlaceWithoutExhaustingTheStack() {
        let braces = String(repeating: "{", count: 200_000)
        let tooLong = "Member must have length less than or equal to 140"
        #expect(words(braces + "{####}", .smsAuthenticationMessage) == [tooLong])
        #expect(words(braces, .smsAuthenticationMessage).last == tooLong)
        #expect(words(braces, .smsAuthenticationMessage).count == 2)
    }

    @Test func wordsOfTheModelAreTakenAndOthersRefused() {
        for word in ExplicitAuthFlow.model { #expect(words(word, .explicitAuthFlows).isEmpty) }
        for word in ChallengeName.model { #expect(words(word, .challengeName).isEmpty) }
        for word in ["", "SMS", "sms_mfa", " SMS_MFA"] {
            let refusal = words(word, .challengeName).first
            #expect(refusal?.hasPrefix("Member must satisfy enum value set: [SMS_MFA, ") == true)
            #expect(words(word, .explicitAuthFlows).count == 1)
        }
    }

    @Test func namesArePrintedAsTheServicePrintsThem() {
        let members: [Member] = [.userPoolID, .clientID, .newPassword, .temporaryPassword, .explicitAuthFlows]
        #expect(
            members.map(\.name) == ["userPoolId", "clientId", "newPassword", "temporaryPassword", "explicitAuthFlows"])
    }
}

extension String.SubSequence {
    /// The texts after each `mark`, up to the next failure.
    fileprivate func components(between mark: String) -> [String] {
        split(separator: mark).dropFirst().map { part in
            guard let next = part.firstRange(of: "; Value ") else { return String(part) }
            return String(part[..<next.lowerBound])
        }
    }
}
