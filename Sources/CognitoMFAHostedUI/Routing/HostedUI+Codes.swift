import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

extension HostedUI {
    /// S3, S4: the code of a text message, an e-mail or an app.
    func code(_ exchange: inout Exchange) async -> Reply {
        guard exchange.isPost else { return await onOpenChallenge(&exchange, showCode) }
        let code = OneTimeCode(typed: exchange.form["code"] ?? "")
        let answer: ChallengeAnswer =
            switch exchange.route {
            case .sms: .smsMFA(code: code)
            case .email: .emailOTP(code: code)
            default: .softwareTokenMFA(code: code)
            }
        return await respond(answer, &exchange)
    }

    /// Shows the page of a challenge, or leads to the page of the challenge that is open.
    ///
    /// Reading changes nothing, so a page may be loaded any number of times.
    func onOpenChallenge(
        _ exchange: inout Exchange, among routes: [Route] = [], _ show: (OpenChallenge, Exchange) -> Page
    ) async -> Reply {
        guard let handle = exchange.flow?.handle else { return .ending(.expired) }
        do throws(CognitoError) {
            let open = try await exchange.pool.challenge(of: handle)
            guard let route = Self.route(of: open.challenge) else { return .ending(.fault) }
            let isMeant = [route, Self.changeRoute(of: open)].contains(exchange.route) || routes.contains(route)
            guard isMeant else {
                return .redirect(exchange.address(route))
            }
            return .page(show(open, exchange))
        } catch {
            return deadSession(error, &exchange)
        }
    }

    /// Returns the page where a number or an address that is being set up is changed; nil where none is.
    private static func changeRoute(of open: OpenChallenge) -> Route? {
        guard open.isSettingUp else { return nil }
        return if case .emailOTP = open.challenge { .setUpEmail } else { .setUpPhone }
    }

    /// Returns the answer where a session could not be read: an ending, or the way of a sign-in that was finished.
    func deadSession(_ error: CognitoError, _ exchange: inout Exchange) -> Reply {
        switch error.advice {
        case .repeatCall: .ending(.fault)
        case .waitUntil(let end): .ending(.locked(until: end))
        default:
            if let notice = exchange.flow?.notice, notice.kind == .tooManyCodes {
                .ending(.tooManyCodes(until: lockEnd(notice, exchange)))
            } else {
                // There the browser session, if the first of two equal POSTs won, leads on.
                .redirect(exchange.address(.signIn))
            }
        }
    }

    /// The end of the lock that a notice tells of; nil where there is none, or it is over.
    private func lockEnd(_ notice: Notice, _ exchange: Exchange) -> UnixTime? {
        let end = UnixTime(milliseconds: notice.number)
        return end > exchange.now ? end : nil
    }

    /// Answers the challenge of this tab.
    func respond(_ answer: ChallengeAnswer, _ exchange: inout Exchange) async -> Reply {
        guard let handle = exchange.flow?.handle else { return .ending(.expired) }
        do throws(CognitoError) {
            return enter(try await response(to: handle, answer, exchange), &exchange)
        } catch {
            return refusal(of: error, &exchange)
        }
    }

    /// Answers a session; a client with a secret needs the user's name for its proof.
    func response(
        to handle: SessionHandle, _ answer: ChallengeAnswer, _ exchange: Exchange
    ) async throws(CognitoError) -> BrowserOutcome {
        let name =
            exchange.client.secret == nil ? nil : try await exchange.pool.challenge(of: handle).challenge.username
        return try await exchange.pool.respondInBrowser(
            to: handle, with: answer, as: name, replacing: exchange.former)
    }

    /// Leaves the sentence of a refused code, and leads back to the page.
    func refusal(of error: CognitoError, _ exchange: inout Exchange) -> Reply {
        switch (error.advice, error.code) {
        case (.repeatCall, _): return .ending(.fault)
        case (.waitUntil(let end), .codeMismatch), (.waitUntil(let end), .enableSoftwareTokenMFA):
            exchange.leave(.tooManyCodes, number: end.milliseconds)
        case (.newSignIn, .codeMismatch), (.newSignIn, .enableSoftwareTokenMFA): exchange.leave(.tooManyCodes)
        // The session stays, and the page says it.
        case (.newSignIn, .limitExceeded): exchange.leave(.noMoreSends)
        case (.newSignIn, _): return .redirect(exchange.address(.signIn))
        case (.correctCode, _): exchange.leave(.malformedCode)
        case (.waitUntil(let end), .notAuthorized): exchange.leave(.locked, number: end.milliseconds)
        case (.waitUntil(let end), _): exchange.leave(.tooSoon, number: end.milliseconds)
        case (_, .limitExceeded), (_, .tooManyRequests), (_, .forbidden): exchange.leave(.later)
        case (.anotherCode(let left, let isOff), .codeMismatch):
            exchange.leave(isOff ? .clockOff : .wrongCode, number: Int64(left))
        case (.anotherCode(let left, let isOff), .enableSoftwareTokenMFA):
            exchange.leave(isOff ? .clockOff : .wrongCode, number: Int64(left))
        case (.anotherCode, .expiredCode):
            let isUsed = error.message == CognitoError.softwareTokenCodeUsed.message
            exchange.leave(isUsed ? .usedCode : .runOutCode)
        case (_, .softwareTokenMFANotFound), (_, .mfaMethodNotFound): exchange.leave(.switchedOff)
        case (_, .codeDeliveryFailure): exchange.leave(.notSent)
        case (_, .invalidParameter):
            switch exchange.route {
            case .setUpPhone: exchange.leave(.invalidPhone)
            case .setUpEmail: exchange.leave(.invalidEmail)
            default: exchange.leave(.switchedOff)
            }
        default: exchange.leave(.blocked)
        }
        return .redirect(exchange.address(exchange.route))
    }

