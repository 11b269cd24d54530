/// A colour of sRGB without transparency.
public struct Colour: Sendable, Hashable, CustomStringConvertible {
    /// The red part, 0-255.
    public let red: UInt8
    /// The green part, 0-255.
    public let green: UInt8
    /// The blue part, 0-255.
    public let blue: UInt8

    /// Creates a colour from its parts, 0-255 each.
    public init(red: UInt8, green: UInt8, blue: UInt8) { (self.red, self.green, self.blue) = (red, green, blue) }

    /// Creates a colour from its number in hexadecimal, as in `0x1A56C4`; higher bits are ignored.
    public init(_ number: UInt32) {
        self.init(
            red: UInt8(truncatingIfNeeded: number >> 16), green: UInt8(truncatingIfNeeded: number >> 8),
            blue: UInt8(truncatingIfNeeded: number))
    }

    /// The spelling of style sheets, as in `#1a56c4`.
    public var description: String {
        let digits = Array("0123456789abcdef")
        return [red, green, blue].reduce(into: "#") {
            $0.append(digits[Int($1 >> 4)])
            $0.append(digits[Int($1 & 15)])
        }
    }

    /// Returns the contrast of two colours, from 1 to 21.
    ///
    /// Source: WCAG 2.2, contrast ratio.
    public func contrast(with other: Colour) -> Double {
        let (one, two) = (luminance, other.luminance)
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }

    /// The relative luminance, 0-1 (WCAG 2.2).
    private var luminance: Double {
        0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
    }

    private static func linear(_ part: UInt8) -> Double {
        let value = Double(part) / 255
        guard value > 0.04045 else { return value / 12.92 }
        let base = (value + 0.055) / 1.055
        // The power 2.4 is the square times the fifth root of the square.
        return base * base * fifthRoot(base * base)
    }

    /// The fifth root of a number from 0 to 1, by Newton's method from above: each step comes nearer.
    private static func fifthRoot(_ number: Double) -> Double {
        var root = 1.0
        for _ in 0..<40 {
            let fourth = root * root * root * root
            root -= (fourth * root - number) / (5 * fourth)
        }
        return root
    }

    /// Returns the colour moved towards another one by a share from 0 to 1.
    func mixed(with other: Colour, share: Double) -> Colour {
        func mix(_ from: UInt8, _ to: UInt8) -> UInt8 {
            UInt8(clamping: Int((Double(from) + (Double(to) - Double(from)) * share).rounded()))
        }
        return Colour(red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }
}
