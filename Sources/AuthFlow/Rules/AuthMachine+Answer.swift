import CognitoMFACore
import UserPoolModel

extension AuthMachine {
    /// Takes the answer to a challenge as the event it is.
    ///
    /// - Parameter new: the hashes of a new password, for an answer that sets one.
    package mutating func answered(
        _ answer: ChallengeAnswer, _ new: NewPassword?, session: ChallengeSession, in context: SignInContext
    ) -> SignInAction {
        switch answer {
        case .smsMFA(let code): codeSubmitted(code, of: .sms, session: session, in: context)
        case .emailOTP(let code): codeSubmitted(code, of: .email, session: session, in: context)
        case .softwareTokenMFA(let code): codeSubmitted(code, of: .softwareToken, session: session, in: context)
        case .selectMFAType(let factor): mfaTypeSelected(factor, session: session, in: context)
        case .mfaSetup: mfaSetupFinished(session: session, in: context)
        case .mfaSetupByEmail(let address): emailSetUp(address, session: session, in: context)
        case .newPassword(_, let attributes):
            new.map { newPasswordSubmitted($0, attributes: attributes, session: session, in: context) }
                ?? .refuse(.invalidSession)
        }
    }
}
