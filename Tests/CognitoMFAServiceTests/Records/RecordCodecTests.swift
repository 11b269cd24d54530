import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

// R102
@Suite struct RecordCodecTests {
    private let codec = SealedRecordCodec(sealer: NoSealer())
    private let key = RecordKey("user/a/b")
    private let keys = KeyRing(from: SeededRandomSource(seed: 5))

    @Test(arguments: 0..<200 as Range<UInt64>) func whatIsWrittenIsRead(_ seed: UInt64) throws {
        var generator = RecordGenerator(seed: seed)
        try check(try generator.user(keys))
        try check(generator.pool())
        try check(generator.client())
        try check(generator.reservation())
        try check(generator.decoy())
        try check(generator.quota())
        try check(generator.directory())
        try check(generator.family())
        try check(generator.group())
        try check(generator.member(keys))
        try check(Tombstone(generation: UInt32(seed)))
    }

    private func check<Record: StorableRecord>(_ record: Record) throws {
        let bytes = try codec.encode(record, of: key)
        #expect(try codec.decode(bytes, as: Record.self, of: key) == record)
        let again = try codec.encode(codec.decode(bytes, as: Record.self, of: key), of: key)
        #expect(again == bytes, "one spelling each: \(Record.self)")
    }

    /// Seals nothing, like ``NoSealer``, but the codec cannot know that.
    private struct TransparentSealer: RecordSealer {
        var keyID: [UInt8] { [] }
        func seal(_ contents: [UInt8], of key: RecordKey) -> [UInt8] { contents }
        func open(_ sealed: [UInt8], of key: RecordKey, sealedBy keyID: [UInt8]) -> [UInt8] { sealed }
    }

    /// A row sealed in place equals the row that a sealer returns.
    @Test(arguments: 0..<50 as Range<UInt64>) func aRowIsTheSameByEitherWay(_ seed: UInt64) throws {
        var generator = RecordGenerator(seed: seed)
        let other = SealedRecordCodec(sealer: TransparentSealer())
        let user = try generator.user(keys)
        let row = try codec.encode(user, of: key)
        #expect(try other.encode(user, of: key) == row)
        #expect(try other.decode(row, as: UserAuthRecord.self, of: key) == user)
    }

    /// The bytes are an interface: a release that reads others cannot serve a store that is in use.
    @Test func theBytesOfASmallRecordAreTheseForGood() throws {
        let record = ClientRecord(AppClient(id: "c", userPoolID: "a_b", name: "n"))
        let fields: [[UInt8]] = [
            [1, 0, 0, 0, 1] + Array("c".utf8), [2, 0, 0, 0, 3] + Array("a_b".utf8), [3, 0, 0, 0, 1] + Array("n".utf8),
            [6, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 3], [7, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0x0E, 0x10],
            [8, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0x0E, 0x10], [9, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0x27, 0x8D, 0x00],
            [10, 0, 0, 0, 1, 0],
        ]
        let contents = [1, 3] + fields.flatMap(\.self)
        // XXH64 of the reference implementation, of the contents under the seed XXH64("client/c").
        let sum: [UInt8] = [0x17, 0x38, 0x6F, 0x28, 0xB3, 0x49, 0x3E, 0x23]
        #expect(try codec.encode(record, of: RecordKey("client/c")) == [0xC1, 0] + contents + sum)
    }

    @Test func aUserRecordFromASeedHasTheseBytesForGood() throws {
        var generator = RecordGenerator(seed: 42)
        var user = try generator.user(keys)
        user.operations.remember([UInt8](repeating: 7, count: 16), .init(isGrant: true, attempt: 3))
        let digest = Hexadecimal.encode(SHA256.hash(try codec.encode(user, of: key)))
        #expect(digest == "a5fd38aad438664b3cb474ec87529afcbf5fd4f6820f0833fac42807e26186ce")
    }

