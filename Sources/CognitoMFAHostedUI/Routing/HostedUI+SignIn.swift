import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

extension HostedUI {
    /// S1: name and password.
    func signIn(_ exchange: inout Exchange) async -> Reply {
        guard exchange.isPost else { return await showSignIn(&exchange) }
        // "Back" to a refused form, and sent again: its name and password are not looked at.
        guard !exchange.isPassed else {
            do throws(CognitoError) {
                guard try await signedIn(&exchange) != nil else { return .ending(.refused) }
            } catch {
                return .ending(.fault)
            }
            return .redirect(exchange.address(destination(of: exchange.client.id)))
        }
        let name = exchange.form["username"] ?? ""
        let password = exchange.form["password"] ?? ""
        guard !name.isEmpty, !password.isEmpty else {
            return .page(signInPage(exchange, name: name, problem: theme.texts.signIn.missing), status: 422)
        }
        do throws(CognitoError) {
            return enter(
                try await exchange.pool.signInBrowser(
                    Username(name), password: Password(password), replacing: exchange.former),
                &exchange)
        } catch {
            return refusal(error, of: name, &exchange)
        }
    }

    private func showSignIn(_ exchange: inout Exchange) async -> Reply {
        do throws(CognitoError) {
            if let flow = exchange.flow, let handle = flow.handle {
                // The tab goes on where it is; a sign-in that was finished leads on through its session.
                do throws(CognitoError) {
                    let open = try await exchange.pool.challenge(of: handle)
                    return Self.route(of: open.challenge).map { .redirect(exchange.address($0)) } ?? .ending(.fault)
                } catch {
                    if case .repeatCall = error.advice { throw error }
                    if case .tooManyCodes? = flow.notice?.kind { return deadSession(error, &exchange) }
                    if try await signedIn(&exchange) == nil {
                        exchange.endFlow()
                        return .ending(.expired)
                    }
                }
            }
            // A message, as after signing out, is for those who are not signed in.
            if try await signedIn(&exchange) != nil {
                return .redirect(exchange.address(exchange.flow?.wanted ?? destination(of: exchange.client.id)))
            }
            return .page(signInPage(exchange))
        } catch {
            return .ending(.fault)
        }
    }

    private func refusal(_ error: CognitoError, of name: String, _ exchange: inout Exchange) -> Reply {
        let texts = theme.texts
        func again(_ problem: String, status: Int = 422) -> Reply {
            .page(signInPage(exchange, name: name, problem: problem), status: status)
        }
        switch (error.code, error.advice) {
        case (_, .repeatCall): return .ending(.fault)
        case (.userNotConfirmed, _):
            exchange.changeFlow {
                $0.name = name
                $0.notice = Notice(.unconfirmed)
            }
            return .redirect(exchange.address(.confirmUser))
        case (.passwordResetRequired, _):
            exchange.changeFlow {
                $0.name = name
                $0.notice = Notice(.resetRequired)
            }
            return .redirect(exchange.address(.forgotPassword))
        case (.notAuthorized, .waitUntil(let end)): return again(lock(until: end, exchange), status: 429)
        case (.limitExceeded, _), (.tooManyRequests, _), (.forbidden, _): return again(texts.endings.later, status: 429)
        case (.notAuthorized, .newSignIn), (.userNotFound, _): return again(texts.signIn.wrong)
        case (.notAuthorized, _), (.mfaMethodNotFound, _): return again(blocked)
        // A name that no user can have.
        case (.invalidParameter, _): return again(texts.signIn.wrong)
        default: return .ending(.fault)
        }
    }

    /// The sentence for a user who may not sign in, with the people to ask.
    var blocked: String {
        theme.contact.map { theme.texts.signIn.blocked($0) } ?? theme.texts.signIn.blockedWithoutContact
    }

    /// The sentence of a lock.
    func lock(until end: UnixTime, _ exchange: Exchange) -> String {
        theme.texts.endings.locked(Pieces(texts: theme.texts).words(forSeconds: exchange.now.seconds(until: end)))
    }

    private func signInPage(_ exchange: Exchange, name: String = "", problem: String? = nil) -> Page {
        let done: String? =
            switch exchange.flow?.notice?.kind {
            case .passwordChanged: theme.texts.signIn.passwordChanged
            case .confirmed: theme.texts.signIn.confirmed
            case .signedOut: theme.texts.signIn.signedOut
            // Another factor is asked for now, so the session of before no longer stands.
            case .changed: theme.texts.signIn.changed
            default: nil
            }
        return SignInPage(
            texts: theme.texts, target: exchange.target(.signIn), forgotten: exchange.address(.forgotPassword),
            signUp: exchange.settings.allowAdminCreateUserOnly ? nil : exchange.address(.signUp),
            nameIsEmail: exchange.nameIsEmail, name: name, problem: problem, done: done
        ).page
    }

    /// The last page: it leads to the host's own address, which a redirect of a form could not.
    func finish(_ exchange: inout Exchange) async -> Reply {
        do throws(CognitoError) {
            guard try await signedIn(&exchange) != nil else { return .redirect(exchange.start) }
        } catch {
            return .ending(.fault)
        }
        guard let address = destinations[exchange.client.id] else {
            return .redirect(exchange.address(.security))
        }
        let texts = theme.texts
        var page = MessagePage(
            texts: texts, title: texts.signIn.finished, sentences: [],
            action: (texts.signIn.backTo(theme.productName), address)
        ).page
        page.refresh = address
        return .page(page)
    }
}

extension Exchange {
    /// True where an e-mail address is the only name.
    var nameIsEmail: Bool { settings.fixed.usernameAttributes == [.email] }
}
