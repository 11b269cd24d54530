import Hummingbird
import NIOCore

/// The context of a request: its connection.
struct ConnectionContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The address of the other end of the connection: the client, or a proxy before it.
    let sourceAddress: String?
    /// The connection.
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
        sourceAddress = source.channel.remoteAddress?.ipAddress
    }
}
