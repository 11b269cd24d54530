/// TOTP (RFC 6238): a code from a secret and the time.
public struct TOTP: Sendable, Hashable {
    /// The hash under HMAC.
    public typealias Algorithm = HOTP.Algorithm
    /// A secret with its HMAC key taken in.
    public typealias Key = HOTP.Key

    /// What a verification found.
    public enum Verification: Sendable, Hashable {
        /// The code is right, for a step above the floor.
        case matched(TimeStep)
        /// The code is right, but its step is not above the floor: it was used before, or an older one than one used.
        case alreadyUsed(TimeStep)
        /// The code is wrong.
        case noMatch
    }

    /// Cognito's parameters: six digits, 30 seconds, SHA-1.
    ///
    /// Source: Cognito developer guide, TOTP software token MFA.
    public static let cognito = TOTP(hotp: HOTP(checkedDigits: 6, algorithm: .sha1), periodSeconds: 30)

    /// The length of a time step (X in RFC 6238), in seconds.
    public let periodSeconds: Int
    let hotp: HOTP

    /// The digits of a code: 6-8.
    public var digits: Int { hotp.digits }
    /// The hash under HMAC.
    public var algorithm: Algorithm { hotp.algorithm }

    /// Chooses digits, period and hash.
    ///
    /// - Throws: ``ParameterError`` unless `digits` is 6...8 and `periodSeconds` is positive.
    public init(digits: Int = 6, periodSeconds: Int = 30, algorithm: Algorithm = .sha1) throws(ParameterError) {
        guard periodSeconds > 0 else { throw ParameterError("periodSeconds", "must be positive") }
        self.init(hotp: try HOTP(digits: digits, algorithm: algorithm), periodSeconds: periodSeconds)
    }

    private init(hotp: HOTP, periodSeconds: Int) {
        self.hotp = hotp
        self.periodSeconds = periodSeconds
    }

    /// The step of a time; times before 1970 are in step 0.
    public func step(at time: UnixTime) -> TimeStep {
        TimeStep(UInt64(max(0, time.seconds)) / UInt64(periodSeconds))
    }

    /// The code of a time, leading zeros kept.
    public func code(for secret: SharedSecret, at time: UnixTime) -> OneTimeCode {
        code(for: secret, step: step(at: time))
    }

    /// The code of a step, leading zeros kept.
    public func code(for secret: SharedSecret, step: TimeStep) -> OneTimeCode {
        hotp.code(for: secret, counter: step.rawValue)
    }

    /// The code of a time, leading zeros kept.
    ///
    /// - Precondition: the key is one of this ``algorithm``.
    public func code(for key: Key, at time: UnixTime) -> OneTimeCode { code(for: key, step: step(at: time)) }

    /// The code of a step, leading zeros kept.
    ///
    /// - Precondition: the key is one of this ``algorithm``.
    public func code(for key: Key, step: TimeStep) -> OneTimeCode { hotp.code(for: key, counter: step.rawValue) }

    /// Verifies a code over the whole window, `driftSteps` (0...10) either side of the step of `time`.
    ///
    /// Every step of the window is computed and compared in constant time, whether or not one has matched: time tells
    /// nothing. Of several that match, the lowest above `floor` counts; if none is above it, the code was used before.
    /// To accept a code once, store the matched step as the next floor (RFC 6238, 5.2).
    public func verify(
        _ code: OneTimeCode, for secret: SharedSecret, at time: UnixTime, driftSteps: Int = 1,
        after floor: TimeStep? = nil
    ) -> Verification {
        verify(code, for: Key(secret, algorithm), at: time, driftSteps: driftSteps, after: floor)
    }

    /// Verifies a code as for the secret that the key was made of; a server that verifies many holds a ``Window``.
    ///
    /// - Precondition: the key is one of this ``algorithm``.
    public func verify(
        _ code: OneTimeCode, for key: Key, at time: UnixTime, driftSteps: Int = 1, after floor: TimeStep? = nil
    ) -> Verification {
        let steps = WindowSteps(center: step(at: time), driftSteps: driftSteps)
        return steps.verdict(on: matches(of: code, for: key, in: steps), after: floor)
    }

    /// The steps of a window that have this code, a bit each, the earliest lowest.
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
