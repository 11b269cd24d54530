import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAService
import UserPoolModel

extension HostedUI {
    /// U3: another phone number.
    func phone(_ token: AccessToken, _ exchange: inout Exchange) async throws(CognitoError) -> Reply {
        guard theme.usersChangePhone else { return .ending(.absent) }
        let hasPhone = try await service.accountSecurity(of: token).user.attributes[.phoneNumber] != nil
        func page(_ exchange: Exchange, problem: String? = nil) -> Page {
            let texts = theme.texts
            return DestinationPage(
                texts: texts, isEmail: false,
                introduction: [texts.setUp.phoneWhy] + (hasPhone ? [texts.account.oldPhoneStays] : []),
                target: exchange.target(.phone), value: exchange.form["phone"] ?? "", problem: problem,
                back: exchange.address(.security)
            ).page
        }
        guard exchange.isPost else { return .page(page(exchange)) }
        guard let number = PhoneNumber(typed: exchange.form["phone"] ?? "") else {
            return .page(page(exchange, problem: theme.texts.setUp.phoneInvalid), status: 422)
        }
        do throws(CognitoError) {
            let sent = try await exchange.pool.updateAttributes(
                token, [.phoneNumber: number.e164], verifyingFirst: true)
            exchange.changeFlow { $0.destination = sent.first?.destination }
            return .redirect(exchange.address(.phoneVerify))
        } catch {
            switch error.code {
            case .limitExceeded, .tooManyRequests, .forbidden, .codeDeliveryFailure:
                return .page(page(exchange, problem: theme.texts.endings.later), status: 429)
            case .invalidParameter:
                return .page(page(exchange, problem: theme.texts.setUp.phoneInvalid), status: 422)
            case .aliasExists: return .page(page(exchange, problem: theme.texts.signUp.taken), status: 422)
            default: throw error
            }
        }
    }

    /// U3: the code of the new number.
    func verifyPhone(_ token: AccessToken, _ exchange: inout Exchange) async throws(CognitoError) -> Reply {
        guard theme.usersChangePhone else { return .ending(.absent) }
        func page(_ exchange: Exchange, problem: String? = nil) -> Page {
            let texts = theme.texts
            let sentTo = exchange.flow?.destination.map {
                Pieces(texts: texts).sentence(texts.codes.sentTo, isolating: $0)
            }
            return ConfirmCodePage(
                texts: texts, title: texts.codes.phoneTitle, introduction: sentTo ?? "\(texts.codes.hint)",
                target: exchange.target(.phoneVerify), back: exchange.address(.phone), problem: problem
            ).page
        }
        guard exchange.isPost else { return .page(page(exchange)) }
        do throws(CognitoError) {
            try await exchange.pool.verifyAttribute(
                token, .phoneNumber, code: OneTimeCode(typed: exchange.form["code"] ?? ""))
        } catch {
            let texts = theme.texts
            switch error.code {
            case .codeMismatch: return .page(page(exchange, problem: texts.codes.wrong), status: 422)
            case .expiredCode: return .page(page(exchange, problem: texts.codes.runOut), status: 422)
            case .limitExceeded, .tooManyRequests, .forbidden:
                return .page(page(exchange, problem: texts.endings.later), status: 429)
            case .invalidParameter: return .page(page(exchange, problem: codeShape(error)), status: 422)
            case .aliasExists: return .page(page(exchange, problem: texts.signUp.taken), status: 422)
            default: throw error
            }
        }
        exchange.leave(.phoneVerified)
        return .redirect(exchange.address(.security))
    }

