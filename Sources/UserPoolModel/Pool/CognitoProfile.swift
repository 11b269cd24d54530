/// Which Cognito is followed where the guide as first published, today's service and the safest choice differ.
///
/// The table is in `Docs/Fidelity.md`, "Profiles". Where sources are silent all three take the safest reading.
public enum CognitoProfile: String, Sendable, Hashable, Codable, CaseIterable {
    /// The guide as first published: MFA is required from a pool's creation or never, a text message's code lives three
    /// minutes.
    case classic
    /// Today's service: SetUserPoolMfaConfig may require MFA later, a code lives as long as its session.
    case current
    /// The safest: factors change only after a fresh sign-in, and a refused message is an error.
    case strict

    /// Whether SetUserPoolMfaConfig may change an existing pool to ON.
    package var canTurnOn: Bool { self != .classic }
    /// Whether a text message's code dies after three minutes though its session lives on.
    package var boundsCodeLife: Bool { self == .classic }
    /// Whether a refused message ends the challenge.
    package var failsOnRefusedSend: Bool { self == .strict }
    /// Whether users remove their authenticator app with a code beside the password.
    package var removalNeedsCode: Bool { self == .strict }
    /// Whether changes of factors, and DeleteUser, need a sign-in within the last ten minutes, and end all other
    /// sign-ins.
    package var guardsFactors: Bool { self == .strict }
    /// Whether unknown users are hidden, whatever the app client says.
    package var hidesUnknownUsers: Bool { self == .strict }
    /// True where everybody is answered a simulated delivery of codes that anyone can ask for.
    package var simulatesDeliveries: Bool { self == .strict }
}
