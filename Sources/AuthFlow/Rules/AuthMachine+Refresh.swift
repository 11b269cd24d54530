import CognitoMFACore
package import UserPoolModel

extension AuthMachine {
    /// The reason for which the user's record no longer backs a family of tokens, or nil.
    package func refusal(of family: FamilyRecord) -> CognitoError? {
        if !record.isEnabled { return .userDisabled }
        if !record.honours(family.id, madeUnder: family.generation) { return .revokedRefreshToken }
        return record.statusRefusal
    }
}
