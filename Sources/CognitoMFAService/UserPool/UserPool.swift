import AuthFlow
public import UserPoolModel

/// One pool through one app client, for the handlers of a server, scripts and tests.
///
/// It builds requests and calls the service; it decides nothing. The administrator's operations are under ``admin``, so
/// that a review can find them by that word.
public struct UserPool: Sendable {
    /// The service that it calls.
    public let service: UserPoolService
    /// The pool.
    public let id: UserPoolID
    /// The app client.
    public let clientID: AppClientID
    /// The client's secret, if it has one.
    let clientSecret: ClientSecret?

    /// The administrator's operations on this pool.
    public var admin: Admin { Admin(pool: self) }
}
