package import CognitoMFACore

/// A value that is stored under one key.
package protocol StorableRecord: Sendable, Equatable {
    static var kind: RecordKind { get }
    /// The ids of the last operations that changed it.
    var operations: OperationRing { get set }
    /// The fields of later releases, kept as they were read.
    var ancillary: AncillaryFields { get set }
    /// When its row may be deleted; nil for never.
    var expiresAt: UnixTime? { get }
    /// True when a tombstone may stand in its place.
    static var leavesTombstone: Bool { get }
    /// True while its creation may still be withdrawn: a reader takes it for absent.
    var isPending: Bool { get }
    /// Left of what stood under the key before a pending record.
    var replacedTombstone: Tombstone? { get }
    func write(to writer: inout FieldWriter)
    init(from reader: inout FieldReader) throws(CodecError)
    /// The same, for a record so large that a copy on the way out of an initialiser shows.
    static func read(from reader: inout FieldReader) throws(CodecError) -> Self
}

extension StorableRecord {
    package var expiresAt: UnixTime? { nil }
    package static var leavesTombstone: Bool { false }
    package var isPending: Bool { false }
    package var replacedTombstone: Tombstone? { nil }
    package static func read(from reader: inout FieldReader) throws(CodecError) -> Self { try Self(from: &reader) }
}
