/// The ancillary fields of a record that this release does not know, and the values that they belong to.
///
/// Tags below 0x80 are critical: a reader that does not know one refuses the record. Tags from 0x80 are ancillary: such a
/// reader keeps their bytes and writes them back (R103). A field may be ancillary only if ignoring it never lets anybody in;
/// it names the ``FieldPremise`` it was made under.
package struct AncillaryFields: Sendable, Hashable {
    /// The first tag of an ancillary field.
    package static let firstTag: UInt8 = 0x80

    /// The fields of one value as they were read: tag, length and content of each, tags ascending.
    private(set) var fields: [UInt8] = []
    /// The same of the values inside, in the order of their tags and names.
    private(set) var values: [Inside] = []

    /// The fields of a value inside.
    struct Inside: Sendable, Hashable {
        /// The tag of the value, or of its list.
        let tag: UInt8
        /// The value's first field, which tells it from others under the tag.
        let name: [UInt8]
        let kept: AncillaryFields

        func precedes(_ other: Inside) -> Bool {
            tag == other.tag ? name.lexicographicallyPrecedes(other.name) : tag < other.tag
        }
    }

    package init() {}

    package var isEmpty: Bool { fields.isEmpty && values.isEmpty }

    /// Keeps one field of the value itself.
    mutating func keep(_ field: ArraySlice<UInt8>) { fields += field }

    /// Keeps what a value inside holds; of two values with one name the later counts.
    mutating func keep(_ kept: AncillaryFields, under tag: UInt8, named name: [UInt8]) {
        let inside = Inside(tag: tag, name: name, kept: kept)
        let place = values.firstIndex { !$0.precedes(inside) } ?? values.endIndex
        if place < values.endIndex, values[place].tag == tag, values[place].name == name {
            values[place] = inside
        } else {
            values.insert(inside, at: place)
        }
    }

    /// The fields of the values under a tag.
    func values(under tag: UInt8) -> [Inside] { values.filter { $0.tag == tag } }
}

/// The places of format 1 that later features take: none is in use, and each is refused until a release knows it (R103).
///
/// | Place | Tag | For | Rank |
/// |---|---|---|---|
/// | user | 40 | groups: names and precedence | critical: a host may refuse by group |
/// | user | 41 | trust number of remembered devices | critical: another number ends the trust |
/// | family | 41 | device | critical: its loss ends the family |
/// | pool | 40 | settings of groups and devices | critical |
/// | client | 40 | call-back addresses, flows and scopes | critical: a closed list |
/// | user | 0x80 | SRP verifier | ancillary, under the premise of the password (R45) |
///
/// An SRP verifier may be ignored: without it the user answers SRP like an unknown user. So a release that does not know it
/// keeps it, and one that does drops it once the password is another.
///
/// Kinds of records that are reserved: 10 the list of a pool's app clients (R106), 11 group, 12 member of a group,
/// 13 remembered device, 14 authorization code, 16 spending limit. The other bounds of R106 are checked
/// when a record is written, and need no tag.
package enum ReservedTags {
    /// A critical place: the kind of record, the way to the value inside, and the tag.
    package struct Place: Sendable, Hashable {
        package let kind: RecordKind
        /// The list inside whose elements have the field; nil for the record itself.
        package let list: UInt8?
        package let tag: UInt8

        init(_ kind: UInt8, list: UInt8? = nil, _ tag: UInt8) {
            (self.kind, self.list, self.tag) = (RecordKind(rawValue: kind), list, tag)
        }
    }

    /// The critical places.
    package static let critical = [
        Place(1, 40), Place(1, 41), Place(8, 41), Place(2, 40), Place(3, 40),
    ]

    /// The place of an SRP verifier in a user's record: ancillary.
    package static let verifier: UInt8 = 0x80

    /// The kinds.
    package static let kinds = ([10, 11, 12, 13, 14, 16] as [UInt8]).map { RecordKind(rawValue: $0) }
}

/// The premise of an ancillary field: the user's generation, and the secret that the field depends on.
///
/// An older release changes both without knowing the field, and writes the field back. A reader that knows the field
/// compares, and drops one whose premise no longer holds.
package struct FieldPremise: FieldValue, Sendable, Hashable {
    /// The revocation generation of the user.
    package let generation: UInt32
    /// SHA-256 of the password hash or factor; empty where the field depends on the generation alone.
    package let digest: [UInt8]

    package init(generation: UInt32, digest: [UInt8] = []) {
        (self.generation, self.digest) = (generation, digest)
    }

    /// The tag of the premise inside an ancillary field; the field's own tags follow.
    static let tag: UInt8 = 1

    package func write(to writer: inout FieldWriter) {
        writer.put(1, Int64(generation))
        writer.put(2, digest)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        guard let number = try reader.int64(1), let generation = UInt32(exactly: number) else {
            throw CodecError("no generation")
        }
        self.generation = generation
        digest = try reader.bytes(2).required("premise")
    }
}
