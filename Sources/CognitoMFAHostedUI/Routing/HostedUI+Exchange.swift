import AuthFlow
import CognitoMFAHTTP
import CognitoMFAService
import UserPoolModel

extension HostedUI {
    /// The parameters that a tab's addresses keep: those of an authorization request.
    private static let keptParameters = [
        "client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "code_challenge",
        "code_challenge_method",
    ]

    /// Reads the address and the cookies of a request.
    ///
    /// - Throws: ``RequestRefusal`` for a repeated parameter, and for a client that does not exist.
    func exchange(_ request: RequestMessage, on route: Route) async throws(RequestRefusal) -> Exchange {
        guard let query = try? request.query(), !query.hasRepeatedNames, let cookies = try? Cookies(request.fields),
            query.fields.allSatisfy({ $0.value.isPlainLine })
        else { throw .bad }
        var kept = query.fields.filter { field in Self.keptParameters.contains { $0 == field.name } }
        let stored = SessionCookie.parse(cookies.value(Exchange.sessionCookie))
        let named = kept.first { $0.name == "client_id" }.map { AppClientID($0.value) }
        guard let id = named ?? (route.isOfAccount ? stored?.client : nil) ?? defaultClient else { throw .noClient }
        if named == nil { kept.insert(Form.Field("client_id", id.text), at: 0) }
        let registered: (client: AppClient, pool: PoolRecord)
        do {
            registered = try await service.registration(of: id)
        } catch {
            throw .bad
        }
        let flowID = try? query.value("f")
        return Exchange(
            self, route: route, isPost: request.method == "POST", query: query, cookies: cookies,
            parameters: Form(kept), flowID: flowID, client: registered.client, settings: registered.pool,
            session: stored.flatMap { $0.client == id ? $0.session : nil }, former: stored?.session)
    }

    /// Answers a request on its page.
    func reply(to exchange: inout Exchange) async -> Reply {
        if let finished = exchange.finished, exchange.isPost || exchange.route.isPassed {
            return await leadOn(from: finished, &exchange)
        }
        // Every form of ours is a step, whatever comes of it: the sentence of the one before has been read.
        if exchange.isPost, exchange.flow != nil { exchange.changeFlow { $0.notice = nil } }
        return switch exchange.route {
        case .signIn: await signIn(&exchange)
        case .newPassword: await newPassword(&exchange)
        case .sms, .email, .app: await code(&exchange)
        case .send: await sendAgain(&exchange)
        case .other: await useAnotherFactor(&exchange)
        case .choose: await choose(&exchange)
        case .help: await help(&exchange)
        case .end: await endSignIn(&exchange)
        case .setUp: await setUp(&exchange)
        case .setUpApp: await setUpApp(&exchange)
        case .setUpPhone, .setUpEmail: await setUpDestination(&exchange)
        case .finish: await finish(&exchange)
        case .forgotPassword: await forgotPassword(&exchange)
        case .confirmForgotPassword: await confirmForgotPassword(&exchange)
        case .signUp: await signUp(&exchange)
        case .confirmUser: await confirmUser(&exchange)
        case .resendCode: await resendCode(&exchange)
        case .logout: await logout(&exchange)
        case .security, .confirm, .prefer, .phone, .phoneVerify, .accountApp, .removeApp, .signOut:
            await account(&exchange)
        }
    }

    /// Leads on from a page of a sign-in that was completed, as after "Back" or a second click.
    private func leadOn(from finished: Flow, _ exchange: inout Exchange) async -> Reply {
        do throws(CognitoError) {
            if try await signedIn(&exchange) != nil {
                return .redirect(exchange.address(finished.wanted ?? destination(of: exchange.client.id)))
            }
        } catch {
            return .ending(.fault)
        }
        return exchange.route == .signIn && !exchange.isPost ? .redirect(exchange.start) : .ending(.expired)
    }

    /// Returns the session of a signed-in user, once the pool has confirmed it; nil without one.
    ///
    /// - Throws: Faults of the server.
    func signedIn(_ exchange: inout Exchange) async throws(CognitoError) -> SignedInBrowser? {
        guard let session = exchange.session else { return nil }
        do throws(CognitoError) {
            let signedIn = try await exchange.pool.signedInBrowser(session)
            guard signedIn.principal.clientID == exchange.client.id else { return nil }
            return signedIn
        } catch {
            switch error.advice {
            case .repeatCall: throw error
            default:
                exchange.dropSession()
                return nil
            }
        }
    }

    /// Returns the next page of a sign-in.
    func enter(_ outcome: BrowserOutcome, _ exchange: inout Exchange) -> Reply {
        switch outcome {
        case .signedIn(let session):
            let wanted = exchange.flow?.wanted
            exchange.signIn(session)
            return .redirect(exchange.address(wanted ?? destination(of: exchange.client.id)))
        case .challenged(let challenge):
            return enter(challenge, &exchange)
        }
    }

    /// Returns the page of a challenge.
    func enter(_ challenge: Challenge, _ exchange: inout Exchange) -> Reply {
        guard let route = Self.route(of: challenge) else { return .ending(.fault) }
        exchange.changeFlow { $0.handle = challenge.session }
        return .redirect(exchange.address(route))
    }

    /// The page of a challenge; nil for one that is newer than the pages.
    static func route(of challenge: Challenge) -> Route? {
        switch challenge {
        case .smsMFA: .sms
        case .emailOTP: .email
        case .softwareTokenMFA: .app
        case .selectMFAType: .choose
        case .mfaSetup: .setUp
        case .newPasswordRequired: .newPassword
        @unknown default: nil
        }
    }

    /// The page after a sign-in.
    func destination(of client: AppClientID) -> Route { destinations[client] == nil ? .security : .finish }
}

extension Route {
    /// True for a page that a completed sign-in has behind it.
    fileprivate var isPassed: Bool { needsFlow || self == .signIn || self == .confirm }
}
