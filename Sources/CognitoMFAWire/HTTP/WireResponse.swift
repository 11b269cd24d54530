public import UserPoolModel

/// An HTTP response for your server to send.
public struct WireResponse: Sendable {
    /// The HTTP status: 200, 400, 413 or 500.
    public let status: Int
    /// The headers; your server adds Content-Length.
    public let headers: [(name: String, value: String)]
    /// The body, in JSON.
    public let body: [UInt8]
    /// The refusal that the body tells the client, for a log; nil for success.
    ///
    /// Its `underlyingError` is the error of your own port, if there was one. It is never sent.
    public let error: CognitoError?

    /// Creates the response of a success.
    init(_ value: JSONValue, requestID: String) {
        status = 200
        headers = Self.headers(requestID)
        body = value.bytes
        error = nil
    }

    /// Creates the response of a refusal.
    init(_ error: CognitoError, requestID: String) {
        let (name, message) = (error.code.rawValue, Self.bounded(error.message))
        status = error.code.httpStatus
        headers =
            Self.headers(requestID) + [
                ("x-amzn-ErrorType", name + ":"), ("x-amzn-ErrorMessage", Self.headerText(message)),
            ]
        body = JSONValue.object([JSONMember("__type", .text(name)), JSONMember("message", .text(message))]).bytes
        self.error = error
    }

    /// Returns the text, cut at 16 KiB: a text may repeat several times something that a client sent.
    private static func bounded(_ text: String) -> String {
        text.utf8.count <= 16_384 ? text : String(decoding: text.utf8.prefix(16_384), as: UTF8.self)
    }

    private static func headers(_ requestID: String) -> [(name: String, value: String)] {
        [("Content-Type", WireRequest.contentType), ("x-amzn-RequestId", requestID)]
    }

    /// Returns the text as one header can carry it: a message may repeat something that a client sent.
    private static func headerText(_ text: String) -> String {
        String(
            decoding: text.utf8.prefix(512).map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    }
}
