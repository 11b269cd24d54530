extension CognitoError {
    /// The text of an error as it is written in code, which knows what of it is fixed.
    ///
    /// Whatever stands in an interpolation may have been typed by a caller. It is in ``message``, for the caller, and
    /// left out of ``reason``, for a log.
    package struct Text: Sendable, ExpressibleByStringInterpolation {
        package let message: String
        package let reason: String

        package init(stringLiteral text: String) { (message, reason) = (text, text) }

        package init(stringInterpolation parts: Interpolation) { (message, reason) = (parts.message, parts.reason) }

        /// A text with the words of it that may stand in a log.
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
