import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Sets a user's password (Cognito's AdminSetUserPassword).
///
/// It ends all the user's sign-ins, half-done ones included.
public struct AdminSetUserPasswordRequest: PoolUserRequest {
    package static let operation = "AdminSetUserPassword"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The user.
    public var username: Username
    /// The new password.
    public var password: Password
    /// True for the user's own password; a temporary one must be replaced at the next sign-in.
    public var permanent: Bool

    /// Puts a request together.
    public init(userPoolID: UserPoolID, username: Username, password: Password, permanent: Bool = false) {
        (self.userPoolID, self.username, self.password, self.permanent) = (userPoolID, username, password, permanent)
    }

    package func validate(_ members: inout Validation) { members.check(password.text, .password) }
}

extension UserPoolAdministration {
    /// Sets a password and ends all the user's sign-ins.
    ///
    /// Source: API reference, AdminSetUserPassword.
    public func adminSetUserPassword(_ request: AdminSetUserPasswordRequest) async throws(CognitoError) {
        try await administered(request, service.perform)
    }
}

extension UserPoolService {
    fileprivate func perform(_ request: AdminSetUserPasswordRequest) async throws(CognitoError) {
        let pool = try await pool(request.userPoolID)
        try pool.passwordPolicy.validate(request.password, for: .replacement)
        try await hashing.admitting(.user(pool.id, pool.canonical(request.username))) {
            () async throws(CognitoError) in
            let hashing = NewPasswordHashing(request.password, for: pool, by: self)
            try await adminChange(
                request, hashing: hashing,
                { (machine, context) in
                    guard let new = hashing.hashed else { return .refuse(.tooManyRequests) }
                    let expiry =
                        request.permanent ? nil : context.pool.passwordPolicy.temporaryPasswordExpiry(from: context.now)
                    return machine.passwordSet(new, temporaryUntil: expiry, in: context)
                })
        }
    }
}
