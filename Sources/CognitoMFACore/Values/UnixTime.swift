/// A point in time: milliseconds since 1970-01-01 00:00 UTC.
///
/// Arithmetic is clamped to the range of `Int64` and never traps.
public struct UnixTime: Sendable, Hashable, Comparable {
    /// Milliseconds since 1970.
    public let milliseconds: Int64

    /// Creates a time from milliseconds since 1970.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Creates a time from seconds since 1970.
    public init(seconds: Int64) {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        milliseconds = overflow ? (seconds < 0 ? .min : .max) : product
    }

    /// Whole seconds since 1970, rounded down.
    public var seconds: Int64 {
        let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The time since another one, negative if the other one is later.
    public func duration(since other: UnixTime) -> Duration {
        let (difference, overflow) = milliseconds.subtractingReportingOverflow(other.milliseconds)
        return .milliseconds(overflow ? (milliseconds < 0 ? Int64.min : .max) : difference)
    }

    /// Whole seconds until another time, rounded up; 0 if that time has passed.
    public func seconds(until other: UnixTime) -> Int64 {
        guard other > self else { return 0 }
        let (difference, overflow) = other.milliseconds.subtractingReportingOverflow(milliseconds)
        let wait = overflow ? Int64.max : difference
        return wait / 1000 + (wait % 1000 == 0 ? 0 : 1)
    }

    /// Returns a time later by a duration.
    public static func + (time: UnixTime, duration: Duration) -> UnixTime {
        UnixTime(milliseconds: Int64(clamping: Int128(time.milliseconds) + duration.wholeMilliseconds))
    }

    /// Returns a time earlier by a duration.
    public static func - (time: UnixTime, duration: Duration) -> UnixTime {
        UnixTime(milliseconds: Int64(clamping: Int128(time.milliseconds) - duration.wholeMilliseconds))
    }

    /// Moves a time forward by a duration.
    public static func += (time: inout UnixTime, duration: Duration) { time = time + duration }

    /// Returns true if the left time is earlier.
    public static func < (left: UnixTime, right: UnixTime) -> Bool { left.milliseconds < right.milliseconds }
}

#if !hasFeature(Embedded)
    // With this conformance, a file that imports the type alone can compute with it too.
    extension UnixTime: InstantProtocol {
        /// Returns a time later by a duration.
        public func advanced(by duration: Duration) -> UnixTime { self + duration }

        /// The time until another one, negative if the other one is earlier.
        public func duration(to other: UnixTime) -> Duration { other.duration(since: self) }
    }
#endif

extension UnixTime: CustomStringConvertible {
    /// Seconds since 1970 with three decimals.
    public var description: String {
        let (whole, rest) = milliseconds.magnitude.quotientAndRemainder(dividingBy: 1000)
        let digits = String(rest)
        return "\(milliseconds < 0 ? "-" : "")\(whole).\(String(repeating: "0", count: 3 - digits.count))\(digits)"
    }
}

extension Duration {
    /// Whole milliseconds; a duration can exceed 64 bits of them.
    fileprivate var wholeMilliseconds: Int128 { attoseconds / 1_000_000_000_000_000 }
}

#if !hasFeature(Embedded)
    extension UnixTime: Codable {
        /// Reads milliseconds since 1970.
        public init(from decoder: any Decoder) throws { self.init(milliseconds: try Int64(from: decoder)) }

        /// Writes milliseconds since 1970.
        public func encode(to encoder: any Encoder) throws { try milliseconds.encode(to: encoder) }
    }
#endif

/// A parameter out of its range.
///
/// It never holds the value, which may be a secret.
public struct ParameterError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The parameter's name.
    public let parameter: String
    /// The range or form it must have.
    public let requirement: String

    package init(_ parameter: String, _ requirement: String) {
        (self.parameter, self.requirement) = (parameter, requirement)
    }

    /// The name and the requirement.
    public var description: String { "\(parameter) \(requirement)" }
}
