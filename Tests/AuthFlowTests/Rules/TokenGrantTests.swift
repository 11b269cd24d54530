import AuthFlow
import CognitoMFACore
import TestSupport
import Testing
import UserPoolModel

/// The right to tokens as the machine makes it, and the factors that it carries on.
@Suite struct TokenGrantTests {
    private func grant(_ fixture: MachineFixture, _ proof: FirstFactorProof? = nil) throws -> TokenGrant {
        let outcome = fixture.verify {
            $0.firstFactorChecked(proof ?? fixture.proof(), in: fixture.signInContext)
        }
        guard case .grant(let grant) = outcome.answer else { throw Refused() }
        return grant
    }

    private struct Refused: Error {}

    @Test func aPasswordAloneLeadsToAGrantThatSaysSo() throws {
        let grant = try grant(MachineFixture())
        #expect(grant.scopes == ["aws.cognito.signin.user.admin"])
        #expect(grant.groups.isEmpty && grant.idTokenClaims == ClaimOverrides())
        #expect(grant.firstFactor == .password && grant.factorsUsed == [])
        #expect(grant.authenticationMethods == ["pwd"])
    }

    @Test func aSecondFactorIsCarriedFromTheSessionToTheGrantAndTheFamily() throws {
        var fixture = MachineFixture(.optional([.sms, .softwareToken]))
        try fixture.addApp()
        fixture.user.mfa = UserMFAPreference(enabled: [.softwareToken], preferred: nil)
        let opened = fixture.verify { $0.firstFactorChecked(fixture.proof(), in: fixture.signInContext) }
        guard case .challenge(let session) = opened.answer else { throw Refused() }
        #expect(session.progress == SignInProgress(firstFactor: .password, at: fixture.now))
        fixture.user = opened.record
        let code = try fixture.appCode()
        let outcome = fixture.verify {
            $0.codeSubmitted(code, of: .softwareToken, session: session, in: fixture.signInContext)
        }
        guard case .grant(let grant) = outcome.answer else { throw Refused() }
        #expect(grant.firstFactor == .password && grant.factorsUsed == [.softwareToken])
        #expect(grant.authenticationMethods == ["pwd", "otp", "mfa"])
        let family = FamilyRecord(grant, of: CanonicalName("ada", ignoringCase: true))
        #expect(family.firstFactor == .password && family.factorsUsed == [.softwareToken])
    }

    @Test(
        arguments: [
            ([], ["pwd"]), ([.sms], ["pwd", "sms", "mfa"]), ([.email], ["pwd", "otp", "mfa"]),
            ([.email, .softwareToken], ["pwd", "otp", "mfa"]), ([.sms, .softwareToken], ["pwd", "sms", "otp", "mfa"]),
        ] as [(FactorSet, [String])])
    func methodsHaveTheNamesOfTheStandard(_ factors: FactorSet, _ methods: [String]) {
        #expect(Self.grant(.password, factors).authenticationMethods == methods)
    }

    @Test func whatIsNotKnownIsNotClaimed() {
        #expect(Self.grant(nil, [.sms]).authenticationMethods.isEmpty)
        #expect(Self.grant(.password, nil).authenticationMethods.isEmpty)
    }

    @Test(
        arguments: [
            (nil, nil), (.password, nil), (.password, []), (.password, [.sms, .email, .softwareToken]),
        ] as [(FirstFactor?, FactorSet?)])
    func aFamilyKeepsWhatIsKnown(_ first: FirstFactor?, _ used: FactorSet?) throws {
        let family = FamilyRecord(Self.grant(first, used), of: CanonicalName("ada", ignoringCase: true))
        var writer = FieldWriter()
        family.write(to: &writer)
        let bytes = writer.bytes
        var reader = FieldReader(bytes, in: 0..<bytes.count)
        let read = try FamilyRecord(from: &reader)
        try reader.finish()
        #expect(read.firstFactor == first && read.factorsUsed == used)
    }

    private static func grant(_ first: FirstFactor?, _ used: FactorSet?) -> TokenGrant {
        let now = UnixTime(seconds: 1_700_000_000)
        return TokenGrant(
            id: [UInt8](repeating: 1, count: 16), family: TokenFamilyID([UInt8](repeating: 2, count: 12)),
            generation: 3, userPoolID: "a_b", client: AppClient(id: "client", userPoolID: "a_b", name: "n"),
            username: "ada", sub: "s", attributes: [:], authenticatedAt: now, issuedAt: now, firstFactor: first,
            factorsUsed: used)
    }
}
