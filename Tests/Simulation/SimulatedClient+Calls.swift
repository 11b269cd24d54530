import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import Synchronization
import UserPoolModel

// The calls of the library for requests, and the library's answers in the clients' terms.
extension SimulatedClient {
    func send(_ request: Request, _ step: Plan.Step, _ page: Page?) async -> Answer {
        let pool = world.service(of: step.process).pool(Stage.poolID, client: Stage.clientID)
        do {
            let answer = try await call(request, on: page, in: pool)
            return answer
        } catch {
            recordTexts(of: error)
            return .refused(error.code.rawValue, error.message)
        }
    }

    private func recordTexts(of value: some Sendable) {
        guard world.plan.recordsTexts else { return }
        var text = ""
        dump(value, to: &text)
        let texts = [text, String(describing: value), String(reflecting: value)]
        world.state.withLock { $0.clients[number].texts += texts }
    }

    private func call(_ request: Request, on page: Page?, in pool: UserPool) async throws(CognitoError) -> Answer {
        let user = Username(script.user)
        switch request {
        case .signIn(let password):
            let isTrusted = script.role == .administrator
            let password = Password(password)
            if let page {
                return answer(try await pool.signInBrowser(user, password: password, replacing: page.former))
            }
            return answer(
                isTrusted
                    ? try await pool.admin.signIn(user, password: password)
                    : try await pool.signIn(user, password: password))
        case .answer(let session, let factor, let code):
            let code = OneTimeCode(code.text)
            return try await respond(
                to: session, with: factor == .app ? .softwareTokenMFA(code: code) : .smsMFA(code: code), on: page, pool)
        case .choose(let session, let factor):
            return try await respond(
                to: session, with: .selectMFAType(factor == .app ? .softwareToken : .sms), on: page, pool)
        case .finishSetUp(let session): return try await respond(to: session, with: .mfaSetup, on: page, pool)
        case .useAnotherFactor(let session, let factor):
            let type: MFAType? = factor.map { $0 == .app ? .softwareToken : .sms }
            let next = try await pool.useAnotherFactor(SessionHandle(session), type)
            guard world.shows(.switchGrants, to: number) else { return answer(next) }
            // The planted bug: the answer is that of a sign-in without a factor.
            world.showsPoolOff(to: number)
            return answer(try await pool.signIn(user, password: Password(person.passwords[0])))
        case .reauthenticate(let browser, let password):
            return answer(try await pool.reauthenticate(BrowserSession(browser), password: Password(password)))
        case .associate(let bearer):
            let association = try await pool.associateSoftwareToken(authorization(of: bearer))
            recordTexts(of: association)
            change { $0.secrets[association.secretCode] = association.secret.bytes }
            return .secret(association.secretCode, session: association.session?.text)
        case .verify(let bearer, let code):
            let session = try await pool.verifySoftwareToken(authorization(of: bearer), code: OneTimeCode(code.text))
            return session.map { .session($0.text) } ?? .done
        case .refresh(let token):
            let result = try await pool.refresh(RefreshToken(token))
            recordTexts(of: result)
            return .tokens(access: result.accessToken.text, refresh: result.refreshToken?.text)
        case .describe(let token?): return view(try await pool.user(credential(token)), isEnabled: false)
        case .describe(nil): return view(try await pool.admin.user(user), isEnabled: true)
        default:
            try await change(request, in: pool)
            return .done
        }
    }

