import AuthFlow
import CognitoMFAService

/// Two users and a setting from which a search sets out.
struct Beginning: Hashable {
    let one: Start
    let other: Start
    let setting: PoolSetting

    /// One user's history before the search: real steps, verified like all others.
    enum Start: Hashable, CaseIterable {
        /// A number and no factor.
        case plain
        /// No number.
        case bare
        /// Text messages preferred.
        case texter
        /// An authenticator app preferred.
        case app
        /// Both factors on, none preferred.
        case both
        /// As `app`, with four wrong codes in a session that is still open.
        case slipping
        /// As `plain`, with four wrong passwords.
        case guessed
        /// A temporary password.
        case invited
    }
}

extension Beginning.Start {
    private var history: [UserStep] {
        let app: [UserStep] = [.signIn(.right), .use(0, .associate), .use(0, .verify(.right)), .use(0, .prefer(.app))]
        return switch self {
        case .plain, .bare: []
        case .texter: [.signIn(.right), .use(0, .prefer(.text))]
        case .app, .slipping: app
        case .both: app + [.use(0, .prefer(.both))]
        case .guessed: [.signIn(.wrong), .signIn(.wrong), .signIn(.wrong), .signIn(.wrong)]
        case .invited: [.admin(.setTemporaryPassword)]
        }
    }

    func user(_ verify: StepCheck, held: Int) throws(BrokenRule) -> SearchedUser {
        var user = SearchedUser(number: self == .bare ? nil : 0, held: held)
        for step in history { user = try verify.take(step, user, in: .optional).after }
        // The step of the set-up has passed; the tokens of `strict` are fresh.
        user = user.after(.timeStep).after(.timeStep)
        guard self == .slipping else { return user }
        user = try verify.take(.signIn(.right), user, in: .optional).after
        for _ in 0..<4 { user = try verify.take(.answer(0, .wrongAppCode), user, in: .optional).after }
        return user
    }

}

extension Beginning {
    /// Every history, under every mode.
    static let wide = beginnings(
        [(.app, .plain), (.both, .texter), (.slipping, .bare), (.guessed, .invited)], in: [.off, .optional, .on])

    /// The histories that no few steps lead to; in `classic` no step leads to ON.
    static let narrow = beginnings([(.app, .bare), (.slipping, .invited)], in: [.optional, .on])

    private static func beginnings(_ pairs: [(Start, Start)], in settings: [PoolSetting]) -> [Beginning] {
        settings.flatMap { setting in
            pairs.map { Beginning(one: $0.0, other: $0.1, setting: setting) }
        }
    }
}
