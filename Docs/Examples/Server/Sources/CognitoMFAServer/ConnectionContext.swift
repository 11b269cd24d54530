import Hummingbird
import NIOCore

/// A request's surroundings: where it comes from.
struct ConnectionContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The address of the other end of the connection: the client, or a proxy before it.
    let sourceAddress: String?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        sourceAddress = source.channel.remoteAddress?.ipAddress
    }
}
