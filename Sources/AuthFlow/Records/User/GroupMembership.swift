package import CognitoMFACore
package import UserPoolModel

/// A membership in a user's record: the place of the group's record, and the id that the record must carry.
///
/// A group that is deleted and created again under the same name has another id, so that its former members are none.
package struct GroupMembership: FieldValue, Sendable, Hashable {
    /// The first 16 bytes of SHA-256 of the group's name in lower case: the end of its key.
    package let place: [UInt8]
    /// Eight random bytes, new at every creation.
    package let groupID: [UInt8]

    private static let placeByteCount = 16
    /// The bytes of a group's id.
    package static let idByteCount = 8

    package init(place: [UInt8], groupID: [UInt8]) {
        (self.place, self.groupID) = (place, groupID)
    }

    /// The place of the group with a name, in whatever case it is spelled.
    package static func place(of name: GroupName) -> [UInt8] {
        Array(SHA256.hash(utf8: name.text.lowercased()).array.prefix(placeByteCount))
    }

    package func write(to writer: inout FieldWriter) {
        writer.put(1, place)
        writer.put(2, groupID)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        place = try reader.bytes(1).required("group's place")
        groupID = try reader.bytes(2).required("group's id")
        guard place.count == Self.placeByteCount, groupID.count == Self.idByteCount else {
            throw CodecError("a membership of another length")
        }
    }
}
