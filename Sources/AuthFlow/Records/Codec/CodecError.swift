/// Stored bytes that this release does not understand.
///
/// The record is then as good as unreadable: nothing is guessed.
package struct CodecError: Error, Hashable {
    package let reason: String
    /// The critical field that this release does not know, if that is the reason.
    package let unknownField: UnknownField?

    /// A critical field of a later release.
    package struct UnknownField: Sendable, Hashable {
        /// The format that the record names.
        package let format: UInt8
        /// The field's tag, below 0x80.
        package let tag: UInt8

        package init(format: UInt8, tag: UInt8) {
            self.format = format
            self.tag = tag
        }
    }

    package init(_ reason: String) {
        self.reason = reason
        unknownField = nil
    }

    /// A critical field that this release does not know (R103).
    package init(unknown field: UnknownField) {
        reason = "unknown critical field \(field.tag) in format \(field.format)"
        unknownField = field
    }
}

extension Optional {
    /// The value, or the error that a field is missing.
    package func required(_ name: StaticString) throws(CodecError) -> Wrapped {
        guard let self else { throw CodecError("\(name) is missing") }
        return self
    }
}
