extension CognitoError {
    /// The text of an error, in which literal parts and interpolations are kept apart.
    ///
    /// An interpolation may hold text that a caller typed. It is part of ``message``, for the caller, and left out of
    /// ``reason``, for a log.
    package struct Text: Sendable, ExpressibleByStringInterpolation {
        package let message: String
        package let reason: String

        package init(stringLiteral text: String) { (message, reason) = (text, text) }

        package init(stringInterpolation parts: Interpolation) { (message, reason) = (parts.message, parts.reason) }

        /// Creates a text with a separate version for a log.
        package init(_ message: String, reason: String) { (self.message, self.reason) = (message, reason) }

        package struct Interpolation: StringInterpolationProtocol {
            fileprivate var message = ""
            fileprivate var reason = ""

            package init(literalCapacity: Int, interpolationCount: Int) {}

            package mutating func appendLiteral(_ literal: String) {
                message += literal
                reason += literal
            }

            package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
                message += value.description
                reason += "…"
            }
        }
    }
}
