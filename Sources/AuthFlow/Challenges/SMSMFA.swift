import CognitoMFACore
import UserPoolModel

/// SMS_MFA: the code of a text message.
///
/// The challenge shows a ``Challenge/CodeDelivery``.
struct SMSMFAAnswer: ChallengeAnswerRules {
    static let challengeName = ChallengeName.smsMFA
    static let isLockedWithCodes = true

    let code: OneTimeCode

    init(_ code: OneTimeCode) { self.code = code }

    init(_ responses: RequestParameters) throws(CognitoError) {
        self.init(OneTimeCode(try responses.required(ChallengeParameter.smsMFACode)))
    }

    var answer: ChallengeAnswer { .smsMFA(code: code) }
    var responses: RequestParameters { [ChallengeParameter.smsMFACode: code.text] }

    func submit(
        _ new: NewPassword?, session: ChallengeSession, to machine: inout AuthMachine, in context: SignInContext
    ) -> SignInAction {
        machine.codeSubmitted(code, of: .sms, session: session, in: context)
    }
}
