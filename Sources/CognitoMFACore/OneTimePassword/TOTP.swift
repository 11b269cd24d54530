/// TOTP (RFC 6238): a code computed from a secret and the time.
public struct TOTP: Sendable, Hashable {
    /// The hash function inside HMAC.
    public typealias Algorithm = HOTP.Algorithm
    /// A secret with a prepared HMAC key.
    public typealias Key = HOTP.Key

    /// The result of a verification.
    public enum Verification: Sendable, Hashable {
        /// The code is correct, and its step is above the floor.
        case matched(TimeStep)
        /// The code is correct, but its step is not above the floor: this code or a later one was used before.
        case alreadyUsed(TimeStep)
        /// The code matches no step of the window.
        case noMatch
    }

    /// Cognito's parameters: six digits, 30 seconds, SHA-1.
    ///
    /// Source: Cognito developer guide, TOTP software token MFA.
    public static let cognito = TOTP(hotp: HOTP(checkedDigits: 6, algorithm: .sha1), periodSeconds: 30)

    /// The length of a time step (X in RFC 6238), in seconds.
    public let periodSeconds: Int
    let hotp: HOTP

    /// The number of digits in a code: 6-8.
    public var digits: Int { hotp.digits }
    /// The hash function inside HMAC.
    public var algorithm: Algorithm { hotp.algorithm }

    /// Creates a generator with a number of digits, a period and a hash function.
    ///
    /// - Throws: ``ParameterError`` unless `digits` is 6...8 and `periodSeconds` is positive.
    public init(digits: Int = 6, periodSeconds: Int = 30, algorithm: Algorithm = .sha1) throws(ParameterError) {
        guard periodSeconds > 0 else { throw ParameterError("periodSeconds", "must be positive") }
        self.init(hotp: try HOTP(digits: digits, algorithm: algorithm), periodSeconds: periodSeconds)
    }

    private init(hotp: HOTP, periodSeconds: Int) {
        (self.hotp, self.periodSeconds) = (hotp, periodSeconds)
    }

    /// Returns the step of a time; times before 1970 belong to step 0.
    public func step(at time: UnixTime) -> TimeStep {
        TimeStep(UInt64(max(0, time.seconds)) / UInt64(periodSeconds))
    }

    /// Returns the code at a time, with leading zeros.
    public func code(for secret: SharedSecret, at time: UnixTime) -> OneTimeCode {
        code(for: secret, step: step(at: time))
    }

    /// Returns the code of a step, with leading zeros.
    public func code(for secret: SharedSecret, step: TimeStep) -> OneTimeCode {
        hotp.code(for: secret, counter: step.rawValue)
    }

    /// Returns the code at a time, with leading zeros.
    ///
    /// - Precondition: The key was made for this ``algorithm``.
    public func code(for key: Key, at time: UnixTime) -> OneTimeCode { code(for: key, step: step(at: time)) }

    /// Returns the code of a step, with leading zeros.
    ///
    /// - Precondition: The key was made for this ``algorithm``.
    public func code(for key: Key, step: TimeStep) -> OneTimeCode { hotp.code(for: key, counter: step.rawValue) }

    /// Verifies a code over the window of `driftSteps` (0...10) steps on either side of the step at `time`.
    ///
    /// Every step of the window is computed and compared in constant time, even after a match, so the time reveals
    /// nothing. Of several matching steps, the lowest above `floor` counts. If none is above `floor`, the code was used
    /// before.
    ///
    /// To accept a code once, store the matched step as the next floor (RFC 6238, 5.2).
    public func verify(
        _ code: OneTimeCode, for secret: SharedSecret, at time: UnixTime, driftSteps: Int = 1,
        after floor: TimeStep? = nil
    ) -> Verification {
        verify(code, for: Key(secret, algorithm), at: time, driftSteps: driftSteps, after: floor)
    }

    /// Verifies a code with a prepared key; a server that verifies many codes should keep a ``Window``.
    ///
    /// - Precondition: The key was made for this ``algorithm``.
    public func verify(
        _ code: OneTimeCode, for key: Key, at time: UnixTime, driftSteps: Int = 1, after floor: TimeStep? = nil
    ) -> Verification {
        let steps = WindowSteps(center: step(at: time), driftSteps: driftSteps)
        return steps.verdict(on: matches(of: code, for: key, in: steps), after: floor)
    }

    /// The steps of a window with this code, one bit each, the earliest in the lowest bit.
    ///
    /// No branch and no index depends on the secret or on the code's characters.
    func matches(of code: OneTimeCode, for key: Key, in steps: WindowSteps) -> UInt32 {
        precondition(key.algorithm == algorithm, "a key of another algorithm")
        let typed = TypedCode(code, digits: digits)
        var matches: UInt32 = 0
        for first in stride(from: 0, to: steps.count, by: 4) {
            let numbers = key.numbers(steps, from: first)
            matches |= typed.matches(numbers, of: hotp) << UInt32(first)
        }
        return matches & steps.existing
    }
}
