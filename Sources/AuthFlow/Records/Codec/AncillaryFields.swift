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
