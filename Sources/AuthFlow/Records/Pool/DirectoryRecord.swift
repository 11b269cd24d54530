package import UserPoolModel

/// A list kept by hand, since the store lists nothing: an entry is pending before the row it names, confirmed after.
package struct Listing<ID: TextIdentifier>: Sendable, Hashable {
    package private(set) var entries: [ID: Bool] = [:]

    package init() {}

    package var count: Int { entries.count }

    package func isConfirmed(_ id: ID) -> Bool? { entries[id] }

    /// The ids in order, pending ones too.
    package var ids: [ID] { entries.keys.sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) } }

    package mutating func expect(_ id: ID) { if entries[id] == nil { entries[id] = false } }
    package mutating func confirm(_ id: ID) { entries[id] = true }
    package mutating func remove(_ id: ID) { entries[id] = nil }

    func write(_ tag: UInt8, to writer: inout FieldWriter) {
        writer.put(tag, list: ids) { id, inner in
            inner.put(1, id.text)
            inner.put(2, entries[id] == true)
        }
    }

    init(_ tag: UInt8, from reader: inout FieldReader) throws(CodecError) {
        let list = try reader.list(tag) { (inner) throws(CodecError) in
            (ID(try inner.text(1).required("id")), try inner.flag(2).required("confirmed"))
        }
        entries = Dictionary(list) { $1 }
    }
}

/// The pools of a store.
package struct DirectoryRecord: StorableRecord {
    package static let kind = RecordKind(rawValue: 9)

    package var pools = Listing<UserPoolID>()
    package var operations = OperationRing()
    package var ancillary = AncillaryFields()

    package init() {}

    package func write(to writer: inout FieldWriter) {
        pools.write(1, to: &writer)
        writer.put(19, operations.bytes)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        pools = try Listing(1, from: &reader)
        operations = try OperationRing(bytes: reader.bytes(19))
    }
}

extension RecordKey {
    /// The list of pools.
    package static let directory = RecordKey("directory/pools")
}
