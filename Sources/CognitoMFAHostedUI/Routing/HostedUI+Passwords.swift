import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

extension HostedUI {
    /// S2: a password of the user's own, in place of a temporary one.
    func newPassword(_ exchange: inout Exchange) async -> Reply {
        guard exchange.isPost else {
            return await onOpenChallenge(&exchange) { open, exchange in newPasswordPage(open, exchange) }
        }
        guard let handle = exchange.flow?.handle else { return .ending(.expired) }
        let password = exchange.form["password"] ?? ""
        var attributes: UserAttributes = [:]
        for (name, value) in exchange.form where name.hasPrefix("attribute-") && !value.isEmpty {
            attributes[AttributeName(rawValue: String(name.dropFirst(10)))] = value
        }
        do throws(CognitoError) {
            let answer = ChallengeAnswer.newPassword(Password(password), attributes: attributes)
            return enter(try await response(to: handle, answer, exchange), &exchange)
        } catch {
            guard let problem = passwordProblem(error, password, exchange) ?? valueProblem(error) else {
                return refusal(of: error, &exchange)
            }
            do throws(CognitoError) {
                let open = try await exchange.pool.challenge(of: handle)
                let isOfPassword = error.code != .invalidParameter
                return .page(
                    newPasswordPage(
                        open, exchange, passwordProblem: isOfPassword ? problem : nil,
                        problem: isOfPassword ? nil : problem),
                    status: 422)
            } catch {
                return deadSession(error, &exchange)
            }
        }
    }

    private func newPasswordPage(
        _ open: OpenChallenge, _ exchange: Exchange, passwordProblem: String? = nil, problem: String? = nil
    ) -> Page {
        var missing: [AttributeName] = []
        var account: String?
        if case .newPasswordRequired(let new) = open.challenge {
            (missing, account) = (new.requiredAttributes, new.username.text)
        }
        let texts = theme.texts
        return PasswordPage(
            texts: texts, title: texts.passwords.newTitle, introduction: texts.passwords.newWhy,
            rules: rules(exchange), target: exchange.target(.newPassword), account: account,
            attributes: missing.map { name in
                let value = exchange.form["attribute-\(name.rawValue)"]
                return (name.rawValue, value ?? "", value == "" ? texts.passwords.value : nil)
            }, passwordProblem: passwordProblem, problem: problem ?? problems(exchange).first,
            anotherAccount: exchange.target(.end)
        ).page
    }

    /// The policy of the pool in words.
    func rules(_ exchange: Exchange) -> [String] { exchange.settings.passwordPolicy.sentences(theme.texts.passwords) }

    /// The sentence for a password that is refused; nil for another error.
    func passwordProblem(_ error: CognitoError, _ password: String, _ exchange: Exchange) -> String? {
        let texts = theme.texts.passwords
        switch error.code {
        case .passwordHistoryPolicyViolation: return texts.usedBefore
        case .invalidPassword:
            let broken = exchange.settings.passwordPolicy.sentences(texts, brokenBy: password)
            return broken.isEmpty ? texts.refused : texts.lacks(broken.joined(separator: ", "))
        // A password that no pool takes, such as an empty one.
        case .invalidParameter where password.isEmpty:
            return texts.lacks(exchange.settings.passwordPolicy.sentences(texts, brokenBy: "").joined(separator: ", "))
        default: return nil
        }
    }

    private func valueProblem(_ error: CognitoError) -> String? {
        error.code == .invalidParameter ? theme.texts.signUp.invalid : nil
    }

    /// F1: a name, to send a code; the answer is the same for a name that nobody has.
    func forgotPassword(_ exchange: inout Exchange) async -> Reply {
        let texts = theme.texts
        func page(_ exchange: Exchange, problem: String? = nil, name: String = "") -> Page {
            NamePage(
                texts: texts, target: exchange.target(.forgotPassword), nameIsEmail: exchange.nameIsEmail, name: name,
                problem: problem, back: exchange.start,
                notice: exchange.flow?.notice?.kind == .resetRequired ? texts.passwords.resetRequired : nil
            ).page
        }
        guard exchange.isPost else { return .page(page(exchange, name: exchange.flow?.name ?? "")) }
        // The form of another code has no name: the flow knows it, unless it has been lost.
        let isAgain = exchange.form["username"] == nil
        guard let name = exchange.form["username"] ?? exchange.flow?.name, !name.isEmpty else {
            return .page(page(exchange, problem: texts.passwords.value), status: 422)
        }
        do throws(CognitoError) {
            try await exchange.pool.forgotPassword(Username(name))
        } catch {
            switch (error.code, error.advice) {
            case (_, .repeatCall): return .ending(.fault)
            case (.limitExceeded, _), (.tooManyRequests, _), (.forbidden, _):
                guard isAgain else {
                    return .page(page(exchange, problem: texts.endings.later, name: name), status: 429)
                }
                exchange.leave(.later)
                return .redirect(exchange.address(.confirmForgotPassword))
            default: break
            }
        }
        exchange.changeFlow {
            $0.name = name
            if isAgain { $0.notice = Notice(.sentAgain) }
        }
        return .redirect(exchange.address(.confirmForgotPassword))
    }

