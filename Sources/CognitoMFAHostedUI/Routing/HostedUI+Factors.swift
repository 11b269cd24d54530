import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

extension HostedUI {
    /// S3a: another code of the same session.
    func sendAgain(_ exchange: inout Exchange) async -> Reply {
        guard let handle = exchange.flow?.handle else { return .ending(.expired) }
        do throws(CognitoError) {
            let former = try await exchange.pool.challenge(of: handle).code
            let open = try await exchange.pool.sendNewCode(handle)
            guard let route = Self.route(of: open.challenge) else { return .ending(.fault) }
            // Profile classic is silent about a message that was refused; the code of before is good again.
            let isAsBefore =
                former?.expiresAt == open.code?.expiresAt && former.map { $0.expiresAt < open.expiresAt } == true
            exchange.leave(isAsBefore ? .notSent : .sentAgain)
            return .redirect(exchange.address(route))
        } catch {
            return await back(error, &exchange)
        }
    }

    /// S3b: the choice among factors, or the only other one.
    func useAnotherFactor(_ exchange: inout Exchange) async -> Reply {
        guard let handle = exchange.flow?.handle else { return .ending(.expired) }
        do throws(CognitoError) {
            let others = try await exchange.pool.challenge(of: handle).otherFactors
            let only = others.count == 1 ? others[0] : nil
            let outcome = try await exchange.pool.useAnotherFactor(handle, only)
            guard let challenge = outcome.challenge else { return .ending(.fault) }
            return enter(challenge, &exchange)
        } catch {
            return await back(error, &exchange)
        }
    }

    /// Leaves the sentence of a refusal, and leads back to the page of the open challenge.
    private func back(_ error: CognitoError, _ exchange: inout Exchange) async -> Reply {
        let reply = refusal(of: error, &exchange)
        guard case .redirect(exchange.address(exchange.route)) = reply, let handle = exchange.flow?.handle else {
            return reply
        }
        do throws(CognitoError) {
            let open = try await exchange.pool.challenge(of: handle)
            if exchange.route == .other, open.switchesLeft == 0 { exchange.leave(.noMoreSwitches) }
            return Self.route(of: open.challenge).map { .redirect(exchange.address($0)) } ?? .ending(.fault)
        } catch {
            return deadSession(error, &exchange)
        }
    }

    /// S5: the choice among factors.
    func choose(_ exchange: inout Exchange) async -> Reply {
        guard exchange.isPost else { return await onOpenChallenge(&exchange, showChoice) }
        guard let factor = exchange.form["factor"] else {
            exchange.leave(.chooseFirst)
            return .redirect(exchange.address(.choose))
        }
        let type = MFAType(rawValue: factor)
        guard [MFAType.sms, .email, .softwareToken].contains(type) else { return .ending(.refused) }
        return await respond(.selectMFAType(type), &exchange)
    }

    private func showChoice(_ open: OpenChallenge, _ exchange: Exchange) -> Page {
        ChoicePage(
            texts: theme.texts, title: theme.texts.codes.chooseTitle,
            choices: open.choices.map { choice($0.type, detail: $0.detail) },
            target: exchange.target(.choose), help: exchange.address(.help), anotherAccount: exchange.target(.end),
            problem: problems(exchange, lockedUntil: open.lockedUntil).first
        ).page
    }

    func choice(_ factor: MFAType, detail: String? = nil) -> ChoicePage.Choice {
        let texts = theme.texts.codes
        let name =
            switch factor {
            case .sms: texts.byMessage
            case .email: texts.byEmail
            default: texts.byApp
            }
        return ChoicePage.Choice(value: factor.rawValue, name: name, detail: detail)
    }

    /// S7: help for a lost phone.
    func help(_ exchange: inout Exchange) async -> Reply {
        let texts = theme.texts
        var sentences = [peopleToAsk, texts.help.identity]
        var back = exchange.start
        if let handle = exchange.flow?.handle, let open = try? await exchange.pool.challenge(of: handle) {
            if !open.otherFactors.isEmpty { sentences.insert(texts.help.tryOther, at: 0) }
            if let route = Self.route(of: open.challenge) { back = exchange.address(route) }
        }
        return .page(
            MessagePage(
                texts: texts, title: texts.help.title, sentences: sentences, back: (texts.general.back, back)
            ).page)
    }

    /// Ends the sign-in of this tab, for another account.
    func endSignIn(_ exchange: inout Exchange) async -> Reply {
        if let handle = exchange.flow?.handle {
            do throws(CognitoError) {
                try await exchange.pool.endSignIn(handle)
            } catch {
                // A session that is over already is what was asked for.
                if case .repeatCall = error.advice { return .ending(.fault) }
            }
        }
        exchange.endFlow()
        return .redirect(exchange.start)
    }
}