    /// U4: an authenticator app, or another one.
    func accountApp(_ token: AccessToken, _ exchange: inout Exchange) async throws(CognitoError) -> Reply {
        let texts = theme.texts
        let account = try await service.accountSecurity(of: token)
        guard exchange.isPost else {
            guard let pending = account.pending else {
                return .page(
                    StartPage(
                        texts: texts, title: texts.setUp.appTitle,
                        sentences: account.hasSoftwareToken ? [texts.account.oldAppWorks] : [texts.setUp.appWhy],
                        target: exchange.target(.accountApp), back: exchange.address(.security),
                        problem: problems(exchange).first
                    ).page)
            }
            let introduction = account.hasSoftwareToken ? texts.account.oldAppWorks : texts.setUp.appWhy
            return .page(
                appPage(
                    pending, target: exchange.target(.accountApp), introduction: introduction,
                    problems: problems(exchange)))
        }
        switch exchange.form["action"] {
        case "start":
            _ = try await exchange.pool.associateSoftwareToken(token)
            return .redirect(exchange.address(.accountApp))
        case "cancel":
            try await exchange.pool.cancelPendingSoftwareToken(token)
            return .redirect(exchange.address(.security))
        case nil: break
        default: return .ending(.refused)
        }
        guard let code = exchange.form["code"] else { return .ending(.refused) }
        let device = exchange.form["device"] ?? ""
        do throws(CognitoError) {
            try await exchange.pool.verifySoftwareToken(
                token, code: OneTimeCode(typed: code), friendlyDeviceName: device.isEmpty ? nil : device)
            // A first factor is asked for first; another one leaves the choice as it is.
            let isFirst = account.user.preferredMFASetting == nil
            try await exchange.pool.setMFAPreference(token, softwareToken: isFirst ? .preferred : .enabled)
            exchange.leave(.changed)
            return .redirect(exchange.address(.security))
        } catch {
            switch (error.code, error.advice) {
            case _ where error.spendsKey:
                _ = try await exchange.pool.associateSoftwareToken(token)
                exchange.leave(.newKey)
            case (.enableSoftwareTokenMFA, .anotherCode(let left, let isOff)):
                exchange.leave(isOff ? .clockOff : .wrongCode, number: Int64(left))
            case (_, .correctCode): exchange.leave(.malformedCode)
            // The secret was not verified in time, so the page begins again.
            case (.invalidParameter, _), (.softwareTokenMFANotFound, _): exchange.leave(.switchedOff)
            default: throw error
            }
            return .redirect(exchange.address(.accountApp))
        }
    }

    /// U4: the removal of the app.
    func removeApp(_ token: AccessToken, _ exchange: inout Exchange) async throws(CognitoError) -> Reply {
        let texts = theme.texts
        let account = try await service.accountSecurity(of: token)
        guard account.hasSoftwareToken else { return .redirect(exchange.address(.security)) }
        let asksCode = service.profile == .strict
        func page(_ exchange: Exchange, password: String? = nil, code: String? = nil) -> Page {
            let isRequired = exchange.settings.mfa.mode == .on
            return ConfirmPasswordPage(
                texts: texts, title: texts.account.removeTitle,
                sentences: [texts.account.removeThen] + (isRequired ? [texts.account.removeThenSetUp] : []),
                action: texts.account.removeApp, target: exchange.target(.removeApp),
                back: exchange.address(.security), asksCode: asksCode, passwordProblem: password, codeProblem: code
            ).page
        }
        guard exchange.isPost else { return .page(page(exchange)) }
        let password = exchange.form["password"] ?? ""
        guard !password.isEmpty else {
            return .page(page(exchange, password: texts.account.wrongPassword), status: 422)
        }
        let code = asksCode ? exchange.form["code"].map { OneTimeCode(typed: $0) } : nil
        do throws(CognitoError) {
            try await exchange.pool.removeSoftwareToken(token, password: Password(password), code: code)
        } catch {
            switch error.code {
            case .codeMismatch: return .page(page(exchange, code: texts.codes.wrong), status: 422)
            case .expiredCode: return .page(page(exchange, code: texts.codes.used), status: 422)
            default: break
            }
            if case .correctCode = error.advice {
                return .page(page(exchange, code: texts.codes.malformed), status: 422)
            }
            guard let problem = passwordRefusal(error, exchange) else { throw error }
            return .page(page(exchange, password: problem.sentence), status: problem.status)
        }
        exchange.leave(.changed)
        return .redirect(exchange.address(.security))
    }
}
