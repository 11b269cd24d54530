package import CognitoMFACore
package import UserPoolModel

/// The nonce of a sign-in handle that was accepted: it stands in the user's record until the handle has run out.
package struct SpentHandle: Sendable, Hashable {
    /// The most that stand in a record at one time.
    package static let cap = 8
    /// The time that a mark stays after its handle's end: another server's clock may be behind by as much.
    package static let skew = Duration.seconds(5)

    package let nonce: [UInt8]
    package let expiresAt: UnixTime

    package init(nonce: [UInt8], expiresAt: UnixTime) {
        self.nonce = nonce
        self.expiresAt = expiresAt
    }

    package func write(to writer: inout FieldWriter) {
        writer.put(1, nonce)
        writer.put(2, expiresAt)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        nonce = try reader.bytes(1).required("nonce")
        expiresAt = try reader.time(2).required("expiry")
    }
}

extension UserAuthRecord {
    /// Spends a handle with the proof that came by it.
    ///
    /// - Throws: NotAuthorizedException `Invalid session for the user, session is expired.` once the handle has run out,
    ///   `... session can only be used once.` for one that was spent, and TooManyRequestsException when eight others
    ///   stand in the record.
    package mutating func spend(_ handle: SpentHandle, at now: UnixTime) throws(CognitoError) {
        guard now < handle.expiresAt else { throw .expiredSession }
        let standing = spentHandles.filter { now < $0.expiresAt + SpentHandle.skew }
        guard !standing.contains(where: { $0.nonce == handle.nonce }) else { throw .usedSession }
        guard standing.count < SpentHandle.cap else { throw .tooManyRequests }
        spentHandles = standing + [handle]
    }
}