    /// Makes a call that answers nothing but success.
    private func change(_ request: Request, in pool: UserPool) async throws(CognitoError) {
        let user = Username(script.user)
        switch request {
        case .sendNewCode(let session): _ = try await pool.sendNewCode(SessionHandle(session))
        case .readBrowser(let browser): recordTexts(of: try await pool.signedInBrowser(BrowserSession(browser)))
        case .endBrowser(let browser): try await pool.endBrowserSession(BrowserSession(browser))
        case .removeApp(let token?, let password):
            try await pool.removeSoftwareToken(credential(token), password: Password(password ?? ""))
        case .removeApp: try await pool.admin.deleteSoftwareToken(user)
        case .prefer(let token?, let preferences):
            try await pool.setMFAPreference(
                credential(token), sms: preferences[.sms]?.setting, softwareToken: preferences[.app]?.setting)
        case .prefer(nil, let preferences):
            try await pool.admin.setMFAPreference(
                user, sms: preferences[.sms]?.setting, softwareToken: preferences[.app]?.setting)
        case .changePassword(let token, let old, let new):
            try await pool.changePassword(credential(token), from: Password(old), to: Password(new))
        case .setPassword(let password): try await pool.admin.setPassword(user, Password(password))
        case .resetPassword: try await pool.admin.resetPassword(user)
        case .recover(let code, let password):
            try await pool.confirmForgotPassword(user, code: OneTimeCode(code.text), password: Password(password))
        case .revoke(let token): try await pool.signOut(RefreshToken(token))
        case .signOut(let token?): try await pool.signOutEverywhere(credential(token))
        case .signOut: try await pool.admin.signOutEverywhere(user)
        case .setNumber(let token?, let number, _):
            try await pool.updateAttributes(credential(token), [.phoneNumber: number])
        case .setNumber(nil, let number, let isVerified):
            try await pool.admin.updateAttributes(
                user, [.phoneNumber: number, .phoneNumberVerified: isVerified ? "true" : "false"])
        case .askNumberCode(let token):
            try await pool.sendVerificationCode(credential(token), for: .phoneNumber)
        case .verifyNumber(let token, let code):
            try await pool.verifyAttribute(credential(token), .phoneNumber, code: OneTimeCode(code.text))
        case .enable(let isEnabled):
            if isEnabled { try await pool.admin.enableUser(user) } else { try await pool.admin.disableUser(user) }
        case .unlock: try await pool.admin.unlock(user)
        case .create(let password, let number):
            try await pool.admin.createUser(
                user, password: Password(password), attributes: number.map { [.phoneNumber: $0] } ?? [:])
        case .delete(let token?): try await pool.deleteUser(credential(token))
        case .delete: try await pool.admin.deleteUser(user)
        case .configure(let rule): try await pool.admin.setMFA(rule.configuration)
        case .join(let group): try await pool.admin.addUser(user, to: GroupName(group))
        case .leave(let group): try await pool.admin.removeUser(user, from: GroupName(group))
        case .createGroup(let group): try await pool.admin.createGroup(GroupName(group))
        case .deleteGroup(let group): try await pool.admin.deleteGroup(GroupName(group))
        default: break
        }
    }

    private func respond(
        to session: String, with response: ChallengeAnswer, on page: Page?, _ pool: UserPool
    ) async throws(CognitoError) -> Answer {
        let user = Username(script.user)
        guard let page else {
            return answer(try await pool.respond(to: SessionHandle(session), with: response, as: user))
        }
        return answer(
            try await pool.respondInBrowser(
                to: SessionHandle(session), with: response, as: user, replacing: page.former))
    }

    private func answer(_ outcome: AuthOutcome) -> Answer {
        recordTexts(of: outcome)
        return switch outcome {
        case .authenticated(let result):
            .tokens(access: result.accessToken.text, refresh: result.refreshToken?.text)
        case .challenged(let challenge): answer(challenge)
        }
    }

    private func answer(_ outcome: BrowserOutcome) -> Answer {
        recordTexts(of: outcome)
        return switch outcome {
        case .signedIn(let session): .browser(session.text)
        case .challenged(let challenge): answer(challenge)
        }
    }

    private func answer(_ challenge: Challenge) -> Answer {
        let kind: Answer.Challenge =
            switch challenge.name {
            case .smsMFA: .sms
            case .softwareTokenMFA: .app
            case .selectMFAType: .choice
            default: .setUp
            }
        return .challenge(kind, session: challenge.session.text)
    }

    private func authorization(of bearer: Request.Bearer) -> UserAuthorization {
        switch bearer {
        case .token(let token): .accessToken(credential(token))
        case .session(let session): .session(SessionHandle(session))
        }
    }

    private func view(_ user: UserSummary, isEnabled: Bool) -> Answer {
        recordTexts(of: user)
        return .user(
            Answer.UserView(
                number: user.attributes[.phoneNumber],
                isNumberVerified: user.attributes[.phoneNumberVerified] == "true",
                switchedOn: Set(
                    user.userMFASettingList.compactMap { $0 == .sms ? .sms : $0 == .softwareToken ? .app : nil }),
                isEnabled: isEnabled ? user.isEnabled : nil))
    }
}

extension Page {
    fileprivate var former: BrowserSession? { replaced.map { BrowserSession($0) } }
}

extension Request.Preference {
    fileprivate var setting: MFAPreference {
        switch self {
        case .off: .disabled
        case .on: .enabled
        case .preferred: .preferred
        }
    }
}
