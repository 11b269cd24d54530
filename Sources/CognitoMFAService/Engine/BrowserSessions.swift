import AuthFlow
import CognitoMFACore
import UserPoolModel

/// A call on one browser session.
private struct BrowserSessionRequest: OperationRequest {
    static let operation = "BrowserSession"
    let session: BrowserSession
    let userPoolID: UserPoolID

    var named: NamedInRequest { NamedInRequest(pool: userPoolID) }
}

// Reading and ending a browser session.
extension UserPoolService {
    /// The holder of a browser session: gate, generation, password and decision table are asked again.
    ///
    /// - Throws: NotAuthorizedException `Invalid browser session.`, whatever the reason is: the user signs in again.
    func authorized(
        _ session: BrowserSession
    ) async throws(CognitoError) -> (authorized: Authorized, browser: BrowserRecord) {
        guard let key = RecordKey.browser(session),
            let browser = try await records.read(key, as: BrowserRecord.self)?.record,
            let pool = try await pools.read(browser.userPoolID, from: records)?.value,
            let client = try await clients.read(browser.client, from: records)?.value.client,
            client.userPoolID == pool.id,
            let user = try await records.read(.user(pool.id, digest: browser.userDigest), as: UserAuthRecord.self)?
                .record
        else { throw .invalidBrowserSession }
        AuditedCall.current?.note(user.username, user.sub, in: pool.id, through: client.id)
        let authorized = Authorized(
            principal: browser.principal(of: user), client: client, pool: pool, browser: browser, isRevoked: false)
        try authorized.verify(user, at: time.now())
        return (authorized, browser)
    }

    /// Returns the user of a browser session.
    func signedInBrowser(
        _ session: BrowserSession, in pool: UserPoolID
    ) async throws(CognitoError) -> SignedInBrowser {
        let request = BrowserSessionRequest(session: session, userPoolID: pool)
        return try await audited(request) { (request) async throws(CognitoError) in
            let (authorized, browser) = try await authorized(request.session)
            guard authorized.pool.id == request.userPoolID else { throw .invalidBrowserSession }
            return SignedInBrowser(browser, authorized.principal, at: time.now())
        }
    }

    /// Signs one browser out; of a session that is gone nothing is said.
    func endBrowserSession(_ session: BrowserSession, in pool: UserPoolID) async throws(CognitoError) {
        let request = BrowserSessionRequest(session: session, userPoolID: pool)
        try await audited(request) { (request) async throws(CognitoError) in
            try await end(request.session) { $0.userPoolID == request.userPoolID }
        }
    }

    /// Marks a session as ended, if it is still there and `holds` says that it is meant.
    func end(
        _ session: BrowserSession, if holds: @Sendable (BrowserRecord) -> Bool = { _ in true }
    ) async throws(CognitoError) {
        guard let key = RecordKey.browser(session) else { return }
        _ = try await followUp().runIfPresent(
            key, as: BrowserRecord.self,
            decide: { (record) async throws(CognitoError) in
                var browser = record
                if holds(record) { browser.end() }
                return (browser, ChangeAction.done, [])
            })
    }
}