    // R103
    @Test func everyCutAndEveryForeignFormatFailsClosed() throws {
        var generator = RecordGenerator(seed: 3)
        let bytes = try codec.encode(try generator.user(keys), of: key)
        for count in bytes.indices {
            #expect(throws: (any Error).self) {
                try codec.decode(Array(bytes.prefix(count)), as: UserAuthRecord.self, of: key)
            }
        }
        for format in 0...255 as ClosedRange<UInt8> where format != RecordCodec.format {
            var other = bytes
            other[2] = format
            #expect(throws: CodecError("unknown format \(format)")) {
                try codec.decode(other, as: UserAuthRecord.self, of: key)
            }
        }
        #expect(throws: CodecError("a record of another kind")) {
            try codec.decode(bytes, as: PoolRecord.self, of: key)
        }
        #expect(throws: CodecError(unknown: .init(format: 1, tag: 100))) {
            let field = FieldSplice.field(100, [])
            let contents = Array(bytes.dropFirst(2))
            let later = try #require(LaterRelease.adding(field, to: contents, of: key))
            _ = try codec.decode(bytes.prefix(2) + later, as: UserAuthRecord.self, of: key)
        }
        #expect(throws: CodecError("a damaged record, or one of another key")) {
            try codec.decode(bytes, as: UserAuthRecord.self, of: RecordKey("user/a/c"))
        }
    }

    /// A counter that is read can be incremented: no sum overflows.
    @Test func aCountNearTheEndOfTheRangeFailsClosed() throws {
        for (count, isTaken) in [(Int.max, false), (1 << 32, false), ((1 << 32) - 1, true), (-1, false)] {
            var client = AppClient(id: "client", userPoolID: "a_b", name: "n")
            client.authSessionValidityMinutes = count
            let bytes = try codec.encode(ClientRecord(client), of: key)
            let read = try? codec.decode(bytes, as: ClientRecord.self, of: key)
            #expect((read != nil) == isTaken)
            guard let read else { continue }
            let end = ChallengeSession.expiry(
                client: read.client, now: UnixTime(seconds: 0), firstFactorAt: UnixTime(seconds: 0))
            #expect(end == UnixTime(seconds: 900), "R31")
        }
    }

    private func summed(_ bytes: some Collection<UInt8>) -> [UInt8] {
        Array(bytes) + RecordCodec.checksum(of: Array(bytes), in: 2..<bytes.count, under: key).bigEndianBytes
    }

    @Test func everyBitThatTurnsFailsClosed() throws {
        var generator = RecordGenerator(seed: 4)
        let bytes = try codec.encode(try generator.user(keys), of: key)
        for place in bytes.indices {
            var bent = bytes
            bent[place] ^= 1 << UInt8(generator.number(8))
            #expect(throws: (any Error).self) { try codec.decode(bent, as: UserAuthRecord.self, of: key) }
        }
    }

    /// Any bytes with a right checksum give an error or a record; a record that was read is written and read the same.
    @Test(arguments: 0..<20 as Range<UInt64>) func noBytesCrashTheReader(_ seed: UInt64) throws {
        var generator = RecordGenerator(seed: seed)
        let bytes = try codec.encode(try generator.user(keys), of: key)
        var refused = 0
        for _ in 0..<100 {
            var bent = Array(bytes.dropLast(8))
            for _ in 0...generator.number(3) { bent[generator.number(bent.count)] = UInt8(generator.number(256)) }
            do {
                let record = try codec.decode(summed(bent), as: UserAuthRecord.self, of: key)
                var again = try codec.decode(codec.encode(record, of: key), as: UserAuthRecord.self, of: key)
                // A value that is not written, being the default, takes its ancillary fields along.
                again.ancillary = record.ancillary
                #expect(again == record)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 10)
    }

    // R104
    @Test func theSealerSeesContentsAndKeyAndNamesItsOwnKey() throws {
        let sealing = SealedRecordCodec(sealer: Mask(keyID: [1, 2], mask: 0x5A))
        var generator = RecordGenerator(seed: 8)
        let user = try generator.user(keys)
        let bytes = try sealing.encode(user, of: key)
        #expect(Array(bytes.prefix(4)) == [0xC1, 2, 1, 2])
        #expect(try sealing.decode(bytes, as: UserAuthRecord.self, of: key) == user)
        #expect(throws: Mask.Unknown.self) {
            try sealing.decode(bytes, as: UserAuthRecord.self, of: RecordKey("user/a/c"))
        }
        let rotated = SealedRecordCodec(sealer: Mask(keyID: [3], mask: 0x11, former: [[1, 2]: 0x5A]))
        #expect(try rotated.decode(bytes, as: UserAuthRecord.self, of: key) == user, "R100: named by its key id")
        #expect(throws: (any Error).self) { try codec.decode(bytes, as: UserAuthRecord.self, of: key) }
    }

    // R106
    @Test func aRecordThatGrowsPastItsBoundIsRefused() async throws {
        let fixture = try await Fixture()
        let before = try await fixture.record()
        let many = Dictionary(
            uniqueKeysWithValues: [
                "address", "birthdate", "family_name", "gender", "given_name", "locale",
                "middle_name", "name", "nickname", "picture", "profile", "website", "zoneinfo", "updated_at",
                "email", "preferred_username",
            ].map { (AttributeName(rawValue: $0), String(repeating: "é", count: 2048)) })
        let refused = await failure { try await fixture.pool.admin.updateAttributes("ada", many) }
        #expect(refused?.code == .invalidParameter)
        #expect(
            refused?.message
                == "1 validation error detected: Value at 'userAttributes' failed to satisfy constraint: Member must have value less than or equal to 32768"
        )
        #expect(try await fixture.record() == before)
    }

    @Test func aRowThatIsShorterThanItSaysIsRefused() throws {
        let row = try codec.seal([1, 2, 3], of: key)
        let envelope = row[0]
        for bytes in [[], [envelope], [envelope, 1], [envelope, 200, 0], [envelope &+ 1, 0]] as [[UInt8]] {
            #expect(throws: CodecError.self, "\(bytes)") { try codec.open(bytes, of: key) }
        }
    }
}

/// Not a cipher: it shows that contents pass through, with the record's key bound in.
private struct Mask: RecordSealer {
    struct Unknown: Error {}
    let keyID: [UInt8]
    var mask: UInt8
    var former: [[UInt8]: UInt8] = [:]

    func seal(_ contents: [UInt8], of key: RecordKey) -> [UInt8] {
        Array(SHA256.hash(Array(key.text.utf8)).prefix(4)) + contents.map { $0 ^ mask }
    }

    func open(_ sealed: [UInt8], of key: RecordKey, sealedBy keyID: [UInt8]) throws -> [UInt8] {
        guard let mask = keyID == self.keyID ? mask : former[keyID] else { throw Unknown() }
        guard sealed.starts(with: SHA256.hash(Array(key.text.utf8)).prefix(4)) else { throw Unknown() }
        return sealed.dropFirst(4).map { $0 ^ mask }
    }
}
