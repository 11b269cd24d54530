/// A request in the client's terms.
///
/// Where a token is optional, nil means an administrator's call.
public enum Request: Sendable, Hashable {
    /// InitiateAuth with a password.
    case signIn(password: String)
    /// RespondToAuthChallenge with a code.
    case answer(session: String, Factor, PresentedCode)
    /// RespondToAuthChallenge to SELECT_MFA_TYPE.
    case choose(session: String, Factor)
    /// SendNewCode; the session stays.
    case sendNewCode(session: String)
    /// UseAnotherFactor; nil for the choice among all.
    case useAnotherFactor(session: String, Factor?)
    /// A look at a browser session, as at each request of a page.
    case readBrowser(String)
    /// The password once more, by the holder of a browser session.
    case reauthenticate(browser: String, password: String)
    /// The end of one browser session.
    case endBrowser(String)
    /// RespondToAuthChallenge to MFA_SETUP.
    case finishSetUp(session: String)
    /// AssociateSoftwareToken.
    case associate(Bearer)
    /// VerifySoftwareToken.
    case verify(Bearer, PresentedCode)
    /// RemoveSoftwareToken with a password, or AdminDeleteSoftwareToken with neither.
    case removeApp(token: String?, password: String?)
    /// SetUserMFAPreference, or the administrators'.
    case prefer(token: String?, [Factor: Preference])
    /// ChangePassword.
    case changePassword(token: String, from: String, to: String)
    /// AdminSetUserPassword, permanent.
    case setPassword(String)
    /// AdminResetUserPassword.
    case resetPassword
    /// ConfirmForgotPassword.
    case recover(PresentedCode, to: String)
    /// GetTokensFromRefreshToken.
    case refresh(String)
    /// RevokeToken.
    case revoke(String)
    /// GlobalSignOut, or AdminUserGlobalSignOut.
    case signOut(token: String?)
    /// A new telephone number; administrators may mark it verified.
    case setNumber(token: String?, String, isVerified: Bool)
    /// GetUserAttributeVerificationCode for the number.
    case askNumberCode(token: String)
    /// VerifyUserAttribute for the number.
    case verifyNumber(token: String, PresentedCode)
    /// GetUser, or AdminGetUser.
    case describe(token: String?)
    /// AdminEnableUser, AdminDisableUser.
    case enable(Bool)
    /// AdminUnlock.
    case unlock
    /// AdminCreateUser with a permanent password.
    case create(password: String, number: String?)
    /// DeleteUser, or AdminDeleteUser.
    case delete(token: String?)
    /// SetUserPoolMfaConfig.
    case configure(PoolRule)
    /// AdminAddUserToGroup.
    case join(group: String)
    /// AdminRemoveUserFromGroup.
    case leave(group: String)
    /// CreateGroup; a call about the pool.
    case createGroup(String)
    /// DeleteGroup; a call about the pool.
    case deleteGroup(String)

    /// The authorization of AssociateSoftwareToken and VerifySoftwareToken.
    public enum Bearer: Sendable, Hashable {
        /// An access token.
        case token(String)
        /// A session of MFA_SETUP.
        case session(String)
    }

    /// The preference for one factor.
    public enum Preference: String, Sendable, Hashable {
        /// Switched off.
        case off
        /// Switched on.
        case on
        /// Switched on and preferred.
        case preferred
    }
}

extension Request {
    /// The session presented, if one was that success spends.
    public var session: String? {
        switch self {
        case .answer(let session, _, _), .choose(let session, _), .finishSetUp(let session),
            .useAnotherFactor(let session, _), .associate(.session(let session)), .verify(.session(let session), _):
            session
        default: nil
        }
    }

    /// The access token presented, or the browser session in its place, if one was.
    public var token: String? {
        switch self {
        case .associate(.token(let token)), .verify(.token(let token), _), .changePassword(let token, _, _),
            .askNumberCode(let token), .verifyNumber(let token, _), .readBrowser(let token),
            .reauthenticate(let token, _):
            token
        case .removeApp(let token, _), .prefer(let token, _), .signOut(let token), .setNumber(let token, _, _),
            .describe(let token), .delete(let token):
            token
        default: nil
        }
    }

    /// The password that the service must verify, if there is one.
    public var password: String? {
        switch self {
        case .signIn(let password), .changePassword(_, let password, _), .reauthenticate(_, let password): password
        case .removeApp(_, let password): password
        default: nil
        }
    }
}

/// The MFA settings of a pool: its mode and the factors it offers.
public struct PoolRule: Sendable, Hashable, CustomStringConvertible {
    /// OFF, OPTIONAL or ON.
    public enum Mode: String, Sendable, Hashable, CaseIterable {
        /// No user is asked for a factor.
        case off
        /// Users who have switched a factor on are asked.
        case optional
        /// Every user is asked.
        case on
    }

    /// The mode.
    public var mode: Mode
    /// The factors.
    public var factors: Set<Factor>

    /// Creates a rule.
    public init(_ mode: Mode, _ factors: Set<Factor>) {
        (self.mode, self.factors) = (mode, factors)
    }

    /// The mode and the factors.
    public var description: String { "\(mode) (\(factors.map(\.rawValue).sorted().joined(separator: ", ")))" }
}
