import AuthFlow
import UserPoolModel

/// Something that a client, an administrator or a clock can do to one user.
enum Step: Hashable, Sendable {
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

    /// Whether a password or a code is the right one, a wrong one, or a right one that belongs elsewhere: to an earlier
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
        case choose(Factor)
        case associate
        case verify(Typed)
        case finishSetUp
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

    enum Recovery: Hashable, Sendable { case ask, confirm(Typed) }

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
enum Wait: Int64, CaseIterable {
    /// Within a lock or a time step.
    case second = 1
    /// The next time step.
    case timeStep = 30
    /// Past a code of profile `classic`.
    case code = 181
    /// Past a session, a freshness and the quiet quarter of an hour.
    case session = 960
}

/// Which steps a search takes.
enum Alphabet {
    case full
    /// Passwords, answers, the set-up and the token's removal, for the run that is part of every `swift test`.
    case reduced
}

extension Actor {
    /// All that can be done to the user now, in a fixed order.
    func steps(_ alphabet: Alphabet) -> [Step] {
        let isFull = alphabet == .full
        var steps: [Step] = [.signIn(.right), .signIn(.wrong)]
        if model.oldPassword != nil { steps.append(.signIn(.elsewhere)) }
        for place in model.handles.indices {
            steps += answers(to: model.handles[place].kind, isFull).map { .answer(place, $0) }
            if isFull, place == 0 {
                steps += [.asAnotherUser, .throughAnotherClient].map { .answer(place, $0) }
            }
        }
        if model.spent != nil { steps.append(.replay) }
        for place in model.tokens.indices {
            steps += uses(of: model.tokens[place], isNewest: place == 0, isFull).map { .use(place, $0) }
        }
        guard isFull else { return steps + [.admin(.signOut), .admin(.deleteApp)] }
        steps.append(model.check == nil ? .beginCheck : .finishCheck)
        steps += [
            .admin(.disable), .admin(.enable), .admin(.signOut), .admin(.setPassword), .admin(.setTemporaryPassword),
            .admin(.reset), .admin(.unlock), .admin(.deleteApp), .admin(.changeNumber), .admin(.prefer(.text)),
            .admin(.prefer(.none)), .recover(.ask), .recover(.confirm(.wrong)),
        ]
        if model.recovery != nil { steps.append(.recover(.confirm(.right))) }
        return steps
    }

    private func answers(to kind: Handle.Kind, _ isFull: Bool) -> [Step.Answering] {
        switch kind {
        case .text: [.sentCode(.right), .sentCode(.wrong), .sentCode(.elsewhere)] + (isFull ? [.underAnotherName] : [])
        case .app:
            [.appCode(0), .appCode(-1), .appCode(1), .wrongAppCode]
                + (isFull ? [.appCode(2), .appCode(-2), .foreignAppCode, .underAnotherName] : [])
                + (isFull && model.oldApp != nil ? [.oldAppCode] : [])
        case .select: [.choose(.text), .choose(.app)] + (isFull ? [.underAnotherName] : [])
        case .setUp, .setUpDone:
            [.associate, .verify(.right), .verify(.wrong), .finishSetUp] + (isFull ? [.underAnotherName] : [])
        case .newPassword: [.newPassword] + (isFull ? [.underAnotherName] : [])
        }
    }

    private func uses(of token: Token, isNewest: Bool, _ isFull: Bool) -> [Step.TokenUse] {
        guard isFull else { return [.associate, .verify(.right), .prefer(.app), .removeApp(.right, withCode: true)] }
        guard isNewest, !token.isEnded, !token.isRevoked else {
            return [.associate, .verify(.right), .prefer(.text), .changeNumber, .changePassword(.right), .refresh]
        }
        return [
            .associate, .verify(.right), .verify(.wrong), .prefer(.text), .prefer(.app), .prefer(.both), .prefer(.none),
            .removeApp(.right, withCode: true), .removeApp(.right, withCode: false), .removeApp(.wrong, withCode: true),
            .changeNumber, .askCode, .verifyNumber(.right), .verifyNumber(.wrong), .changePassword(.right),
            .changePassword(.wrong), .signOut, .refresh, .revoke,
        ]
    }
}
