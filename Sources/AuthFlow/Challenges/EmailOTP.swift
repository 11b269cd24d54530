import CognitoMFACore
import UserPoolModel

/// EMAIL_OTP: the code of an e-mail.
///
/// The challenge shows a ``Challenge/CodeDelivery``.
struct EmailOTPAnswer: ChallengeAnswerRules {
    static let challengeName = ChallengeName.emailOTP
    static let isLockedWithCodes = true

    let code: OneTimeCode

    init(_ code: OneTimeCode) { self.code = code }

    init(_ responses: RequestParameters) throws(CognitoError) {
        self.init(OneTimeCode(try responses.required(ChallengeParameter.emailOTPCode)))
    }

    var answer: ChallengeAnswer { .emailOTP(code: code) }
    var responses: RequestParameters { [ChallengeParameter.emailOTPCode: code.text] }

    func submit(
        _ new: NewPassword?, session: ChallengeSession, to machine: inout AuthMachine, in context: SignInContext
    ) -> SignInAction {
        machine.codeSubmitted(code, of: .email, session: session, in: context)
    }
}
