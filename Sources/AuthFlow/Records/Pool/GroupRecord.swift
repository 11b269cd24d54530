package import CognitoMFACore
package import UserPoolModel

/// A group as it is stored, under its pool and its name in lower case.
///
/// Its members are not listed: each user's record holds the user's own memberships.
package struct GroupRecord: StorableRecord {
    package static let kind = RecordKind.group
    /// The most groups of a pool.
    package static let poolCap = 10_000

    /// Eight random bytes, new at every creation; the memberships of this group carry them.
    package let id: [UInt8]
    package var group: UserGroup
    package var operations = OperationRing()
    package var ancillary = AncillaryFields()

    package init(_ group: UserGroup, id: [UInt8]) {
        (self.group, self.id) = (group, id)
    }

    /// The membership of this group.
    package var membership: GroupMembership {
        GroupMembership(place: GroupMembership.place(of: group.groupName), groupID: id)
    }

    package func write(to writer: inout FieldWriter) {
        writer.put(1, group.groupName.text)
        writer.put(2, group.userPoolID.text)
        writer.put(3, id)
        writer.put(4, group.description)
        writer.put(5, group.roleARN)
        writer.put(6, group.precedence)
        writer.put(7, group.creationDate)
        writer.put(8, group.lastModifiedDate)
        writer.put(19, operations.bytes)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        let name = GroupName(try reader.text(1).required("group's name"))
        let pool = UserPoolID(try reader.text(2).required("pool id"))
        id = try reader.bytes(3).required("group's id")
        guard id.count == GroupMembership.idByteCount else { throw CodecError("a group's id of another length") }
        group = UserGroup(
            groupName: name, userPoolID: pool, description: try reader.text(4), roleARN: try reader.text(5),
            precedence: try reader.count(6), creationDate: try reader.time(7).required("creation"),
            lastModifiedDate: try reader.time(8).required("modification"))
        operations = try OperationRing(bytes: reader.bytes(19))
    }
}

extension RecordKind {
    package static let group = RecordKind(rawValue: 11)
}

extension RecordKey {
    /// A group, by the place that its name has.
    package static func group(_ pool: UserPoolID, place: [UInt8]) -> RecordKey {
        RecordKey(kind: "group/", of: pool, place)
    }

    /// A group, by its name.
    package static func group(_ pool: UserPoolID, _ name: GroupName) -> RecordKey {
        group(pool, place: GroupMembership.place(of: name))
    }

    /// The start of the keys of all groups of a pool.
    package static func groups(of pool: UserPoolID) -> String { start("group/", of: pool) }
}
