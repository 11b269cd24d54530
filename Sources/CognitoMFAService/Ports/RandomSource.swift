import AuthFlow

/// Random bytes from a cryptographic generator.
///
/// It cannot fail: a source that has no good randomness must trap.
///
/// It is told what the bytes are for, so that a script or a test can feed one purpose and leave the others random.
public protocol RandomSource: Sendable {
    /// `count` bytes nobody can guess.
    func bytes(count: Int, for purpose: RandomPurpose) -> [UInt8]
}

/// What random bytes are for.
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
