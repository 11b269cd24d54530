import Hummingbird
import NIOCore

/// The context of a request: its connection.
struct ConnectionContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The address of the other end of the connection: the client, or a proxy before it.
    let sourceAddress: String?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        sourceAddress = source.channel.remoteAddress?.ipAddress
    }
}
