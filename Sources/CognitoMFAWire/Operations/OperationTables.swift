package import CognitoMFAService

/// A public operation on the wire.
package typealias PublicOperation = WireOperation<UserPoolService>
/// An administrator's operation on the wire.
package typealias AdministrationOperation = WireOperation<UserPoolAdministration>

/// The operations that anyone may call; a password, code, session or token authorizes them.
package enum PublicOperations {
    /// All of them.
    package static let all: [PublicOperation] = [
        attributes, openChallenges, passwords, preferences, signIn, signUps, softwareToken, tokens, users,
    ].flatMap(\.self)
}

/// The operations of administrators and of configuration.
package enum AdministrationOperations {
    /// All of them.
    package static let all: [AdministrationOperation] = [
        attributes, clients, passwords, poolMFA, pools, preferences, signIn, signUps, softwareToken, tokens, users,
    ].flatMap(\.self)
}
