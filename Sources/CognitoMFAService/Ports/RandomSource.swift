public import CognitoMFACore

/// Random bytes from a cryptographic generator.
///
/// It cannot throw: a source without good randomness must trap.
///
/// It receives the purpose of the bytes, so that a script or a test can supply one of them and leave the others random.
public protocol RandomSource: Sendable {
    /// Returns `count` unpredictable bytes.
    func bytes(count: Int, for purpose: RandomPurpose) -> [UInt8]
}

/// The purpose of random bytes.
public enum RandomPurpose: Sendable, Hashable, CaseIterable {
    /// The secret of an authenticator app: 32 bytes.
    case secret
    /// The id of a session, an operation or a user: 16 bytes.
    case session
    /// The digits of a sent code: 8 bytes.
    case code
    /// Ids of grants and families, salts and keys.
    case nonce
    /// The version of a stored record: 16 bytes.
    case version
}

/// The wall clock.
///
/// The clocks of servers that share a store must agree to within five seconds (R21).
public protocol TimeSource: Sendable {
    /// Returns the current time.
    func now() -> UnixTime
}
