import AuthFlow

extension SourceAddress {
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
