import CognitoMFACore

extension SharedSecret {
    /// The secret of RFC 4226 and of the SHA-1 rows of RFC 6238.
    static func rfc() throws -> SharedSecret { try SharedSecret(bytes: "12345678901234567890".utf8) }
}

extension TimeStep {
    /// A step by its distance from this one.
    func moved(by distance: Int) -> TimeStep {
        TimeStep(distance < 0 ? rawValue - UInt64(-distance) : rawValue + UInt64(distance))
    }
}

extension UnixTime {
    /// The first moment of a step of 30 seconds.
    init(startOf step: TimeStep) { self.init(seconds: Int64(step.rawValue) * 30) }
}

/// A message that its length determines, so that another program can make it too: byte `i` is `7 i + count`.
func patternMessage(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: 7 * $0 + count) } }

/// A key in the same way: byte `i` is `5 i + count`.
func patternKey(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: 5 * $0 + count) } }

private struct Holder<Value> {
    let value: Value
}

/// Every way in which a value gets into a log: printed, nested in others, interpolated and dumped.
func renderings<Value>(_ value: Value) -> [String] {
    var dumped = ""
    dump(value, to: &dumped)
    var dumpedInside = ""
    dump(Holder(value: value), to: &dumpedInside)
    let optional: Value? = value
    return [
        "\(value)", String(describing: value), String(reflecting: value), "\([value])", "\(["key": value])",
        String(describing: optional), String(describing: Holder(value: value)), dumped, dumpedInside,
        String(describing: Mirror(reflecting: value).children.map { "\($0)" }),
    ]
}
