package import AuthFlow
package import UserPoolModel

extension UserPoolService {
    /// An app client with its pool, as they are now.
    ///
    /// - Throws: ResourceNotFoundException when either is absent.
    package func registration(
        of client: AppClientID
    ) async throws(CognitoError) -> (client: AppClient, pool: PoolRecord) {
        let client = try await self.client(client)
        return (client, try await pool(client.userPoolID))
    }
}
