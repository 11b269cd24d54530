/// The rest of a deleted user or pool under its key: no personal data, and the generation that ended everything.
///
/// A user's name may be taken again, under a generation that goes on from here; a pool's id never.
package struct Tombstone: StorableRecord, Hashable {
    package static let kind = RecordKind.tombstone

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

extension RecordKind {
    package static let tombstone = RecordKind(rawValue: 5)
}
