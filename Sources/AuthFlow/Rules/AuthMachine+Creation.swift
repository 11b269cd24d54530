package import CognitoMFACore
package import UserPoolModel

extension AuthMachine {
    /// Fills the record of a user to be created.
    ///
    /// - Parameters:
    ///   - expiry: the end of a temporary password; nil for one that is not temporary.
    ///   - refused: aliases that are other users': their values stay unverified.
    package mutating func created(
        with new: NewPassword, temporaryUntil expiry: UnixTime? = nil, generation: UInt32, attributes: UserAttributes,
        refused: Set<AttributeName> = [], in context: PoolContext
    ) {
        record.generation = generation
        apply(attributes, in: context)
        // Another user's alias: the value may stand, verified it is not.
        for name in refused {
            if let flag = name.verifiedFlag { record.attributes[flag] = "false" } else { record.attributes[name] = nil }
        }
        record.password = new.hash
        record.temporaryPasswordExpiresAt = expiry
        let size = context.pool.passwordPolicy.passwordHistorySize
        if size > 0, let digest = new.digest {
            var history = PasswordHistory(salt: digest.salt, iterations: digest.iterations)
            history.remember(digest, last: size, keys: context.keys)
            record.history = history
        }
    }
}
