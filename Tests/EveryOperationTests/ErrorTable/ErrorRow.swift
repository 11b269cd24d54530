import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// The evidence for a row of Cognito's error tables.
enum Evidence: String, CaseIterable {
    case documented, observed, assumed
}

/// One row: a state, a call, and the exception and text that must follow.
struct ErrorRow: Sendable, CustomTestStringConvertible {
    let id: String
    let evidence: Evidence
    let code: CognitoError.Code
    let text: String
    let call: @Sendable () async throws -> Void

    init(
        _ id: String, _ evidence: Evidence, _ code: CognitoError.Code, _ text: String,
        _ call: @escaping @Sendable () async throws -> Void
    ) {
        self.id = id
        self.evidence = evidence
        self.code = code
        self.text = text
        self.call = call
    }

    var testDescription: String { id }
}