    /// F2: the code and the new password.
    func confirmForgotPassword(_ exchange: inout Exchange) async -> Reply {
        guard exchange.isPost else { return .page(resetPage(exchange)) }
        let password = exchange.form["password"] ?? ""
        let texts = theme.texts
        guard let name = exchange.flow?.name ?? exchange.form["username"], !name.isEmpty else {
            return .page(resetPage(exchange, nameProblem: texts.passwords.value), status: 422)
        }
        do throws(CognitoError) {
            try await exchange.pool.confirmForgotPassword(
                Username(name), code: OneTimeCode(typed: exchange.form["code"] ?? ""), password: Password(password))
        } catch {
            if case .repeatCall = error.advice { return .ending(.fault) }
            if let problem = passwordProblem(error, password, exchange) {
                return .page(resetPage(exchange, passwordProblem: problem), status: 422)
            }
            switch error.code {
            case .codeMismatch: return .page(resetPage(exchange, codeProblem: texts.codes.wrong), status: 422)
            case .expiredCode: return .page(resetPage(exchange, codeProblem: texts.codes.runOut), status: 422)
            case .limitExceeded, .tooManyRequests, .forbidden:
                return .page(resetPage(exchange, problem: texts.endings.later), status: 429)
            default: return .page(resetPage(exchange, codeProblem: codeShape(error)), status: 422)
            }
        }
        exchange.changeFlow {
            $0.name = nil
            $0.notice = Notice(.passwordChanged)
        }
        return .redirect(exchange.address(.signIn))
    }

    /// The sentence for a code that has not six digits, or for one that is wrong in a way that is nobody's business.
    func codeShape(_ error: CognitoError) -> String {
        if case .correctCode = error.advice { theme.texts.codes.malformed } else { theme.texts.codes.wrong }
    }

    private func resetPage(
        _ exchange: Exchange, codeProblem: String? = nil, passwordProblem: String? = nil, problem: String? = nil,
        nameProblem: String? = nil
    ) -> Page {
        let texts = theme.texts
        let known = exchange.flow?.name != nil
        return PasswordPage(
            texts: texts, title: texts.passwords.forgottenTitle, introduction: texts.passwords.onItsWay,
            rules: rules(exchange), target: exchange.target(.confirmForgotPassword),
            name: known ? nil : exchange.form["username"] ?? "", account: exchange.flow?.name,
            nameProblem: nameProblem, asksCode: true, codeProblem: codeProblem, passwordProblem: passwordProblem,
            problem: problem ?? problems(exchange).first,
            done: exchange.flow?.notice?.kind == .sentAgain ? texts.passwords.sentAgain : nil,
            sendAgain: known ? exchange.target(.forgotPassword) : nil
        ).page
    }
}

extension PasswordPolicy {
    /// The rules in words.
    fileprivate func sentences(_ texts: Texts.Passwords) -> [String] {
        [
            texts.length(minimumLength), requireUppercase ? texts.upper : nil, requireLowercase ? texts.lower : nil,
            requireNumbers ? texts.digit : nil, requireSymbols ? texts.symbol : nil,
        ].compactMap(\.self)
    }

    /// The rules that a password breaks, in words: each is asked alone.
    fileprivate func sentences(_ texts: Texts.Passwords, brokenBy password: String) -> [String] {
        func breaks(_ change: (inout PasswordPolicy) -> Void) -> Bool {
            var alone = PasswordPolicy(
                minimumLength: 0, requireUppercase: false, requireLowercase: false, requireNumbers: false,
                requireSymbols: false)
            change(&alone)
            return (try? alone.validate(Password(password), for: .replacement)) == nil
        }
        return [
            breaks { $0.minimumLength = minimumLength } ? texts.length(minimumLength) : nil,
            breaks { $0.requireUppercase = requireUppercase } ? texts.upper : nil,
            breaks { $0.requireLowercase = requireLowercase } ? texts.lower : nil,
            breaks { $0.requireNumbers = requireNumbers } ? texts.digit : nil,
            breaks { $0.requireSymbols = requireSymbols } ? texts.symbol : nil,
        ].compactMap(\.self)
    }
}
