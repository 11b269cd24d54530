import AuthFlow
import CognitoMFAService
import TestSupport
import UserPoolModel

/// Triggers that refuse, take too long, or answer what does not fit.
enum TriggerRows {
    private static let closed = TriggerError("The museum is closed")

    static let all: [ErrorRow] = [
        ErrorRow(
            "custom message refuses", .observed, .userLambdaValidation,
            "CustomMessage failed with error The museum is closed."
        ) { try await signUp { $0.error = closed } },
        ErrorRow("custom message without its code", .assumed, .invalidLambdaResponse, "Unrecognizable lambda output") {
            try await signUp { $0.words.emailMessage = "Welcome" }
        },
        ErrorRow(
            "custom message takes too long", .observed, .unexpectedLambda,
            "CustomMessage invocation failed due to error Socket timeout while invoking Lambda function."
        ) { try await signUp { $0.hangs = true } },
        ErrorRow(
            "pre token generation refuses", .observed, .userLambdaValidation,
            "PreTokenGeneration failed with error The museum is closed."
        ) { try await signIn { $0.error = closed } },
        ErrorRow(
            "pre token generation, scope with a space", .assumed, .invalidLambdaResponse,
            "Unrecognizable lambda output"
        ) { try await signIn { $0.changes.scopesToAdd = ["two words"] } },
        ErrorRow(
            "pre token generation takes too long", .observed, .unexpectedLambda,
            "PreTokenGeneration invocation failed due to error Socket timeout while invoking Lambda function."
        ) { try await signIn { $0.hangs = true } },
    ]

    private static func fixture(_ change: (inout RecordingTriggers.State) -> Void) async throws -> Fixture {
        let triggers = RecordingTriggers()
        triggers.set(change)
        var hangs = false
        triggers.set { hangs = $0.hangs }
        return try await Fixture(
            limits: hangs ? .impatient : FlowLimits(), triggers: triggers.triggers, members: .verifyingEmail)
    }

    private static func signUp(_ change: (inout RecordingTriggers.State) -> Void) async throws {
        _ = try await fixture(change).signUp()
    }

    private static func signIn(_ change: (inout RecordingTriggers.State) -> Void) async throws {
        _ = try await fixture(change).tokens()
    }
}
