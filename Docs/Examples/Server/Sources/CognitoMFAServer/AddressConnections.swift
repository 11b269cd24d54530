import CognitoMFA
import Metrics
import NIOCore
import Synchronization

/// A limit for the open connections of each source address.
///
/// Trusted proxies have no limit, because the connections of all clients come from them.
final class AddressConnections: Sendable {
    private let limit: Int
    private let exemptsLoopback: Bool
    private let proxies: TrustedProxies
    private let open = Mutex<[SourceAddress.Network: Int]>([:])

    init(limit: Int, exemptsLoopback: Bool, proxies: TrustedProxies) {
        self.limit = limit
        self.exemptsLoopback = exemptsLoopback
        self.proxies = proxies
    }

    /// The number of addresses with a counted connection.
    var count: Int { open.withLock(\.count) }

    /// Counts a new connection; returns false when the address has reached its limit.
    func opens(from address: String) -> Bool {
        guard counts(address) else { return true }
        let network = SourceAddress.Network(address)
        return open.withLock { open in
            guard open[network, default: 0] < limit else { return false }
            open[network, default: 0] += 1
            return true
        }
    }

    /// Stops counting a connection that was closed.
    func closes(from address: String) {
        guard counts(address) else { return }
        let network = SourceAddress.Network(address)
        open.withLock { open in
            open[network] = open[network].flatMap { $0 > 1 ? $0 - 1 : nil }
        }
    }

    private func counts(_ address: String) -> Bool {
        !(exemptsLoopback && Loopback.isSource(address)) && !proxies.contains(address)
    }

    /// A handler that counts one channel while it is open, and closes it at once if it is one too many.
    ///
    /// It closes the channel when the channel becomes active. A failure during set-up would end the listener.
    func handler() -> Handler { Handler(self) }

    /// The handler that ``handler()`` returns.
    final class Handler: ChannelInboundHandler, RemovableChannelHandler {
        typealias InboundIn = NIOAny
        private let connections: AddressConnections
        private var address: String?

        init(_ connections: AddressConnections) { self.connections = connections }

        func channelActive(context: ChannelHandlerContext) {
            context.fireChannelActive()
            guard let address = context.remoteAddress?.ipAddress else { return }
            guard connections.opens(from: address) else {
                Counter(label: "cognito_mfa_connections_refused_total").increment()
                context.close(promise: nil)
                return
            }
            self.address = address
        }

        func channelInactive(context: ChannelHandlerContext) {
            if let address { connections.closes(from: address) }
            address = nil
            context.fireChannelInactive()
        }
    }
}
