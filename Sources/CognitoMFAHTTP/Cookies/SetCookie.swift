/// A cookie for a browser to keep, as the value of a `Set-Cookie` header.
///
/// By default only this host's own pages get it, over TLS, and no script of them. There is no `Domain`: a cookie for all
/// hosts of a domain could be set by any of them.
public struct SetCookie: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// The requests from pages of other sites with which a cookie is sent.
    public enum SameSite: String, Sendable, Hashable, CaseIterable {
        /// None.
        case strict = "Strict"
        /// A link or an address that the user follows.
        case lax = "Lax"
        /// All; browsers take it from a `Secure` cookie only.
        case none = "None"
    }

    /// The name.
    public let name: String
    /// The value of the header.
    public let headerValue: HeaderValue

    /// Creates a cookie.
    ///
    /// A name with the prefix `__Host-` needs `Secure` and the path `/`; one with `__Secure-` needs `Secure`. A browser
    /// drops a cookie without them, so the error comes here.
    ///
    /// - Parameters:
    ///   - name: a token.
    ///   - value: printable ASCII without quotes, comma, semicolon and backslash; it may be empty.
    ///   - path: the path below which it is sent.
    ///   - maxAge: the number of seconds for which it is kept, zero to delete it; nil keeps it as long as the browser runs.
    ///   - isSecure: true to send it over TLS only; browsers count this machine's own address as such.
    ///   - isHTTPOnly: true to hide it from scripts.
    ///   - sameSite: the requests from other sites with which it is sent.
    /// - Throws: ``CookieError``.
    public init(
        _ name: String, _ value: String, path: String = "/", maxAge: Int? = nil, isSecure: Bool = true,
        isHTTPOnly: Bool = true, sameSite: SameSite = .lax
    ) throws(CookieError) {
        guard name.isToken, value.utf8.allSatisfy(\.isCookieOctet) else { throw .character }
        guard name.utf8.count + value.utf8.count <= 4_096, path.utf8.count <= 1_024 else { throw .tooLong }
        guard path.utf8.first == UInt8(ascii: "/"),
            path.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ";") })
        else { throw .path }
        // Browsers compare prefixes without regard to case.
        let isHost = name.prefix(7).equalsIgnoringASCIICase("__Host-")
        let isOfTLS = isHost || name.prefix(9).equalsIgnoringASCIICase("__Secure-") || sameSite == .none
        guard isSecure || !isOfTLS, path.utf8.elementsEqual("/".utf8) || !isHost else { throw .attributes }
        var text = "\(name)=\(value); Path=\(path)"
        if let maxAge { text += "; Max-Age=\(max(maxAge, 0))" }
        if isSecure { text += "; Secure" }
        if isHTTPOnly { text += "; HttpOnly" }
        text += "; SameSite=\(sameSite.rawValue)"
        do {
            headerValue = try HeaderValue(validating: text)
        } catch {
            throw .character
        }
        self.name = name
    }

    /// The name, without the value.
    public var description: String { "SetCookie(\(name))" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