    private func showCode(_ open: OpenChallenge, _ exchange: Exchange) -> Page {
        let (now, texts) = (exchange.now, theme.texts)
        let source: CodePage.Source
        let destination: String
        switch open.challenge {
        case .smsMFA(let code), .emailOTP(let code): destination = code.delivery.destination
        default: destination = ""
        }
        let sent = open.code.map { max(0, now.duration(since: $0.sentAt).components.seconds) } ?? 0
        let valid = open.code.map { now.seconds(until: $0.expiresAt) } ?? now.seconds(until: open.expiresAt)
        switch open.challenge {
        case .smsMFA: source = .message(to: destination, sentAgo: sent, validFor: valid)
        case .emailOTP: source = .email(to: destination, sentAgo: sent, validFor: valid)
        case .softwareTokenMFA(let app): source = .app(name: app.friendlyDeviceName)
        default: source = .app(name: nil)
        }
        let canSend = open.code?.nextSendAt != nil
        let problems = problems(exchange, lockedUntil: open.lockedUntil)
        return CodePage(
            texts: texts, source: source, target: exchange.target(exchange.route),
            sendAgain: canSend ? exchange.target(.send) : nil,
            change: Self.changeRoute(of: open).map { exchange.address($0) },
            other: open.otherFactors.isEmpty ? nil : exchange.target(.other),
            limits: limits(of: open, exchange).filter { !problems.contains($0) }, help: exchange.address(.help),
            anotherAccount: exchange.target(.end), problems: problems,
            done: exchange.flow?.notice?.kind == .sentAgain ? texts.codes.sentAgain : nil
        ).page
    }

    /// The sentences about what a button does not do yet, or no more.
    private func limits(of open: OpenChallenge, _ exchange: Exchange) -> [String] {
        let texts = theme.texts.codes
        var sentences: [String] = []
        if let code = open.code {
            if let next = code.nextSendAt {
                if next > exchange.now { sentences.append(nextSend(at: next, exchange)) }
            } else {
                sentences.append(texts.noMoreSends)
            }
        }
        if open.switchesLeft == 0 { sentences.append(texts.noMoreSwitches) }
        return sentences
    }

    private func nextSend(at time: UnixTime, _ exchange: Exchange) -> String {
        theme.texts.codes.nextSend(Pieces(texts: theme.texts).words(forSeconds: exchange.now.seconds(until: time)))
    }

    /// The sentences that the last POST left, and that of a lock while it lasts.
    func problems(_ exchange: Exchange, lockedUntil: UnixTime? = nil) -> [String] {
        let (texts, now) = (theme.texts, exchange.now)
        if let lockedUntil, lockedUntil > now { return [lock(until: lockedUntil, exchange)] }
        guard let notice = exchange.flow?.notice else { return [] }
        let time = UnixTime(milliseconds: notice.number)
        switch notice.kind {
        case .wrongCode, .clockOff:
            var sentence = texts.codes.wrong
            if (1...3).contains(notice.number) { sentence += " \(texts.codes.triesLeft(Int(notice.number)))" }
            return notice.kind == .clockOff ? [sentence, texts.codes.clockOff] : [sentence]
        case .malformedCode: return [texts.codes.malformed]
        case .usedCode: return [texts.codes.used]
        case .runOutCode: return [texts.codes.runOut]
        case .tooSoon:
            return time > now ? [nextSend(at: time, exchange)] : []
        case .notSent: return [texts.codes.notSent]
        case .noMoreSends: return [texts.codes.noMoreSends]
        case .noMoreSwitches: return [texts.codes.noMoreSwitches]
        case .tooManyCodes: return [texts.endings.tooManyCodes]
        case .chooseFirst: return [texts.codes.chooseFirst]
        case .newKey: return [texts.setUp.newKey]
        case .switchedOff: return [texts.setUp.switchedOff]
        case .invalidPhone: return [texts.setUp.phoneInvalid]
        case .invalidEmail: return [texts.setUp.emailInvalid]
        case .later: return [texts.endings.later]
        case .locked: return time > now ? [lock(until: time, exchange)] : []
        case .blocked: return [blocked]
        case .sentAgain, .changed, .passwordChanged, .confirmed, .signedOut, .resetRequired, .unconfirmed,
            .phoneVerified:
            return []
        }
    }
}

extension Challenge {
    /// The user's real name.
    var username: Username? {
        switch self {
        case .smsMFA(let code), .emailOTP(let code): code.username
        case .softwareTokenMFA(let app): app.username
        case .selectMFAType(let choice): choice.username
        case .mfaSetup(let setup): setup.username
        case .newPasswordRequired(let new): new.username
        @unknown default: nil
        }
    }
}
