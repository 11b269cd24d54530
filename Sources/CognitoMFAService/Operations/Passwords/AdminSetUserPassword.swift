import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Sets a user's password (Cognito's AdminSetUserPassword).
///
/// It ends all the user's sign-ins, half-done ones included.
public struct AdminSetUserPasswordRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID
    /// The user.
    public var username: Username
    /// The new password.
    public var password: Password
    /// Whether it is the user's own; otherwise it must be replaced at the next sign-in.
    public var permanent: Bool

    /// Puts a request together.
    public init(userPoolID: UserPoolID, username: Username, password: Password, permanent: Bool = false) {
        self.userPoolID = userPoolID
        self.username = username
        self.password = password
        self.permanent = permanent
    }
}

extension UserPoolService {
    func adminSetUserPassword(_ request: AdminSetUserPasswordRequest) async throws(CognitoError) {
        try validate(request.username, in: request.userPoolID) { $0.check(request.password.text, .password) }
        let pool = try await pool(request.userPoolID)
        try pool.passwordPolicy.validate(request.password)
        try await hashing.admitting(.user(pool.id, pool.canonical(request.username))) {
            () async throws(CognitoError) in
            let hashing = NewPasswordHashing(request.password, for: pool, by: self)
            try await adminChange(
                request.username, in: pool.id,
                hashing: hashing,
                { (machine, context) in
                    guard let new = hashing.hashed else { return .refuse(.tooManyRequests) }
                    let expiry =
                        request.permanent ? nil : context.pool.passwordPolicy.temporaryPasswordExpiry(from: context.now)
                    return machine.passwordSet(new, temporaryUntil: expiry, in: context)
                })
        }
    }
}
