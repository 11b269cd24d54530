import AuthFlow

extension SourceAddress {
    /// The unit that limits by address count by: an IPv4 address, or the /64 of an IPv6 address.
    ///
    /// One subscriber has a /64 at least, so a single IPv6 address bounds nobody. A text that is no address is a unit of
    /// its own.
    public struct Network: Sendable, Hashable {
        private enum Unit: Hashable {
            case prefix([UInt8])
            case text(String)
        }

        private let unit: Unit

        /// The unit that an address belongs to.
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
