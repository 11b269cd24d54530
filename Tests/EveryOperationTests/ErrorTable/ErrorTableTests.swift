import AuthFlow
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// Every row of Cognito's error tables that can be reached here: state, call, exact exception and text.
///
/// `Docs/Fidelity.md` counts the rows by their evidence; the test of the documents compares.
@Suite struct ErrorTableTests {
    static let all =
        SignInRows.all + OpenChallengeRows.all + FactorRows.all + UserRows.all + PoolRows.all + SettingRows.pools
        + SettingRows.clients + TriggerRows.all

    @Test(arguments: all) func eachRowAnswersItsText(_ row: ErrorRow) async throws {
        let error = await failure { try await row.call() }
        #expect(error?.code == row.code)
        #expect(error?.message == row.text)
    }

    @Test func theRowsAreCounted() {
        #expect(Set(Self.all.map(\.id)).count == Self.all.count, "each row has a name of its own")
        let counts = Evidence.allCases.map { mark in Self.all.count { $0.evidence == mark } }
        print(
            "error table: \(Self.all.count) rows;",
            zip(Evidence.allCases, counts).map { "\($1) \($0)" }.joined(separator: ", "))
        #expect(Self.all.count >= 150)
    }
}
