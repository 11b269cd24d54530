import CognitoMFAHTTP
public import UserPoolModel

/// An HTTP response for your server to send.
public struct WireResponse: Sendable {
    private var message: ResponseMessage
    /// The refusal that the body tells the client, for a log; nil for success.
    ///
    /// Its `underlyingError` is the error of your own port, if there was one. It is never sent.
    public let error: CognitoError?

    /// The HTTP status: 200, 400, 413 or 500.
    public var status: Int { message.status }
    /// The headers; your server adds Content-Length.
    public var headers: [(name: String, value: String)] { message.fields.pairs }
    /// The body in JSON; empty in the answer to a preflight request.
    public var body: [UInt8] { message.body }

    /// Creates the response of a success.
    init(_ value: JSONValue) {
        message = ResponseMessage(fields: [HeaderField("Content-Type", WireCall.mediaType)], body: value.bytes)
        error = nil
    }

    /// Creates the response of a refusal.
    init(_ error: CognitoError) {
        let (name, text) = (error.code.rawValue, Self.bounded(error.message))
        message = ResponseMessage(
            status: error.code.httpStatus,
            fields: [
                HeaderField("Content-Type", WireCall.mediaType),
                HeaderField("x-amzn-ErrorType", HeaderValue(replacingUnprintable: name + ":")),
                HeaderField("x-amzn-ErrorMessage", HeaderValue(replacingUnprintable: text)),
            ],
            body: JSONValue.object([JSONMember("__type", .text(name)), JSONMember("message", .text(text))]).bytes)
        self.error = error
    }

    /// Creates the response to a preflight request.
    init(preflight message: ResponseMessage) { (self.message, error) = (message, nil) }

    /// Returns the response with more headers.
    func adding(_ fields: HeaderFields) -> WireResponse {
        var response = self
        response.message.fields.append(contentsOf: fields)
        return response
    }

    /// Returns the text, cut at 16 KiB: a text may repeat several times something that a client sent.
    private static func bounded(_ text: String) -> String {
        text.utf8.count <= 16_384 ? text : String(decoding: text.utf8.prefix(16_384), as: UTF8.self)
    }
}
