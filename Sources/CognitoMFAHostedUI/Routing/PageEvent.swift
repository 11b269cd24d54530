/// One answered request, for a server's log: nothing in it is secret, and nothing was typed by a user.
public struct PageEvent: Sendable, Hashable {
    /// The method, as in `POST`; `other` for one that no page takes.
    public let method: String
    /// The path of a page, without its query; `other` for an address without a page.
    public let path: String
    /// The HTTP status.
    public let status: Int
    /// The number that the page shows to the user, where the page tells of an error; else nil.
    public let reference: String?
}
