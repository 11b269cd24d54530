/// The number of a time step (T in RFC 6238, 4.2): how many periods have passed since 1970.
public struct TimeStep: Sendable, Hashable, Comparable {
    /// The number.
    public let rawValue: UInt64
    /// The step with this number.
    public init(_ rawValue: UInt64) { self.rawValue = rawValue }
    /// The order of time.
    public static func < (left: TimeStep, right: TimeStep) -> Bool { left.rawValue < right.rawValue }
}
