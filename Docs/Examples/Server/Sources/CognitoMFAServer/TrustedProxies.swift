import ArgumentParser
import CognitoMFA

/// The networks of proxies whose `X-Forwarded-For` is trusted.
struct TrustedProxies: ExpressibleByArgument, Hashable {
    /// Addresses with a common prefix, in CIDR notation.
    struct Range: Hashable {
        private let prefix: [UInt8]
        private let length: Int

        /// Reads `192.0.2.0/24`, `2001:db8::/32` or one address; nil for any other text, and for bits set after the prefix.
        init?(_ text: String) {
            let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            guard let address = parts.first.flatMap({ SourceAddress.IPAddress(String($0)) }) else { return nil }
            let bits = address.bytes.count * 8
            if parts.count == 2 {
                guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(parts[1]),
                    length <= bits
                else { return nil }
                self.length = length
            } else {
                length = bits
            }
            prefix = address.bytes
            guard (length..<bits).allSatisfy({ !Self.bit($0, of: prefix) }) else { return nil }
        }

        func contains(_ address: SourceAddress.IPAddress) -> Bool {
            address.bytes.count == prefix.count
                && (0..<length).allSatisfy { Self.bit($0, of: prefix) == Self.bit($0, of: address.bytes) }
        }

        private static func bit(_ place: Int, of bytes: [UInt8]) -> Bool {
            bytes[place / 8] & (0x80 >> UInt8(place % 8)) != 0
        }
    }

    private let ranges: [Range]

    /// No trusted proxy.
    init() { ranges = [] }

    init?(argument: String) {
        let texts = argument.split(separator: ",", omittingEmptySubsequences: false)
        ranges = texts.compactMap { Range(String($0)) }
        guard ranges.count == texts.count else { return nil }
    }

    var defaultValueDescription: String { "none" }

    /// Returns true for the address of a trusted proxy.
    func contains(_ address: String) -> Bool {
        guard !ranges.isEmpty, let address = SourceAddress.IPAddress(address) else { return false }
        return contains(address)
    }

    /// Returns the source address of a request.
    ///
    /// Each proxy appends the address of its caller, so the list is read from its end. The first address that is not a
    /// trusted proxy is the source. Anyone may have written the entries before that. An entry that is not an address ends
    /// the list too; the request then counts as that of the proxy that wrote the entry.
    ///
    /// - Parameters:
    ///   - peer: the other end of the connection.
    ///   - forwarded: the values of all fields `X-Forwarded-For`, in order.
    func source(of peer: String?, forwarded: [String]) -> String? {
        guard let peer, contains(peer) else { return peer }
        var source = peer
        for value in forwarded.reversed() {
            for entry in value.split(separator: ",", omittingEmptySubsequences: false).reversed() {
                let text = Self.withoutPort(entry)
                guard let address = SourceAddress.IPAddress(text) else { return source }
                guard contains(address) else { return text }
                source = text
            }
        }
        return source
    }

    private func contains(_ address: SourceAddress.IPAddress) -> Bool { ranges.contains { $0.contains(address) } }

    /// Returns an entry without spaces around it, and without the port that some proxies add.
    private static func withoutPort(_ entry: Substring) -> String {
        let trimmed = entry.drop { $0 == " " || $0 == "\t" }
        let text = trimmed.prefix { $0 != " " && $0 != "\t" }
        guard text.endIndex == trimmed.endIndex || trimmed[text.endIndex...].allSatisfy({ $0 == " " || $0 == "\t" })
        else { return "" }
        if text.hasPrefix("[") {
            let address = text.dropFirst().prefix { $0 != "]" }
            let rest = text[address.endIndex...]
            guard rest == "]" || rest.hasPrefix("]:") && UInt16(rest.dropFirst(2)) != nil else { return "" }
            return String(address)
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 2, UInt16(parts[1]) != nil { return String(parts[0]) }
        return String(text)
    }
}
