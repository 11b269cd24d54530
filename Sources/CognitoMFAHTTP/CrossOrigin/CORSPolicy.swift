/// The permissions of web pages of other origins: CORS, of the Fetch standard.
///
/// A browser lets a page read an answer only if the answer permits it, refusals included. Before a request with headers
/// of its own it asks for permission, with a preflight request. Nothing here permits cookies.
public struct CORSPolicy: Sendable, Hashable {
    /// The policy of documents for everybody, such as a key set: every origin may GET them.
    public static let documents = CORSPolicy(origins: .any, methods: "GET")
    /// The largest number of bytes of header names that one preflight may ask for.
    public static let requestedHeadersLimit = 1_024

    /// The origins that are permitted.
    public let origins: CORSOrigins
    /// The value of `Access-Control-Allow-Methods`.
    public let methods: HeaderValue
    /// The value of `Access-Control-Expose-Headers`: what scripts may read beside the common headers; nil for no more.
    public let exposedHeaders: HeaderValue?
    /// True when a page may send `Authorization`.
    public let allowsAuthorization: Bool

    /// Creates a policy.
    ///
    /// - Parameters:
    ///   - origins: the origins that are permitted.
    ///   - methods: the methods, as in `"GET, POST"`.
    ///   - exposedHeaders: the names of headers that scripts may read, as in `"Date"`.
    ///   - allowsAuthorization: true to let a page send `Authorization`.
    public init(
        origins: CORSOrigins, methods: HeaderValue, exposedHeaders: HeaderValue? = nil,
        allowsAuthorization: Bool = false
    ) {
        self.origins = origins
        self.methods = methods
        self.exposedHeaders = exposedHeaders
        self.allowsAuthorization = allowsAuthorization
    }

    /// Returns the headers to add to an answer, be it success or refusal.
    ///
    /// - Parameter request: the headers of the request.
    public func fields(for request: HeaderFields) -> HeaderFields {
        guard origins != .none else { return [] }
        var fields = HeaderFields()
        if let origin = permitted(request) {
            fields.append("Access-Control-Allow-Origin", origin)
            if let exposedHeaders { fields.append("Access-Control-Expose-Headers", exposedHeaders) }
        }
        // Always: a cache must not give a page the answer to a request without an origin.
        fields.append("Vary", "Origin")
        return fields
    }

    /// Returns the headers to add to an answer, in the types of an HTTP server.
    ///
    /// A header of the request that no HTTP message can carry is ignored.
    ///
    /// - Parameter headers: names and values of the request's headers.
    public func headers(for headers: [(name: String, value: String)]) -> [(name: String, value: String)] {
        fields(for: HeaderFields(possibleOf: headers)).pairs
    }

    /// Returns the answer to an OPTIONS request: 200 and empty.
    ///
    /// It mentions only permissions. Where one is missing, the browser does not send the page's request.
    ///
    /// - Parameter request: the headers of the request.
    public func preflight(_ request: HeaderFields) -> ResponseMessage {
        guard origins != .none else { return ResponseMessage() }
        var fields = HeaderFields()
        if let origin = permitted(request) {
            fields.append("Access-Control-Allow-Origin", origin)
            fields.append("Access-Control-Allow-Methods", methods)
            if let names = permittedNames(request) { fields.append("Access-Control-Allow-Headers", names) }
            fields.append("Access-Control-Max-Age", "172800")
        }
        fields.append("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers")
        return ResponseMessage(fields: fields)
    }

    /// Returns the value that permits the request's origin; nil when the request has none, several or a stranger's.
    private func permitted(_ request: HeaderFields) -> HeaderValue? {
        guard let origin = request.value("origin") else { return nil }
        switch origins {
        case .any: return "*"
        case .list(let origins):
            let isListed = origins.contains { $0.text.utf8.elementsEqual(origin.utf8) }
            return isListed ? try? HeaderValue(validating: origin) : nil
        case .none: return nil
        }
    }

    /// Returns the header names that a preflight asks for and gets; nil for none, for too many and for what is no name.
    private func permittedNames(_ request: HeaderFields) -> HeaderValue? {
        let values = request.values("access-control-request-headers")
        guard values.reduce(0, { $0 + $1.utf8.count }) <= Self.requestedHeadersLimit else { return nil }
        let names = values.flatMap { $0.utf8.split(separator: UInt8(ascii: ",")) }.map(\.withoutBlanks)
            .filter { !$0.isEmpty }
        guard names.allSatisfy({ $0.allSatisfy(\.isTokenByte) }) else { return nil }
        // A browser would read `*` as every name.
        let permitted = names.map { String(decoding: $0, as: UTF8.self) }.filter { name in
            !name.utf8.elementsEqual("*".utf8)
                && (allowsAuthorization || !name.equalsIgnoringASCIICase("authorization"))
        }
        return permitted.isEmpty ? nil : try? HeaderValue(validating: permitted.joined(separator: ","))
    }
}
