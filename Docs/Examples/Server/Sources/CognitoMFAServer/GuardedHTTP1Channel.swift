import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// An HTTP/1 channel with two guards: a limit of connections by address, and a check of every request's `Host`.
struct GuardedHTTP1Channel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value
    let base: HTTP1Channel
    let connections: AddressConnections

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        base.setup(channel: channel, logger: logger).flatMapThrowing { value in
            // Before the request becomes an `HTTPRequest`, which keeps only the first Host, and no version.
            let pipeline = channel.pipeline.syncOperations
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(HostGuard(), position: .after(decoder))
            try pipeline.addHandler(connections.handler(), position: .first)
            return value
        }
    }

    func handle(value: Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}

/// A handler that refuses requests without exactly one valid `Host`, with 400 (RFC 9112, 3.2).
///
/// A proxy and this server could take such a request for two different hosts. The refusal is handled like that of a request
/// that cannot be parsed, so it follows the answers to earlier requests.
final class HostGuard: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    private var hasRefused = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasRefused else { return }
        guard case .head(var head) = unwrapInboundIn(data) else { return context.fireChannelRead(data) }
        guard Self.namesItsHost(head) else {
            hasRefused = true
            context.fireErrorCaught(HTTPParserError.invalidHeaderToken)
            return
        }
        // HTTP/1.0 knows no interim response (RFC 9110, 10.1.1).
        if (head.version.major, head.version.minor) < (1, 1) { head.headers.remove(name: "expect") }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    /// Returns true for one valid `Host`; HTTP/1.0 may omit it.
    static func namesItsHost(_ head: HTTPRequestHead) -> Bool {
        let hosts = head.headers["host"]
        guard let host = hosts.first else { return (head.version.major, head.version.minor) < (1, 1) }
        return hosts.count == 1 && host.utf8.allSatisfy(isOfHost)
    }

    /// Returns true for the characters of names, IP literals and ports (RFC 3986, 3.2.2 and 3.2.3).
    private static func isOfHost(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~%!$&'()*+,;=:[]".utf8.contains(character)
        }
    }
}
