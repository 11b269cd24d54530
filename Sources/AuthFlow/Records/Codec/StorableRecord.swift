package import CognitoMFACore

/// A value that is stored under one key.
package protocol StorableRecord: FieldValue, Sendable, Equatable {
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
    /// The same as `init(from:)`, for a record so large that a copy on the way out of an initialiser shows.
    static func read(from reader: inout FieldReader) throws(CodecError) -> Self
}

extension StorableRecord {
    package var expiresAt: UnixTime? { nil }
    package static var leavesTombstone: Bool { false }
    package var isPending: Bool { false }
    package var replacedTombstone: Tombstone? { nil }
    package static func read(from reader: inout FieldReader) throws(CodecError) -> Self { try Self(from: &reader) }
}

/// The rest of a deleted user or pool under its key: no personal data, and the generation that ended everything.
///
/// A user's name may be taken again, under a generation that goes on from here; a pool's id never.
package struct Tombstone: StorableRecord, Hashable {
    package static let kind = RecordKind(rawValue: 5)

    package let generation: UInt32
    package var operations = OperationRing()
    /// None: a field of a later release ends with the user or pool that it was about.
    package var ancillary: AncillaryFields {
        get { AncillaryFields() }
        set {}
    }

    package init(generation: UInt32) { self.generation = generation }

    package func write(to writer: inout FieldWriter) {
        writer.put(1, Int64(generation))
        writer.put(19, operations.bytes)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        generation = try reader.generation(1)
        operations = try OperationRing(bytes: reader.bytes(19))
    }
}

/// A value in one place, for those that are passed on more often than they are changed: a copy costs one reference.
package final class Shared<Value: Sendable>: Sendable {
    package let value: Value

    package init(_ value: consuming Value) { self.value = value }
}
