import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

extension HostedUI {
    /// S8: the choice of a factor to set up.
    func setUp(_ exchange: inout Exchange) async -> Reply {
        guard exchange.isPost else { return await onOpenChallenge(&exchange, showSetUp) }
        guard let handle = exchange.flow?.handle else { return .ending(.expired) }
        do throws(CognitoError) {
            guard case .mfaSetup(let setup) = try await exchange.pool.challenge(of: handle).challenge else {
                return .redirect(exchange.address(.setUp))
            }
            let only = setup.choices.count == 1 ? setup.choices[0] : nil
            switch exchange.form["factor"].map({ MFAType(rawValue: $0) }) ?? only {
            case nil:
                exchange.leave(.chooseFirst)
                return .redirect(exchange.address(.setUp))
            case .softwareToken:
                let next = try await exchange.pool.associateSoftwareToken(in: handle).session
                exchange.changeFlow { $0.handle = next }
                return .redirect(exchange.address(.setUpApp))
            case .sms: return .redirect(exchange.address(.setUpPhone))
            case .email: return .redirect(exchange.address(.setUpEmail))
            default: return .ending(.refused)
            }
        } catch {
            return refusal(of: error, &exchange)
        }
    }

    private func showSetUp(_ open: OpenChallenge, _ exchange: Exchange) -> Page {
        let texts = theme.texts
        var choices: [MFAType] = []
        if case .mfaSetup(let setup) = open.challenge { choices = setup.choices }
        guard !choices.isEmpty else {
            return MessagePage(
                texts: texts, title: texts.setUp.title, sentences: [texts.setUp.nothing, peopleToAsk],
                action: (texts.general.startAgain, exchange.start)
            ).page
        }
        return ChoicePage(
            texts: texts, title: texts.setUp.title, introduction: texts.setUp.why,
            choices: choices.map { choice($0) }, target: exchange.target(.setUp),
            anotherAccount: exchange.target(.end), problem: problems(exchange).first
        ).page
    }

    /// S9: the QR code, the key, and the first code of the app.
    func setUpApp(_ exchange: inout Exchange) async -> Reply {
        guard let handle = exchange.flow?.handle else { return .ending(.expired) }
        guard exchange.isPost else { return await showSetUpApp(handle, &exchange) }
        do throws(CognitoError) {
            switch exchange.form["action"] {
            case nil: break
            case "cancel": return try await cancelSetUp(handle, &exchange)
            default: return .ending(.refused)
            }
            let device = exchange.form["device"] ?? ""
            let next = try await exchange.pool.verifySoftwareToken(
                in: handle, code: OneTimeCode(typed: exchange.form["code"] ?? ""),
                friendlyDeviceName: device.isEmpty ? nil : device)
            exchange.changeFlow { $0.handle = next }
            return enter(try await response(to: next, .mfaSetup, exchange), &exchange)
        } catch {
            return error.spendsKey ? await newKey(handle, &exchange) : refusal(of: error, &exchange)
        }
    }

    /// E11: the secret is gone after ten wrong codes, so the page shows another one.
    private func newKey(_ handle: SessionHandle, _ exchange: inout Exchange) async -> Reply {
        do throws(CognitoError) {
            let next = try await exchange.pool.associateSoftwareToken(in: handle).session
            exchange.changeFlow {
                $0.handle = next
                $0.notice = Notice(.newKey)
            }
            return .redirect(exchange.address(.setUpApp))
        } catch {
            return refusal(of: error, &exchange)
        }
    }

    private func cancelSetUp(
        _ handle: SessionHandle, _ exchange: inout Exchange
    ) async throws(CognitoError) -> Reply {
        guard let challenge = try await exchange.pool.cancelSetup(handle)?.challenge else {
            exchange.endFlow()
            return .redirect(exchange.start)
        }
        return enter(challenge, &exchange)
    }

    private func showSetUpApp(_ handle: SessionHandle, _ exchange: inout Exchange) async -> Reply {
        do throws(CognitoError) {
            let open = try await exchange.pool.challenge(of: handle)
            guard case .mfaSetup = open.challenge else {
                return Self.route(of: open.challenge).map { .redirect(exchange.address($0)) } ?? .ending(.fault)
            }
            let association = try await exchange.pool.pendingSoftwareToken(of: handle)
            return .page(
                appPage(
                    association, target: exchange.target(.setUpApp), introduction: theme.texts.setUp.why,
                    problems: problems(exchange)))
        } catch {
            // Without a secret the choice comes first.
            guard error.code == .invalidParameter else { return deadSession(error, &exchange) }
            return .redirect(exchange.address(.setUp))
        }
    }

    /// Returns the page with the QR code and the key of a secret.
    func appPage(
        _ association: SoftwareTokenAssociation, target: FormTarget, introduction: String, problems: [String]
    ) -> Page {
        let uri = association.keyURI.text
        return AppSetUpPage(
            texts: theme.texts, key: association.secretCode, uri: uri, picture: QRPicture.address(of: uri),
            target: target, introduction: introduction, problems: problems
        ).page
    }

    /// S10: the number or the address for codes.
    func setUpDestination(_ exchange: inout Exchange) async -> Reply {
        let isEmail = exchange.route == .setUpEmail
        guard exchange.isPost else {
            return await onOpenChallenge(&exchange, among: [.setUp]) { open, exchange in
                DestinationPage(
                    texts: theme.texts, isEmail: isEmail,
                    introduction: isEmail ? [] : [theme.texts.setUp.phoneWhy], target: exchange.target(exchange.route),
                    problem: problems(exchange).first, back: exchange.address(.setUp),
                    anotherAccount: exchange.target(.end)
                ).page
            }
        }
        guard !isEmail else {
            let address = exchange.form["email"] ?? ""
            guard (try? EmailAddress(address)) != nil else {
                exchange.leave(.invalidEmail)
                return .redirect(exchange.address(.setUpEmail))
            }
            return await respond(.mfaSetupByEmail(address), &exchange)
        }
        guard let number = PhoneNumber(typed: exchange.form["phone"] ?? "") else {
            exchange.leave(.invalidPhone)
            return .redirect(exchange.address(.setUpPhone))
        }
        return await respond(.mfaSetupBySMS(number), &exchange)
    }
}

extension CognitoError {
    /// True for the last wrong code of a secret, and for any code after it.
    var spendsKey: Bool {
        switch (code, advice) {
        case (.tooManyRequests, .newSignIn), (.enableSoftwareTokenMFA, .anotherCode(attemptsLeft: 0, _)): true
        default: false
        }
    }
}

extension PhoneNumber {
    /// Reads a number as people type it: spaces, brackets, dots and hyphens are passed over.
    init?(typed: String) {
        var text = String.UnicodeScalarView()
        for scalar in OneTimeCode(typed: typed).text.unicodeScalars where !"().\u{00AD}".unicodeScalars.contains(scalar)
        {
            text.append(scalar)
        }
        guard let number = try? PhoneNumber(String(text)) else { return nil }
        self = number
    }
}
