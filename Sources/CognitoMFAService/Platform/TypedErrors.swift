package import UserPoolModel

/// Calls a server's own code: whatever it throws becomes an internal error, and is its cause.
package func callingServer<Value>(_ body: () async throws -> Value) async throws(CognitoError) -> Value {
    do { return try await body() } catch { throw .internalError(error) }
}

extension TaskLocal {
    /// Binds `value` for a body that throws errors of this library only.
    package func binding<Outcome>(
        _ value: Value, _ body: () async throws(CognitoError) -> Outcome
    ) async throws(CognitoError) -> Outcome {
        try await withValue(value) { () async -> Result<Outcome, CognitoError> in
            do throws(CognitoError) { return .success(try await body()) } catch { return .failure(error) }
        }.get()
    }
}
