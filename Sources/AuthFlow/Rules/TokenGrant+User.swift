package import CognitoMFACore
package import UserPoolModel

extension TokenGrant {
    /// The right to tokens of a user, with the one scope and no groups that every user has.
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
