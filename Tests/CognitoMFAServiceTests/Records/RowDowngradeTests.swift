import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Rows that claim a weaker form than their sealer or their kind demands: each fails closed.
@Suite struct RowDowngradeTests {
    /// Not a cipher: contents pass through, and its key id must be named.
    private struct Mask: RecordSealer {
        struct Unknown: Error {}
        var keyID: [UInt8] = [1, 2]
        func seal(_ contents: [UInt8], of key: RecordKey) -> [UInt8] { contents.map { $0 ^ 0x5A } }
        func open(_ sealed: [UInt8], of key: RecordKey, sealedBy keyID: [UInt8]) throws -> [UInt8] {
            guard keyID == self.keyID else { throw Unknown() }
            return sealed.map { $0 ^ 0x5A }
        }
    }

    private let key = RecordKey("user/a/b")
    private let plain = SealedRecordCodec(sealer: NoSealer())
    private let sealing = SealedRecordCodec(sealer: Mask())

    private func user() throws -> UserAuthRecord {
        var generator = RecordGenerator(seed: 21)
        return try generator.user(KeyRing(from: SeededRandomSource(seed: 21)))
    }

    private func isRefused(_ row: [UInt8], _ codec: SealedRecordCodec) -> Bool {
        (try? codec.decodeRow(row, as: UserAuthRecord.self, of: key)) == nil
    }

    // R104: someone who can write to the store, but has no key, must not be able to write users.
    @Test func aPlainRowIsNotReadWhereRowsAreSealed() throws {
        let row = try plain.encode(try user(), of: key)
        #expect(Array(row.prefix(2)) == [0xC1, 0], "it names no key")
        #expect(throws: (any Error).self) { try sealing.decode(row, as: UserAuthRecord.self, of: key) }
        #expect(isRefused(row, sealing))
        let tombstone = try plain.encode(Tombstone(generation: 7), of: key)
        #expect(isRefused(tombstone, sealing), "nor a user deleted")
    }

    // R104: the same through the service, with every kind of row that a sign-in reads.
    @Test(arguments: ["user", "pool", "client", "family", "alias"])
    func noPlainRowOfAnyKindIsReadWhereRowsAreSealed(_ kind: String) async throws {
        var generator = RecordGenerator(seed: 22)
        let store = ScriptedStore()
        let records = RecordAccess(store: store, sealer: Mask(), random: SeededRandomSource(seed: 1))
        func isRefused<Record: StorableRecord>(_ record: Record) async throws -> Bool {
            let key = RecordKey("\(kind)/a")
            let row = VersionedRecord(version: RecordVersion("1"), contents: try plain.encode(record, of: key))
            await store.put(row, under: key)
            return await failure { _ = try await records.read(key, as: Record.self) }?.code == .internalError
        }
        let refused =
            switch kind {
            case "user": try await isRefused(try user())
            case "pool": try await isRefused(generator.pool())
            case "client": try await isRefused(generator.client())
            case "family": try await isRefused(generator.family())
            default: try await isRefused(generator.reservation())
            }
        #expect(refused)
    }

    // R104: a key id that is cut short, made longer, or that of nothing.
    @Test func theKeyIDOfARowIsNotTakenInPart() throws {
        let row = try sealing.encode(try user(), of: key)
        #expect(Array(row.prefix(4)) == [0xC1, 2, 1, 2])
        let sealed = Array(row.dropFirst(4))
        let heads: [[UInt8]] = [
            [0xC1, 0], [0xC1, 0, 1, 2], [0xC1, 1, 1], [0xC1, 1, 2], [0xC1, 3, 1, 2, 0], [0xC1, 2, 2, 1],
            [0xC0, 2, 1, 2], [0xC1], [],
        ]
        for head in heads { #expect(isRefused(head + sealed, sealing), "\(head)") }
        #expect(isRefused(row, plain), "nor is a sealed row read without the sealer")
        #expect(!isRefused(row, sealing))
    }

    // R104: contents that were not sealed do not pass under the name of the key.
    @Test func plainContentsUnderTheKeysNameAreRefused() throws {
        let row = try plain.encode(try user(), of: key)
        #expect(isRefused([0xC1, 2, 1, 2] + row.dropFirst(2), sealing))
    }

    // R102: the checksum counts where rows are sealed too.
    @Test func theChecksumOfASealedRowCounts() throws {
        let row = try sealing.encode(try user(), of: key)
        for place in [4, 5, 40, row.count - 9, row.count - 1] {
            var bent = row
            bent[place] ^= 1
            #expect(isRefused(bent, sealing), "byte \(place)")
        }
        #expect(throws: (any Error).self) {
            try sealing.decode(row, as: UserAuthRecord.self, of: RecordKey("user/a/c"))
        }
    }

    private func summed(_ contents: [UInt8]) -> [UInt8] {
        [0xC1, 0] + contents
            + RecordCodec.checksum(of: contents, in: 0..<contents.count, under: key).bigEndianBytes
    }

    // R103: neither an older format nor a newer one, nor another kind, is read as if it were this one.
    @Test func aRowOfAnotherFormatOrKindIsRefusedUnderAGoodChecksum() throws {
        let contents = Array(try plain.encode(try user(), of: key).dropFirst(2).dropLast(8))
        #expect(!isRefused(summed(contents), plain))
        for format in [0, 2, 255] as [UInt8] { #expect(isRefused(summed([format] + contents.dropFirst()), plain)) }
        for kind in 0...10 as ClosedRange<UInt8> where kind != UserAuthRecord.kind.rawValue {
            #expect(isRefused(summed([contents[0], kind] + contents.dropFirst(2)), plain), "kind \(kind)")
        }
        #expect(isRefused(summed(contents + [127, 0, 0, 0, 0]), plain), "a field that nobody knows")
    }

    // R117: only users and pools leave a tombstone; in place of another row it is invalid.
    @Test func aTombstoneIsReadWhereOneMayBe() throws {
        let row = try plain.encode(Tombstone(generation: 7), of: key)
        func isRead<Record: StorableRecord>(_ type: Record.Type) -> Bool {
            (try? plain.decodeRow(row, as: type, of: key)) != nil
        }
        #expect(isRead(UserAuthRecord.self) && isRead(PoolRecord.self))
        #expect(!isRead(ClientRecord.self) && !isRead(FamilyRecord.self) && !isRead(AliasReservation.self))
        #expect(!isRead(DecoyRecord.self) && !isRead(SendQuotaRecord.self) && !isRead(DirectoryRecord.self))
        #expect(throws: (any Error).self) { try plain.decode(row, as: UserAuthRecord.self, of: key) }
    }

    // R99, R100: a digest whose key is not in the ring matches nothing, not even its own code.
    @Test func aDigestOfAnotherRingIsNobodys() throws {
        let keys = KeyRing(from: SeededRandomSource(seed: 23))
        let others = KeyRing(from: SeededRandomSource(seed: 24))
        let session = SessionID([UInt8](repeating: 1, count: 16))
        let destination = try #require(CodeDestination(.email, "ada@example.com"))
        for purpose in CodePurpose.allCases {
            let sent = SentCode(
                "000000", for: purpose, to: destination, user: "s", session: session, keys: others,
                expiresAt: UnixTime(seconds: 2_000_000_000))
            #expect(sent.matches("000000", for: purpose, user: "s", session: session, keys: others))
            #expect(!sent.matches("000000", for: purpose, user: "s", session: session, keys: keys))
        }
    }
}
