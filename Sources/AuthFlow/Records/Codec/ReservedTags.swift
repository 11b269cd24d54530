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
/// 13 remembered device, 14 authorization code, 15 browser session, 16 spending limit. The other bounds of R106 are checked
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
    package static let kinds = (10...16 as ClosedRange<UInt8>).map { RecordKind(rawValue: $0) }
}
