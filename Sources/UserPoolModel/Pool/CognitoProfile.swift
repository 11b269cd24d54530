/// The choice between the guide as first published, today's service and the safest behaviour, where these differ.
///
/// The table is in `Docs/Fidelity.md`, "Profiles". Where the sources are silent, all three profiles choose the safest
/// reading.
public enum CognitoProfile: String, Sendable, Hashable, Codable, CaseIterable {
    /// The guide as first published: MFA is required from a pool's creation or never, and a code by text message lives
    /// three minutes.
    case classic
    /// Today's service: SetUserPoolMfaConfig may require MFA later, and a code lives as long as its session.
    case current
    /// The safest behaviour: factors change only after a recent sign-in, and a refused message is an error.
    case strict

    /// True if SetUserPoolMfaConfig may change an existing pool to ON.
    package var canTurnOn: Bool { self != .classic }
    /// True if a code by text message expires after three minutes, before its session.
    package var boundsCodeLife: Bool { self == .classic }
    /// True if a refused message ends the challenge.
    package var failsOnRefusedSend: Bool { self == .strict }
    /// True if removing an authenticator app needs a code beside the password.
    package var removalNeedsCode: Bool { self == .strict }
    /// True if changes of factors and DeleteUser need a sign-in within the last ten minutes and end all other sign-ins.
    package var guardsFactors: Bool { self == .strict }
    /// True if unknown users are hidden, regardless of the app client's setting.
    package var hidesUnknownUsers: Bool { self == .strict }
    /// True if every caller gets a simulated delivery for codes that anyone can request.
    package var simulatesDeliveries: Bool { self == .strict }
}
