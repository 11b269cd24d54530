import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Fields of later releases: critical ones are refused, ancillary ones are kept while they hold (R103).
@Suite struct AncillaryFieldTests {
    private typealias Step = FieldSplice.Step

    private let key = RecordKey("user/a/b")
    private let keys = KeyRing(from: SeededRandomSource(seed: 5))
    private let later = FieldSplice.field(0xF0, [1, 2, 3])

    /// Every value of a user's record, and values inside.
    private static let places: [[FieldSplice.Step]] = [
        [], [.element(8, 0)], [.element(8, 1)], [.value(12)], [.element(12, 0)], [.value(12), .element(3, 0)],
        [.value(12), .element(3, 1)], [.value(13)], [.value(14)], [.value(15)], [.value(15), .value(2)],
        [.element(16, 0)], [.element(16, 3)], [.element(16, 0), .value(10)], [.element(16, 1), .value(10)],
        [.element(16, 0), .value(11)], [.element(16, 2), .element(9, 0)], [.value(17)], [.value(17), .value(1)],
        [.value(18)], [.value(18), .value(1)], [.value(18), .element(2, 0)], [.element(20, 0)],
        [.element(20, 0), .value(2)], [.value(21)], [.value(21), .element(1, 0)], [.value(21), .element(1, 1)],
        [.element(22, 0)], [.element(22, 0), .value(2)], [.element(22, 1), .value(2), .value(3)], [.value(23)],
    ]

    private func fields(_ contents: [UInt8]) -> [UInt8] { Array(contents.dropFirst(2).dropLast(8)) }

    private func user(_ seed: UInt64) throws -> UserAuthRecord {
        var generator = RecordGenerator(seed: seed)
        var user = try generator.user(keys)
        user.creation = nil
        user.ancillary = AncillaryFields()
        return user
    }

    private func read(_ contents: [UInt8]) throws -> UserAuthRecord {
        guard case .record(let user) = try RecordCodec.decode(contents, as: UserAuthRecord.self, of: key) else {
            throw CodecError("a tombstone")
        }
        return user
    }

    @Test func anAncillaryFieldIsWrittenBackWhereItStood() throws {
        var met: Set<[FieldSplice.Step]> = []
        for seed in 0..<40 as Range<UInt64> {
            let user = try user(seed)
            for place in Self.places {
                guard let contents = LaterRelease.contents(of: user, key: key, adding: later, at: place) else {
                    continue
                }
                // A list's own bytes are no value.
                guard place != [.element(12, 0)] else { continue }
                met.insert(place)
                let read = try read(contents)
                #expect(RecordCodec.encode(read, of: key) == contents, "\(place)")
                #expect(read != user && !read.ancillary.isEmpty)
            }
        }
        #expect(met.count == Self.places.count - 1, "\(Set(Self.places).subtracting(met))")
    }

    /// All at once, two in a value, and in the order of their tags.
    @Test func manyAreWrittenBackTogether() throws {
        for seed in 0..<40 as Range<UInt64> {
            let user = try user(seed)
            var contents = RecordCodec.encode(user, of: key)
            for place in Self.places where place != [.element(12, 0)] {
                for tag in [0xF0, 0x80] as [UInt8] {
                    let field = FieldSplice.field(tag, [UInt8(place.count), tag])
                    contents = LaterRelease.adding(field, to: contents, of: key, at: place) ?? contents
                }
            }
            #expect(RecordCodec.encode(try read(contents), of: key) == contents, "seed \(seed)")
        }
    }

    @Test func aCriticalFieldIsRefusedByFormatAndTag() throws {
        var met = 0
        for seed in 0..<10 as Range<UInt64> {
            let user = try user(seed)
            for place in Self.places where place != [.element(12, 0)] {
                for tag in [100, 0x7F] as [UInt8] {
                    let field = FieldSplice.field(tag, [])
                    guard let contents = LaterRelease.contents(of: user, key: key, adding: field, at: place) else {
                        continue
                    }
                    met += 1
                    #expect(throws: CodecError(unknown: .init(format: 1, tag: tag))) { try read(contents) }
                }
            }
        }
        #expect(met > 200)
        #expect(CodecError(unknown: .init(format: 1, tag: 100)).reason == "unknown critical field 100 in format 1")
    }

