/// The formats of records that a service reads, and the one that it writes (R103).
///
/// A release reads the format before its own and its own. Servers are upgraded one at a time while all of them still write
/// the earlier format; once every server reads the later one, the host sets ``writes``.
///
/// Format 1 is the first, so that this release reads and writes format 1.
public struct RecordFormat: Sendable, Hashable {
    /// The formats that are read; a record of another one is refused with InternalErrorException.
    public let reads: ClosedRange<Int>
    /// The format that is written.
    public let writes: Int

    /// The formats that this release knows.
    public static let known = 1...1
    /// Reads and writes the first format.
    public static let current = RecordFormat()

    /// The setting names a format that this release does not know, or does not read what it writes.
    public struct UnknownFormat: Error, Hashable {
        package init() {}
    }

    /// Takes the formats to read and the one to write.
    ///
    /// - Parameters:
    ///   - reads: within ``known``.
    ///   - writes: one of `reads`.
    /// - Throws: ``UnknownFormat`` for others.
    public init(reads: ClosedRange<Int>, writes: Int) throws(UnknownFormat) {
        guard Self.known.contains(reads.lowerBound), Self.known.contains(reads.upperBound), reads.contains(writes)
        else { throw UnknownFormat() }
        (self.reads, self.writes) = (reads, writes)
    }

    private init() { (reads, writes) = (1...1, 1) }
}

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
            (self.format, self.tag) = (format, tag)
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
