package import UserPoolModel

extension SteppedStore {
    /// Makes the calls of all parties at once.
    ///
    /// - Returns: their errors in the order of the parties; nil for a call that succeeded.
    package func errors(
        of parties: Int, _ call: @escaping @Sendable (Int) async throws -> Void
    ) async -> [CognitoError?] {
        await withTaskGroup(of: (Int, CognitoError?).self) { group in
            for party in 0..<parties {
                group.addTask {
                    await Self.$party.withValue(party) {
                        let error = await failure { try await call(party) }
                        self.finish(party, with: error.map { $0.description } ?? "done")
                        return (party, error)
                    }
                }
            }
            var errors: [CognitoError?] = Array(repeating: nil, count: parties)
            for await (party, error) in group { errors[party] = error }
            return errors
        }
    }
}
