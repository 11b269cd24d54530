package import AuthFlow
package import CognitoMFACore
import UserPoolModel

extension AuthMachine {
    /// Answers with a code that was sent, by text message or by e-mail.
    package mutating func sentCodeSubmitted(
        _ code: OneTimeCode, session: ChallengeSession, in context: SignInContext
    ) -> SignInAction {
        guard let sent = session.state.sentCode else {
            return codeSubmitted(code, of: .sms, session: session, in: context)
        }
        return codeSubmitted(code, of: sent.destination.factor, session: session, in: context)
    }

    /// Answers with a code of the authenticator app.
    package mutating func softwareTokenCodeSubmitted(
        _ code: OneTimeCode, session: ChallengeSession, in context: SignInContext
    ) -> SignInAction {
        codeSubmitted(code, of: .softwareToken, session: session, in: context)
    }
}
