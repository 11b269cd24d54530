import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAService
import UserPoolModel

extension HostedUI {
    /// A page of the account; a stranger signs in first and comes back.
    func account(_ exchange: inout Exchange) async -> Reply {
        do throws(CognitoError) {
            guard let signedIn = try await signedIn(&exchange), let session = exchange.session else {
                exchange.want(exchange.route)
                return .redirect(exchange.address(.signIn))
            }
            // What changes the way of signing in asks for the password once more (R88).
            if exchange.route.needsFreshSignIn(in: service.profile), !signedIn.isFresh {
                exchange.want(exchange.route)
                return .redirect(exchange.address(.confirm))
            }
            // The password was given a moment ago: nobody is asked twice.
            if exchange.route == .confirm, signedIn.isFresh {
                return .redirect(exchange.address(exchange.flow?.wanted ?? .security))
            }
            let token = AccessToken(session)
            return switch exchange.route {
            case .security: .page(try await securityPage(token, exchange))
            case .confirm: try await confirm(session, &exchange)
            case .prefer: try await prefer(token, &exchange)
            case .phone: try await phone(token, &exchange)
            case .phoneVerify: try await verifyPhone(token, &exchange)
            case .accountApp: try await accountApp(token, &exchange)
            case .removeApp: try await removeApp(token, &exchange)
            default: try await signOut(token, session, &exchange)
            }
        } catch {
            if case .newSignIn = error.advice { return .redirect(exchange.start) }
            return .ending(.fault)
        }
    }

    /// U1: the factors.
    private func securityPage(_ token: AccessToken, _ exchange: Exchange) async throws(CognitoError) -> Page {
        let account = try await service.accountSecurity(of: token)
        let texts = theme.texts
        let done: String? =
            switch exchange.flow?.notice?.kind {
            case .changed: texts.account.changed
            case .phoneVerified: texts.account.phoneChanged
            default: nil
            }
        return AccountPage(
            texts: texts, username: account.user.username.text, factors: factors(of: account, exchange),
            change: exchange.target(.prefer), signOut: exchange.address(.signOut), done: done,
            problem: problems(exchange).first
        ).page
    }

    /// U2: the password once more, and a code where a factor is on.
    private func confirm(_ session: BrowserSession, _ exchange: inout Exchange) async throws(CognitoError) -> Reply {
        func page(_ exchange: Exchange, problem: String? = nil) -> Page {
            let texts = theme.texts
            return ConfirmPasswordPage(
                texts: texts, title: texts.account.confirmTitle, sentences: [texts.account.confirmWhy],
                action: texts.general.continueAction, target: exchange.target(.confirm),
                back: exchange.address(.security), passwordProblem: problem
            ).page
        }
        guard exchange.isPost else { return .page(page(exchange, problem: problems(exchange).first)) }
        let password = exchange.form["password"] ?? ""
        guard !password.isEmpty else {
            return .page(page(exchange, problem: theme.texts.account.wrongPassword), status: 422)
        }
        do throws(CognitoError) {
            return enter(try await exchange.pool.reauthenticate(session, password: Password(password)), &exchange)
        } catch {
            guard let problem = passwordRefusal(error, exchange) else { throw error }
            return .page(page(exchange, problem: problem.sentence), status: problem.status)
        }
    }

    /// The sentence for a refused password of a signed-in user; nil for another error.
    func passwordRefusal(_ error: CognitoError, _ exchange: Exchange) -> (sentence: String, status: Int)? {
        switch (error.code, error.advice) {
        case (.notAuthorized, .waitUntil(let end)): (lock(until: end, exchange), 429)
        case (.limitExceeded, _), (.forbidden, _), (.tooManyRequests, .waitUntil), (.tooManyRequests, .changeCall):
            (theme.texts.endings.later, 429)
        case (.notAuthorized, _) where error.message == CognitoError.incorrectPassword.message:
            (theme.texts.account.wrongPassword, 422)
        case (.invalidParameter, .changeCall): (theme.texts.account.wrongPassword, 422)
        default: nil
        }
    }

    /// U2b: a factor on, off or first.
    private func prefer(_ token: AccessToken, _ exchange: inout Exchange) async throws(CognitoError) -> Reply {
        let preference: MFAPreference
        switch exchange.form["state"] {
        case "on": preference = .enabled
        case "off": preference = .disabled
        case "prefer": preference = .preferred
        default: return .ending(.refused)
        }
        let type = MFAType(rawValue: exchange.form["factor"] ?? "")
        guard [MFAType.sms, .email, .softwareToken].contains(type) else { return .ending(.refused) }
        do throws(CognitoError) {
            try await exchange.pool.setMFAPreference(
                token, sms: type == .sms ? preference : nil,
                softwareToken: type == .softwareToken ? preference : nil, email: type == .email ? preference : nil)
            exchange.leave(.changed)
        } catch {
            // The pool or the user has changed since the page was shown.
            guard error.code == .invalidParameter || error.code == .softwareTokenMFANotFound else { throw error }
            exchange.leave(.switchedOff)
        }
        return .redirect(exchange.address(.security))
    }

    /// U6: the end of the session here, or of all.
    private func signOut(
        _ token: AccessToken, _ session: BrowserSession, _ exchange: inout Exchange
    ) async throws(CognitoError) -> Reply {
        guard exchange.isPost else {
            return .page(
                SignOutPage(
                    texts: theme.texts, target: exchange.target(.signOut), back: exchange.address(.security)
                ).page)
        }
        switch exchange.form["action"] {
        case nil: break
        case "everywhere": try await exchange.pool.signOutEverywhere(token)
        default: return .ending(.refused)
        }
        try await exchange.pool.endBrowserSession(session)
        exchange.signOut()
        exchange.leave(.signedOut)
        return .redirect(exchange.address(.signIn))
    }

    /// U6 by a link: acts at once for a registered address, as Cognito does; else a page asks.
    func logout(_ exchange: inout Exchange) async -> Reply {
        guard let address = try? exchange.query.value("logout_uri") else {
            return .redirect(exchange.address(exchange.session == nil ? .signIn : .signOut))
        }
        guard exchange.client.hasRegistered(logout: address) else { return .ending(.refused) }
        if let session = exchange.former {
            do throws(CognitoError) {
                try await exchange.pool.endBrowserSession(session)
            } catch {
                if case .repeatCall = error.advice { return .ending(.fault) }
            }
        }
        exchange.signOut()
        return .redirect(address)
    }
}

extension Route {
    /// True for the pages that change the way of signing in.
    ///
    /// The page that removes an app asks for the password itself. Profile strict wants a fresh sign-in beside it.
    fileprivate func needsFreshSignIn(in profile: CognitoProfile) -> Bool {
        switch self {
        case .prefer, .phone, .phoneVerify, .accountApp: true
        case .removeApp: profile == .strict
        default: false
        }
    }
}

extension Exchange {
    /// Remembers the page to come back to; one that only asks for the password is none.
    fileprivate mutating func want(_ route: Route) {
        changeFlow {
            if route == .confirm {
                $0.wanted = $0.wanted ?? .security
            } else {
                $0.wanted = route.takesGet ? route : .security
            }
        }
    }
}

extension AppClient {
    /// True for an address that is, byte for byte, one of the client's `LogoutURLs`.
    fileprivate func hasRegistered(logout address: String) -> Bool {
        guard case .list(let addresses)? = otherSettings["LogoutURLs"] else { return false }
        return addresses.contains { $0.text?.utf8.elementsEqual(address.utf8) == true }
    }
}
