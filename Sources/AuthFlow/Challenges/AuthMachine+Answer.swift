import CognitoMFACore
import UserPoolModel

extension AuthMachine {
    /// Takes the answer to a challenge as the event it is.
    ///
    /// - Parameter new: the hashes of a new password, for an answer that sets one.
    package mutating func answered(
        _ answer: ChallengeAnswer, _ new: NewPassword?, session: ChallengeSession, in context: SignInContext
    ) -> SignInAction {
        answer.rules.submit(new, session: session, to: &self, in: context)
    }
}
