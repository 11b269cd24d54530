package import AuthFlow

/// Contents as a later release writes them: with fields that this one does not know.
package enum LaterRelease {
    /// The contents of a record with one more field, under a good checksum; nil where the path leads nowhere.
    package static func contents<Record: StorableRecord>(
        of record: Record, key: RecordKey, adding field: [UInt8], at path: [FieldSplice.Step] = []
    ) -> [UInt8]? {
        adding(field, to: RecordCodec.encode(record, of: key), of: key, at: path)
    }

    /// The same for contents that are there.
    package static func adding(
        _ field: [UInt8], to contents: [UInt8], of key: RecordKey, at path: [FieldSplice.Step] = []
    ) -> [UInt8]? {
        let fields = Array(contents.dropFirst(2).dropLast(8))
        guard let changed = FieldSplice.insert(field, into: fields, at: path) else { return nil }
        return summed(contents.prefix(2) + changed, of: key)
    }

    /// Format, kind and fields with their checksum.
    package static func summed(_ contents: [UInt8], of key: RecordKey) -> [UInt8] {
        contents + RecordCodec.checksum(of: contents, in: contents.indices, under: key).bigEndianBytes
    }

    /// The record as this release reads it; nil where it does not.
    package static func record<Record: StorableRecord>(
        _ record: Record, adding field: [UInt8], at path: [FieldSplice.Step] = []
    ) -> Record? {
        let key = RecordKey("later")
        guard let contents = contents(of: record, key: key, adding: field, at: path),
            case .record(let read)? = try? RecordCodec.decode(contents, as: Record.self, of: key)
        else { return nil }
        return read
    }
}
