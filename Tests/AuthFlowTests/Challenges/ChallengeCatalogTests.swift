import AuthFlow
import CognitoMFACore
import Testing
import UserPoolModel

/// The catalogue of challenges: names, and the forms of answers on the wire.
@Suite struct ChallengeCatalogTests {
    private static let answers: [(ChallengeAnswer, ChallengeName, [String: String])] = [
        (.smsMFA(code: "012345"), .smsMFA, ["SMS_MFA_CODE": "012345"]),
        (.emailOTP(code: "012345"), .emailOTP, ["EMAIL_OTP_CODE": "012345"]),
        (.softwareTokenMFA(code: "012345"), .softwareTokenMFA, ["SOFTWARE_TOKEN_MFA_CODE": "012345"]),
        (.selectMFAType(.email), .selectMFAType, ["ANSWER": "EMAIL_OTP"]),
        (.mfaSetup, .mfaSetup, [:]),
        (.mfaSetupByEmail("a@b.c"), .mfaSetup, ["email": "a@b.c"]),
        (
            .newPassword("N3w-password", attributes: [.email: "a@b.c"]), .newPasswordRequired,
            ["NEW_PASSWORD": "N3w-password", "userAttributes.email": "a@b.c"]
        ),
    ]

    @Test func theChallengesOfferedAreCognitos() {
        #expect(
            ChallengeName.offered.map(\.rawValue) == [
                "SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA", "SELECT_MFA_TYPE", "MFA_SETUP", "NEW_PASSWORD_REQUIRED",
            ])
        #expect(ChallengeName.offered.allSatisfy { ChallengeName.model.contains($0.rawValue) })
    }

    @Test(arguments: SecondFactor.allCases) func everyFactorHasAChallengeThatIsOffered(_ factor: SecondFactor) {
        #expect(ChallengeName.offered.contains(factor.challengeName))
        #expect(factor.challengeName.isLockedWithCodes)
    }

    @Test func everyChallengeHasAnAnswerThatIsReadBack() throws {
        for (answer, name, responses) in Self.answers {
            #expect(answer.challengeName == name)
            #expect(answer.responses.values == responses)
            let read = try ChallengeAnswer(name, answer.responses)
            #expect(read.challengeName == name && read.responses.values == responses)
        }
        #expect(Set(Self.answers.map(\.1)) == Set(ChallengeName.offered))
    }

    @Test func whatIsNotThereIsNamed() {
        for (name, key) in [
            (ChallengeName.smsMFA, "SMS_MFA_CODE"), (.emailOTP, "EMAIL_OTP_CODE"),
            (.softwareTokenMFA, "SOFTWARE_TOKEN_MFA_CODE"), (.selectMFAType, "ANSWER"),
            (.newPasswordRequired, "NEW_PASSWORD"),
        ] {
            #expect(throws: CognitoError.missingParameter(key)) { try ChallengeAnswer(name, [:]) }
        }
        let foreign = ChallengeName(rawValue: "WEB_AUTHN")
        #expect(throws: CognitoError.challengeNotSupported(foreign)) { try ChallengeAnswer(foreign, [:]) }
    }

    @Test func onlyAnAnswerThatSetsAttributesFailsForAnAlias() {
        let failing = Self.answers.filter { $0.0.mustReserveAliases }.map(\.2)
        #expect(failing == [Self.answers[6].2], "what is set up waits for its code")
        #expect(Self.answers.compactMap { $0.0.newPassword } == ["N3w-password"])
    }
}
