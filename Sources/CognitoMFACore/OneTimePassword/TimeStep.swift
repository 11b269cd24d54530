/// The number of a time step (T in RFC 6238, 4.2): the number of periods since 1970.
public struct TimeStep: Sendable, Hashable, Comparable {
    /// The number of periods since 1970.
    public let rawValue: UInt64
    /// Creates the step with this number.
    public init(_ rawValue: UInt64) { self.rawValue = rawValue }
    /// Returns true if the left step is earlier.
    public static func < (left: TimeStep, right: TimeStep) -> Bool { left.rawValue < right.rawValue }
}
