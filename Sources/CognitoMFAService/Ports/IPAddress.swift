import CognitoMFACore

extension SourceAddress {
    /// An IPv4 or IPv6 address, read from its text.
    ///
    /// An IPv4-mapped IPv6 address (`::ffff:192.0.2.7`) is read as the IPv4 address, because a listener for both families
    /// reports IPv4 clients in that form. A zone (`fe80::1%eth0`) is dropped, because it is valid on one machine only.
    public struct IPAddress: Sendable, Hashable {
        /// Four bytes of IPv4 or sixteen of IPv6, in network order.
        public let bytes: [UInt8]

        /// Reads dotted decimal or the forms of RFC 4291, 2.2; nil for anything else.
        ///
        /// A number of an IPv4 address must have no leading zero, because some programs read such a number as octal.
        public init?(_ text: String) {
            let characters = Array(text.utf8)
            if let bytes = Self.dotted(characters[...]) {
                self.bytes = bytes
                return
            }
            let zone = characters.firstIndex(of: UInt8(ascii: "%"))
            guard zone != characters.endIndex - 1, let bytes = Self.groups(characters[..<(zone ?? characters.endIndex)])
            else { return nil }
            self.bytes = bytes.starts(with: Self.mapped) ? Array(bytes.suffix(4)) : bytes
        }

        /// The first twelve bytes of an IPv4-mapped IPv6 address (RFC 4291, 2.5.5.2).
        private static let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]

        /// Reads sixteen bytes in up to eight groups; `::` replaces one or more groups of zeros.
        private static func groups(_ text: ArraySlice<UInt8>) -> [UInt8]? {
            let colon = UInt8(ascii: ":")
            let gap = text.indices.dropLast().first { text[$0] == colon && text[$0 + 1] == colon }
            guard let gap else {
                guard let bytes = hexadecimal(text, endsDotted: true), bytes.count == 16 else { return nil }
                return bytes
            }
            guard let first = hexadecimal(text[..<gap], endsDotted: false),
                let last = hexadecimal(text[(gap + 2)...], endsDotted: true), first.count + last.count <= 14
            else { return nil }
            return first + [UInt8](repeating: 0, count: 16 - first.count - last.count) + last
        }

        /// Reads groups of one to four digits between single colons; the last one may be an IPv4 address.
        private static func hexadecimal(_ text: ArraySlice<UInt8>, endsDotted: Bool) -> [UInt8]? {
            guard !text.isEmpty else { return [] }
            let groups = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            var bytes: [UInt8] = []
            for (place, group) in groups.enumerated() {
                if endsDotted, place == groups.count - 1, let dotted = dotted(group) {
                    bytes += dotted
                    continue
                }
                guard (1...4).contains(group.count) else { return nil }
                var value: UInt16 = 0
                for character in group {
                    guard let digit = Hexadecimal.value(of: character) else { return nil }
                    value = value << 4 | UInt16(digit)
                }
                bytes += [UInt8(value >> 8), UInt8(value & 0xFF)]
            }
            return bytes
        }

        /// Reads four numbers of one to three digits.
        private static func dotted(_ text: ArraySlice<UInt8>) -> [UInt8]? {
            let numbers = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            guard numbers.count == 4 else { return nil }
            var bytes: [UInt8] = []
            for number in numbers {
                guard (1...3).contains(number.count), number.count == 1 || number.first != UInt8(ascii: "0") else {
                    return nil
                }
                var value = 0
                for character in number {
                    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character) else { return nil }
                    value = value * 10 + Int(character - UInt8(ascii: "0"))
                }
                guard let byte = UInt8(exactly: value) else { return nil }
                bytes.append(byte)
            }
            return bytes
        }
    }

    /// The unit of limits by address: an IPv4 address, or the /64 network of an IPv6 address.
    ///
    /// A subscriber has at least a /64 network, so a limit by single IPv6 addresses would limit nobody. A text that is no
    /// address is a unit of its own.
    public struct Network: Sendable, Hashable {
        private enum Unit: Hashable {
            case prefix([UInt8])
            case text(String)
        }

        private let unit: Unit

        /// Creates the network that an address belongs to.
        public init(_ address: String) {
            unit =
                if let bytes = IPAddress(address)?.bytes {
                    .prefix(Array(bytes.prefix(bytes.count == 4 ? 4 : 8)))
                } else {
                    .text(address)
                }
        }
    }
}
