import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP server on a port of this machine that receives requests for SNS and gives prepared answers.
final class CannedCarrier: Sendable {
    enum Answer: Sendable {
        case status(Int, String)
        /// Nothing, ever.
        case silence
        /// The connection is closed in place of an answer.
        case end
        /// A head that promises a body which never comes.
        case headAlone(Int)
    }

    struct Received: Sendable {
        var headers: [(name: String, value: String)] = []
        var path = ""
        var body: [UInt8] = []

        /// The fields of the form.
        var fields: [String: String] {
            var fields: [String: String] = [:]
            for pair in body.split(separator: UInt8(ascii: "&")) {
                let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
                fields[Self.decoded(parts[0])] = parts.count == 2 ? Self.decoded(parts[1]) : nil
            }
            return fields
        }

        private static func decoded(_ text: ArraySlice<UInt8>) -> String {
            var (bytes, rest) = ([UInt8](), text)
            while let byte = rest.popFirst() {
                let digits = String(decoding: rest.prefix(2), as: UTF8.self)
                switch byte {
                case UInt8(ascii: "%"):
                    bytes.append(UInt8(digits, radix: 16) ?? byte)
                    rest.removeFirst(min(2, rest.count))
                case UInt8(ascii: "+"): bytes.append(0x20)
                default: bytes.append(byte)
                }
            }
            return String(decoding: bytes, as: UTF8.self)
        }

        func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
    }

    private let answer: @Sendable (Received) -> Answer
    private let kept = Mutex<[(request: Received, taken: Bool)]>([])
    private let listening = Mutex<(any Channel)?>(nil)

    /// Answers each request by `answer`.
    init(_ answer: @escaping @Sendable (Received) -> Answer) { self.answer = answer }

    /// Every request, oldest first.
    var requests: [Received] { kept.withLock { $0.map(\.request) } }
    /// The requests that were answered 200.
    var taken: [Received] { kept.withLock { $0.filter(\.taken).map(\.request) } }

    /// Listens, and calls `body` with the address.
    func run<T: Sendable>(_ body: (String) async throws -> T) async throws -> T {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Handler(carrier: self))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let result: Result<T, any Error>
        do { result = .success(try await body("http://127.0.0.1:\(channel.localAddress?.port ?? 0)")) } catch {
            result = .failure(error)
        }
        try await channel.close()
        return try result.get()
    }

    fileprivate func verify(_ request: Received) -> Answer {
        let answer = answer(request)
        let taken = if case .status(200, _) = answer { true } else { false }
        kept.withLock { $0.append((request, taken)) }
        return answer
    }
}

private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart
    private let carrier: CannedCarrier
    private var request = CannedCarrier.Received()

    init(carrier: CannedCarrier) { self.carrier = carrier }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            request = CannedCarrier.Received(
                headers: head.headers.map { ($0.name, $0.value) }, path: head.uri)
        case .body(let part): request.body += part.readableBytesView
        case .end:
            switch carrier.verify(request) {
            case .silence: return
            case .end: context.close(promise: nil)
            case .headAlone(let status): write(context, status, length: 100, body: nil)
            case .status(let status, let text): write(context, status, length: text.utf8.count, body: text)
            }
        }
    }

    private func write(_ context: ChannelHandlerContext, _ status: Int, length: Int, body: String?) {
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: status),
            headers: ["Content-Length": "\(length)", "Content-Type": "text/xml", "Location": "http://127.0.0.1:1/"])
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        guard let body else {
            context.flush()
            return
        }
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: body)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
