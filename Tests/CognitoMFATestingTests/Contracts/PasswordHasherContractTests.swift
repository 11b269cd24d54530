import AuthFlow
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

@Suite struct PasswordHasherContractTests {
    @Test func theLibrarysHasherKeepsTheContract() async {
        let hasher = PBKDF2PasswordHasher(iterations: PBKDF2PasswordHasher.floorIterations)
        let findings = await PasswordHasherContract(
            hasher,
            malformed: [
                PasswordHash("$pbkdf2-sha256$i=0$AAAA$AAAA"), PasswordHash("$pbkdf2-sha256$i=-1$AAAA$AAAA"),
                PasswordHash("$pbkdf2-sha1$i=1000$AAAA$AAAA"), PasswordHash("$pbkdf2-sha256$i=1000$$"),
            ], atOnce: 8
        ).findings()
        #expect(findings.isEmpty, "\(findings)")
    }

    @Test(arguments: HasherFlaw.allCases) func eachFlawIsFoundByItsClause(_ flaw: HasherFlaw) async {
        let findings = await PasswordHasherContract(BrokenPasswordHasher(flaw)).findings()
        #expect(findings.contains { $0.clause.name == flaw.clause }, "\(flaw): \(findings)")
        #expect(Set(findings.map(\.clause.name)).count <= 3, "\(flaw): \(findings)")
    }

    @Test func everyClauseCanBeBroken() {
        #expect(Set(PasswordHasherContract.clauses.map(\.name)) == Set(HasherFlaw.allCases.map(\.clause)))
    }
}
