import AuthFlow
import CognitoMFACore
package import UserPoolModel

/// The factors of a signed-in user, for the pages of the account.
package struct AccountSecurity: Sendable {
    /// The user as GetUser answers.
    package let user: UserSummary
    /// True when an authenticator app is registered.
    package let hasSoftwareToken: Bool
    /// The name that the user gave the app.
    package let friendlyDeviceName: String?
    /// The secret that was given out and waits for its first code.
    ///
    /// Its holder could ask for another one, so showing it once more gives nothing away.
    package let pending: SoftwareTokenAssociation?
}

extension UserPoolService {
    /// The factors of the user behind an access token; reading changes nothing.
    package func accountSecurity(of accessToken: AccessToken) async throws(CognitoError) -> AccountSecurity {
        let (record, authorized) = try await authorizedRecord(accessToken)
        var pending: SoftwareTokenAssociation?
        if let held = record.pendingSoftwareToken, held.family == authorized.principal.family,
            time.now() < held.token.associatedAt + AuthMachine.pendingLife
        {
            pending = SoftwareTokenAssociation(
                held.token.secret, of: record.username, in: authorized.pool, session: nil)
        }
        return AccountSecurity(
            user: UserSummary(record, in: authorized.pool), hasSoftwareToken: record.softwareToken != nil,
            friendlyDeviceName: record.softwareToken?.friendlyDeviceName, pending: pending)
    }
}
