import AuthFlow
package import CognitoMFAService
import Foundation
import Synchronization
import Testing
import UserPoolModel

/// Triggers after the swap that keep their requests and answer as they are told.
package final class RecordingTriggers: CustomMessage, PreTokenGeneration {
    package struct Surprise: Error { package init() {} }

    package struct State {
        package var messages: [CustomMessageRequest] = []
        package var grants: [PreTokenGenerationRequest] = []
        package var words = CustomMessageResponse()
        package var changes = PreTokenGenerationResponse()
        package var error: (any Error)?
        /// True when a call never answers, and ends when it is cancelled.
        package var hangs = false
    }

    private let state = Mutex(State())

    package init() {}

    package func set(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }
    package var messages: [CustomMessageRequest] { state.withLock { $0.messages } }
    package var grants: [PreTokenGenerationRequest] { state.withLock { $0.grants } }
    package var triggers: Triggers { Triggers(customMessage: self, preTokenGeneration: self) }

    package func message(for request: CustomMessageRequest) async throws -> CustomMessageResponse {
        set { $0.messages.append(request) }
        try await answer()
        return state.withLock { $0.words }
    }

    package func customize(_ request: PreTokenGenerationRequest) async throws -> PreTokenGenerationResponse {
        set { $0.grants.append(request) }
        try await answer()
        return state.withLock { $0.changes }
    }

    private func answer() async throws {
        let (error, hangs) = state.withLock { ($0.error, $0.hangs) }
        while hangs, !Task.isCancelled { await Task.yield() }
        if let error { throw error }
    }
}

extension FlowLimits {
    /// Limits under which a trigger that hangs is cut off soon.
    package static var impatient: FlowLimits {
        var limits = FlowLimits()
        limits.triggerTimeout = .milliseconds(5)
        return limits
    }
}

extension AuthenticationResult {
    /// The claims of the access token.
    package func accessClaims() throws -> [String: any Sendable] { try Self.claims(of: accessToken.text) }
    /// The claims of the ID token.
    package func idClaims() throws -> [String: any Sendable] { try Self.claims(of: idToken.text) }

    private static func claims(of token: String) throws -> [String: any Sendable] {
        let part = token.split(separator: ".")[1].replacing("-", with: "+").replacing("_", with: "/")
        let padded = part + String(repeating: "=", count: (4 - part.count % 4) % 4)
        let bytes = try #require(Data(base64Encoded: String(padded)))
        return try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: any Sendable])
    }
}
