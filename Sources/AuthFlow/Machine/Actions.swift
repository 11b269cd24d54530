package import CognitoMFACore
package import UserPoolModel

/// What the shell does once a machine's record is stored.
package protocol MachineAction: Sendable {
    /// Whether it lets out tokens: such a one is never repeated from the ring.
    var isGrant: Bool { get }
}

extension MachineAction {
    package var isGrant: Bool { false }
}

/// What a step of a sign-in leads to.
package enum SignInAction: MachineAction, Equatable {
    case grant(TokenGrant)
    case challenge(ChallengeSession)
    case sendCode(SMSMessage, then: ChallengeSession)
    case refuse(CognitoError)
    /// The password was judged against a hash that is no longer the user's.
    case verifyAgain

    package var isGrant: Bool { if case .grant = self { true } else { false } }
}

/// What AssociateSoftwareToken leads to.
package enum AssociateAction: MachineAction, Equatable {
    /// The secret to show, and the next session in the session variant.
    case associated(SharedSecret, ChallengeSession?)
    case refuse(CognitoError)
}

/// What VerifySoftwareToken leads to.
package enum VerifyAction: MachineAction, Equatable {
    /// The token is verified; the next session in the session variant.
    case verified(ChallengeSession?)
    case refuse(CognitoError)
}

/// What every other event leads to.
package enum ChangeAction: MachineAction, Equatable {
    case done
    case refuse(CognitoError)
}
