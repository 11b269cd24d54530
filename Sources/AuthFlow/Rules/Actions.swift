package import CognitoMFACore
package import UserPoolModel

/// The action of the service once a machine's record is stored.
package protocol MachineAction: Sendable {
    /// True for an action that lets out tokens: it is never repeated from the ring.
    var isGrant: Bool { get }
}

extension MachineAction {
    package var isGrant: Bool { false }
}

/// An action of an event that may make an attribute an alias: reservations come first, then the event is verified again.
package protocol ReservingAction: MachineAction {
    static func reserveFirst(_ aliases: [Alias]) -> Self
    /// The aliases to be reserved, if that is what must happen.
    var missingAliases: [Alias]? { get }
}

/// The outcome of a step of a sign-in.
package enum SignInAction: ReservingAction, Equatable {
    case grant(TokenGrant)
    case challenge(ChallengeSession)
    case sendCode(MessageRequest, then: ChallengeSession)
    case refuse(CognitoError)
    /// The password was verified against a hash that is no longer the user's.
    case verifyAgain
    case reserveFirst([Alias])

    package var isGrant: Bool { if case .grant = self { true } else { false } }
    package var missingAliases: [Alias]? { if case .reserveFirst(let aliases) = self { aliases } else { nil } }
}

/// The outcome of AssociateSoftwareToken.
package enum AssociateAction: MachineAction, Equatable {
    /// The secret to show, and the next session in the session variant.
    case associated(SharedSecret, ChallengeSession?)
    case refuse(CognitoError)
}

/// The outcome of VerifySoftwareToken.
package enum VerifyAction: MachineAction, Equatable {
    /// The token is verified; the next session in the session variant.
    case verified(ChallengeSession?)
    case refuse(CognitoError)
}

/// The outcome of every other event.
package enum ChangeAction: ReservingAction, Equatable {
    case done
    /// Done, and these messages go out.
    case send([MessageRequest])
    case refuse(CognitoError)
    case reserveFirst([Alias])

    package var missingAliases: [Alias]? { if case .reserveFirst(let aliases) = self { aliases } else { nil } }
}

extension TokenGrant {
    /// The right to tokens of a user, with the one scope that every user has; the groups are read once it is stored.
    package init(
        to user: borrowing UserAuthRecord, family: TokenFamilyID, generation: UInt32, authenticatedAt: UnixTime,
        firstFactor: FirstFactor?, factorsUsed: FactorSet?, in context: SignInContext
    ) {
        self.init(
            id: context.randomness.grantID, family: family, generation: generation, userPoolID: context.pool.id,
            client: context.client, username: user.username, sub: user.sub,
            attributes: context.client.readable(user.attributes), authenticatedAt: authenticatedAt,
            issuedAt: context.now, scopes: [Principal.userAdminScope], groups: [],
            firstFactor: firstFactor, factorsUsed: factorsUsed)
    }
}