    @Test func fieldsOutOfOrderAreRefused() throws {
        let user = try user(1)
        let contents = Array(RecordCodec.encode(user, of: key).dropLast(8))
        for tail in [[0xF0, 0xF0], [0xF0, 0x80], [0xF0, 100], [1]] as [[UInt8]] {
            let bent = LaterRelease.summed(contents + tail.flatMap { FieldSplice.field($0, []) }, of: key)
            #expect(throws: CodecError("fields out of order")) { try read(bent) }
        }
        #expect(throws: CodecError("a field is cut off")) {
            try read(LaterRelease.summed(contents + [0xF0, 0, 0, 0, 1], of: key))
        }
    }

    /// A field goes with the value that it stood in; another value in the place has none of it.
    @Test func aFieldGoesWithItsValue() throws {
        var users = 0
        for seed in 0..<60 as Range<UInt64> {
            let user = try user(seed)
            guard user.sessions.count > 1, user.softwareToken != nil else { continue }
            users += 1
            var contents = RecordCodec.encode(user, of: key)
            for place in [[.element(16, 0)], [.element(16, 1)], [.value(14)], [.value(17)]] as [[FieldSplice.Step]] {
                contents = try #require(LaterRelease.adding(later, to: contents, of: key, at: place))
            }
            var changed = try read(contents)
            changed.close(user.sessions[0].id)
            changed.softwareToken = VerifiedSoftwareToken(
                secret: try SharedSecret(bytes: [1, 2, 3]), friendlyDeviceName: nil, replayFloor: TimeStep(1))
            changed.passwordFailures.fail(at: UnixTime(seconds: 1_800_000_000))
            var bare = changed
            bare.ancillary = AncillaryFields()
            let expected = try [[.element(16, 0)], [.value(17)]].reduce(RecordCodec.encode(bare, of: key)) {
                try #require(LaterRelease.adding(later, to: $0, of: key, at: $1))
            }
            #expect(RecordCodec.encode(changed, of: key) == expected, "the second session's, and the counter's")
        }
        #expect(users > 3)
    }

    @Test func everyKindOfRecordKeepsThem() throws {
        var generator = RecordGenerator(seed: 77)
        func check<Record: StorableRecord>(_ record: Record) throws {
            var record = record
            record.ancillary = AncillaryFields()
            let contents = try #require(LaterRelease.contents(of: record, key: key, adding: later))
            guard case .record(let read) = try RecordCodec.decode(contents, as: Record.self, of: key) else { return }
            #expect(RecordCodec.encode(read, of: key) == contents, "\(Record.self)")
        }
        try check(generator.pool())
        try check(generator.client())
        try check(generator.decoy())
        try check(generator.quota())
        try check(generator.directory())
        try check(generator.family())
        let reservation = AliasReservation(
            attribute: .email, holder: .init(name: CanonicalName(digest: [1]), nonce: [2]),
            expiresAt: UnixTime(seconds: 9))
        try check(reservation)
        let kept = try #require(LaterRelease.record(reservation, adding: later))
        #expect(!kept.confirmed.ancillary.isEmpty && kept.retired.ancillary.isEmpty)
    }

    @Test func aTombstoneHasNoneAndNeitherHasARecordInItsPlace() throws {
        let tombstone = Tombstone(generation: 7)
        let contents = try #require(LaterRelease.contents(of: tombstone, key: key, adding: later))
        guard case .tombstone(let read) = try RecordCodec.decode(contents, as: UserAuthRecord.self, of: key) else {
            Issue.record("a tombstone is read")
            return
        }
        #expect(RecordCodec.encode(read, of: key) == RecordCodec.encode(tombstone, of: key))

        var user = try user(3)
        user.creation = .init(replacing: tombstone)
        let pending = try #require(LaterRelease.contents(of: user, key: key, adding: later))
        #expect(try self.read(pending) == user)
        let other = try #require(LaterRelease.record(try self.user(4), adding: later))
        user.ancillary = other.ancillary
        #expect(
            !fields(RecordCodec.encode(user, of: key)).contains(0xF0) || RecordCodec.encode(user, of: key) != pending)
        #expect(try self.read(RecordCodec.encode(user, of: key)).ancillary.isEmpty)
    }

    @Test func aKnownFieldIsBelievedUnderItsPremiseOnly() throws {
        var user = try user(5)
        user.password = PasswordHash("old")
        for basis in [.password, .generation, .softwareToken, .destination(.phoneNumber)] as [UserAuthRecord.Basis] {
            var writer = FieldWriter()
            writer.put(ancillary: 0x81, "value", under: user.premise(basis)) { $1.put(2, $0) }
            let bytes = writer.bytes
            func value(_ user: UserAuthRecord) throws -> String? {
                var reader = FieldReader(bytes, in: bytes.indices)
                let value = try reader.ancillary(0x81, under: user.premise(basis)) { (inner) throws(CodecError) in
                    try inner.text(2).required("value")
                }
                try reader.finish()
                #expect(reader.ancillary.isEmpty, "a known field is not kept")
                return value
            }
            #expect(try value(user) == "value")
            var revoked = user
            revoked.revokeEverything()
            #expect(try value(revoked) == nil)
            var changed = user
            switch basis {
            case .password: changed.password = PasswordHash("new")
            case .generation: changed.generation &+= 1
            case .softwareToken:
                changed.softwareToken = VerifiedSoftwareToken(
                    secret: try SharedSecret(bytes: [9, 9]), friendlyDeviceName: nil, replayFloor: TimeStep(1))
            case .destination(let name): changed.attributes[name] = "+14155550199"
            }
            #expect(try value(changed) == nil, "\(basis)")
        }
    }

    @Test func aServiceIsSetToFormatsThatItKnows() throws {
        #expect(try RecordFormat(reads: 1...1, writes: 1) == .current)
        for (reads, writes) in [(1...2, 1), (0...1, 1), (1...1, 2), (2...2, 2)] {
            #expect(throws: RecordFormat.UnknownFormat.self) { try RecordFormat(reads: reads, writes: writes) }
        }
        #expect(RecordFormat.known.contains(Int(RecordCodec.format)))
    }

    /// A field of more than 255 bytes, and another one behind it.
    @Test func longFieldsAreKeptWhole() throws {
        let long = FieldSplice.field(0xF0, [UInt8](repeating: 7, count: 700)) + FieldSplice.field(0xF1, [1])
        for place in [[], [.value(17)]] as [[FieldSplice.Step]] {
            let contents = try #require(LaterRelease.contents(of: try user(1), key: key, adding: long, at: place))
            #expect(RecordCodec.encode(try read(contents), of: key) == contents, "\(place)")
        }
    }
}
