package import CognitoMFACore
package import UserPoolModel

/// The mark of an alias in its owner's record: the reservation's key and the nonce that both must have.
package struct ReservationMark: FieldValue, Sendable, Hashable {
    /// SHA-256 of the alias in its canonical spelling.
    package let digest: [UInt8]
    /// Sixteen random bytes of the operation that took the reservation.
    package let nonce: [UInt8]

    package init(digest: [UInt8], nonce: [UInt8]) {
        (self.digest, self.nonce) = (digest, nonce)
    }

    package func write(to writer: inout FieldWriter) {
        writer.put(1, digest)
        writer.put(2, nonce)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        digest = try reader.bytes(1).required("digest")
        nonce = try reader.bytes(2).required("nonce")
    }
}

/// The owner of an alias: a row of its own, under the pool and the alias.
///
/// It is believed if and only if the record it names carries its nonce; then nobody else can take it.
package struct AliasReservation: StorableRecord {
    package static let kind = RecordKind(rawValue: 4)
    /// The life of a row that nobody has confirmed.
    package static let pendingLife = Duration.seconds(86_400)

    /// A user's record and the nonce that it must carry.
    package struct Holder: Sendable, Hashable {
        package let name: CanonicalName
        package let nonce: [UInt8]

        package init(name: CanonicalName, nonce: [UInt8]) {
            (self.name, self.nonce) = (name, nonce)
        }
    }

    package let attribute: AttributeName
    package let holder: Holder
    /// The previous owner, while a forced take-over is under way: a crash must not lose the alias.
    package let previous: Holder?
    /// When the row may go, while it is pending and nobody else's; nil once it is confirmed.
    package let expiresAt: UnixTime?
    /// True for the `sub` of a user who was deleted: it leads to nobody, and stays so that nobody else can be called
    /// so (R120).
    package var isRetired = false
    package var operations = OperationRing()
    package var ancillary = AncillaryFields()

    package var isConfirmed: Bool { expiresAt == nil && previous == nil }

    package init(attribute: AttributeName, holder: Holder, previous: Holder? = nil, expiresAt: UnixTime?) {
        (self.attribute, self.holder, self.previous, self.expiresAt) = (attribute, holder, previous, expiresAt)
    }

    /// The reservation once its holder's record carries the nonce.
    package var confirmed: AliasReservation {
        var reservation = AliasReservation(attribute: attribute, holder: holder, expiresAt: nil)
        reservation.ancillary = ancillary
        return reservation
    }
    /// The reservation once its holder was deleted.
    package var retired: AliasReservation {
        var reservation = AliasReservation(attribute: attribute, holder: holder, expiresAt: nil)
        reservation.isRetired = true
        return reservation
    }

    package func write(to writer: inout FieldWriter) {
        func put(_ holder: Holder, _ inner: inout FieldWriter) {
            inner.put(1, holder.name.digest)
            inner.put(2, holder.nonce)
        }
        writer.put(1, attribute.rawValue)
        writer.put(2, holder, named: true, put)
        writer.put(3, previous, named: true, put)
        writer.put(4, expiresAt)
        if isRetired { writer.put(5, true) }
        writer.put(19, operations.bytes)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        func holder(_ inner: inout FieldReader) throws(CodecError) -> Holder {
            Holder(
                name: CanonicalName(digest: try inner.bytes(1).required("holder")),
                nonce: try inner.bytes(2).required("nonce"))
        }
        attribute = AttributeName(rawValue: try reader.text(1).required("attribute"))
        self.holder = try reader.value(2, holder).required("holder")
        previous = try reader.value(3, holder)
        expiresAt = try reader.time(4)
        isRetired = try reader.flag(5) ?? false
        operations = try OperationRing(bytes: reader.bytes(19))
    }
}

extension RecordKey {
    /// A reservation on an alias, by the digest of its canonical spelling.
    package static func reservation(_ pool: UserPoolID, digest: [UInt8]) -> RecordKey {
        RecordKey(kind: "alias/", of: pool, digest)
    }
}

/// The one spelling under which a user is kept: the exact UTF-8 of the name, in lower case where the pool ignores case.
///
/// Unicode normal forms are left as they are: the composed and the decomposed spelling are two users, in every store.
package struct CanonicalName: Sendable, Hashable {
    /// SHA-256 of the spelling's UTF-8.
    package let digest: [UInt8]

    /// The name that a session handle leads to.
    package init(digest: [UInt8]) { self.digest = digest }

    package init(_ username: Username, ignoringCase: Bool) {
        let spelling = ignoringCase ? username.text.lowercased() : username.text
        digest = SHA256.hash(utf8: spelling).array
    }
}
