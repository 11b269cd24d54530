public import CognitoMFACore

/// Random bytes from a cryptographic generator.
///
/// It cannot throw: a source without good randomness must trap.
///
/// It receives the purpose of the bytes, so that a script or a test can supply one of them and leave the others random.
public protocol RandomSource: Sendable {
    /// Returns `count` unpredictable bytes.
    func bytes(count: Int, for purpose: RandomPurpose) -> [UInt8]

    /// Returns the bytes of several purposes, end to end: all that an operation may need.
    ///
    /// By default each purpose is asked for by itself. A source to which all purposes are one can answer at once.
    func bytes(for parts: [RandomPart]) -> [UInt8]
}

extension RandomSource {
    /// Asks for each part by itself, in order.
    public func bytes(for parts: [RandomPart]) -> [UInt8] {
        parts.flatMap { bytes(count: $0.count, for: $0.purpose) }
    }
}

/// A number of random bytes for one purpose.
public struct RandomPart: Sendable, Hashable {
    /// The number of bytes.
    public let count: Int
    /// The purpose of the bytes.
    public let purpose: RandomPurpose

    /// Creates a part of `count` bytes.
    public init(count: Int, purpose: RandomPurpose) {
        self.count = count
        self.purpose = purpose
    }
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
