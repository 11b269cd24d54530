/// The modules of a row or a column: bit x is module x, and 1 is dark.
///
/// The largest symbol has 177 modules. Beyond the end of a line stand zeros.
struct ModuleLine: Sendable, Equatable {
    private var low: UInt64 = 0
    private var middle: UInt64 = 0
    private var high: UInt64 = 0

    init() {}

    private init(_ low: UInt64, _ middle: UInt64, _ high: UInt64) {
        self.low = low
        self.middle = middle
        self.high = high
    }

    /// The first `count` modules dark, 0-191 of them.
    init(darkUpTo count: Int) { self = ~(~ModuleLine() << count) }

    /// Twelve bits, repeated over the whole line.
    init(repeating twelve: UInt64) {
        // Every twelfth bit of a word; a word begins four bits later in the period than the word before.
        let twelfth: UInt64 = 0x1001_0010_0100_1001
        func turned(_ count: UInt64) -> UInt64 { (twelve >> count | twelve << (12 - count)) & 0xFFF }
        self.init(twelve &* twelfth, turned(4) &* twelfth, turned(8) &* twelfth)
    }

    /// The number of dark modules.
    var count: Int { low.nonzeroBitCount + middle.nonzeroBitCount + high.nonzeroBitCount }

    subscript(place: Int) -> Bool {
        get {
            switch place >> 6 {
            case 0: low >> UInt64(place) & 1 == 1
            case 1: middle >> UInt64(place - 64) & 1 == 1
            default: high >> UInt64(place - 128) & 1 == 1
            }
        }
        set {
            let bit: UInt64 = 1 << UInt64(place & 63)
            switch place >> 6 {
            case 0: low = newValue ? low | bit : low & ~bit
            case 1: middle = newValue ? middle | bit : middle & ~bit
            default: high = newValue ? high | bit : high & ~bit
            }
        }
    }

    static prefix func ~ (line: ModuleLine) -> ModuleLine { ModuleLine(~line.low, ~line.middle, ~line.high) }

    static func & (left: ModuleLine, right: ModuleLine) -> ModuleLine {
        ModuleLine(left.low & right.low, left.middle & right.middle, left.high & right.high)
    }

    static func | (left: ModuleLine, right: ModuleLine) -> ModuleLine {
        ModuleLine(left.low | right.low, left.middle | right.middle, left.high | right.high)
    }

    static func ^ (left: ModuleLine, right: ModuleLine) -> ModuleLine {
        ModuleLine(left.low ^ right.low, left.middle ^ right.middle, left.high ^ right.high)
    }

    /// Moves module x to x - count; light ones enter at the end.
    static func >> (line: ModuleLine, count: Int) -> ModuleLine {
        guard count < 64 else { return ModuleLine(line.middle, line.high, 0) >> (count - 64) }
        guard count > 0 else { return line }
        return ModuleLine(
            line.low >> UInt64(count) | line.middle << UInt64(64 - count),
            line.middle >> UInt64(count) | line.high << UInt64(64 - count), line.high >> UInt64(count))
    }

    /// Moves module x to x + count; light ones enter at the beginning.
    static func << (line: ModuleLine, count: Int) -> ModuleLine {
        guard count < 64 else { return ModuleLine(0, line.low, line.middle) << (count - 64) }
        guard count > 0 else { return line }
        return ModuleLine(
            line.low << UInt64(count), line.middle << UInt64(count) | line.low >> UInt64(64 - count),
            line.high << UInt64(count) | line.middle >> UInt64(64 - count))
    }
}
