import AuthFlow
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The places of later features: free, and refused today.
@Suite struct ReservedTagTests {
    private let key = RecordKey("user/a/b")
    private let keys = KeyRing(from: SeededRandomSource(seed: 5))

    private func contents(_ place: ReservedTags.Place) throws -> [UInt8]? {
        var generator = RecordGenerator(seed: 11)
        let field = FieldSplice.field(place.tag, [1])
        let path = place.list.map { [FieldSplice.Step.element($0, 0)] } ?? []
        return switch place.kind {
        case .user:
            try (11..<60 as Range<UInt64>).compactMap { (seed) throws -> [UInt8]? in
                var generator = RecordGenerator(seed: seed)
                return LaterRelease.contents(of: try generator.user(keys), key: key, adding: field, at: path)
            }.first
        case .pool: LaterRelease.contents(of: generator.pool(), key: key, adding: field, at: path)
        case .client: LaterRelease.contents(of: generator.client(), key: key, adding: field, at: path)
        case .family: LaterRelease.contents(of: generator.family(), key: key, adding: field, at: path)
        default: nil
        }
    }

    private func read(_ contents: [UInt8], _ kind: RecordKind) throws {
        switch kind {
        case .user: _ = try RecordCodec.decode(contents, as: UserAuthRecord.self, of: key)
        case .pool: _ = try RecordCodec.decode(contents, as: PoolRecord.self, of: key)
        case .client: _ = try RecordCodec.decode(contents, as: ClientRecord.self, of: key)
        default: _ = try RecordCodec.decode(contents, as: FamilyRecord.self, of: key)
        }
    }

    // R103
    @Test(arguments: ReservedTags.critical) func aReservedTagIsRefused(_ place: ReservedTags.Place) throws {
        let contents = try #require(try contents(place))
        #expect(throws: CodecError(unknown: .init(format: 1, tag: place.tag))) { try read(contents, place.kind) }
        #expect(throws: PreviousRecord.Refusal(reason: "unknown", tag: place.tag)) {
            try PreviousRecord(contents, of: key)
        }
    }

    // R45: nothing makes a verifier yet, and nothing signs in by one; it is kept for the release that knows it.
    @Test func aVerifierIsKept() throws {
        var generator = RecordGenerator(seed: 12)
        var user = try generator.user(keys)
        user.creation = nil
        user.ancillary = AncillaryFields()
        let field = FieldSplice.field(ReservedTags.verifier, [1, 2])
        let contents = try #require(LaterRelease.contents(of: user, key: key, adding: field))
        guard case .record(let read) = try RecordCodec.decode(contents, as: UserAuthRecord.self, of: key) else {
            return
        }
        #expect(RecordCodec.encode(read, of: key) == contents)
    }

    @Test func noTwoKindsShareANumber() {
        let kinds: [RecordKind] = [
            UserAuthRecord.kind, PoolRecord.kind, ClientRecord.kind, AliasReservation.kind, Tombstone.kind,
            DecoyRecord.kind, SendQuotaRecord.kind, FamilyRecord.kind, DirectoryRecord.kind,
            BrowserRecord.kind,
        ]
        #expect(Set(kinds + ReservedTags.kinds).count == kinds.count + ReservedTags.kinds.count)
        #expect((kinds + ReservedTags.kinds).allSatisfy { $0.rawValue < 128 })
        // The release before does not have it.
        #expect(Set(kinds.map(\.rawValue)).subtracting([BrowserRecord.kind.rawValue]) == Set(PreviousShape.kinds.keys))
    }
}
