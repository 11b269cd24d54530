import AuthFlow
import CognitoMFAService
import UserPoolModel

/// Something that a client, an administrator or a clock can do to one user.
enum UserStep: Hashable, Sendable {
    case signIn(Typed)
    /// A right password whose slow check begins now, and its verdict, which may come after other steps.
    case beginCheck
    case finishCheck
    /// An answer to an open challenge, newest first.
    case answer(Int, Answering)
    /// The right answer, to the session that ended last.
    case replay
    /// A use of a held access or refresh token, newest first.
    case use(Int, TokenUse)
    case admin(AdminUse)
    case recover(Recovery)

    /// The kind of a password or a code: the right one, a wrong one, or a right one that belongs elsewhere: to an earlier
    /// time, another session or another user.
    enum Typed: Hashable, Sendable { case right, wrong, elsewhere }

    enum Answering: Hashable, Sendable {
        case sentCode(Typed)
        /// The app's code of so many steps from now.
        case appCode(Int64)
        case wrongAppCode
        /// A code of the app that was replaced or removed.
        case oldAppCode
        case foreignAppCode
        case choose(ModelFactor)
        case associate
        case verify(Typed)
        case finishSetUp
        /// A further code in the same session.
        case resend
        /// Another factor; nil for the choice.
        case change(ModelFactor?)
        case newPassword
        case underAnotherName
        case asAnotherUser
        case throughAnotherClient
    }

    enum TokenUse: Hashable, Sendable {
        case associate
        case verify(Typed)
        case prefer(Wish)
        /// RemoveSoftwareToken, with the app's code of now or without.
        case removeApp(Typed, withCode: Bool)
        case changeNumber
        case askCode
        case verifyNumber(Typed)
        case changePassword(Typed)
        case signOut
        case refresh
        case revoke
    }

    enum AdminUse: Hashable, Sendable {
        case disable, enable, signOut, setPassword, setTemporaryPassword, reset, unlock, deleteApp, changeNumber
        case prefer(Wish)
    }

    enum Recovery: Hashable, Sendable {
        case ask
        case confirm(Typed)
    }

    enum Wish: Hashable, Sendable {
        case text, app, both, none

        var preferences: [MFAType: MFAPreference] {
            switch self {
            case .text: [.sms: .preferred]
            case .app: [.softwareToken: .preferred]
            case .both: [.sms: .enabled, .softwareToken: .enabled]
            case .none: [.sms: .disabled, .softwareToken: .disabled]
            }
        }
    }
}

/// Time that passes for everybody.
enum Passing: Int64, CaseIterable {
    /// Within a lock or a time step.
    case second = 1
    /// The next time step.
    case timeStep = 30
    /// Past a code of profile `classic`.
    case code = 181
    /// Past a session, a freshness and the quiet quarter of an hour.
    case session = 960
}
