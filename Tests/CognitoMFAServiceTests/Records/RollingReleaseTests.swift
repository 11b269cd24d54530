import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Servers of two releases on one store: the release before is its frozen codec, or this service; the next is ``NextUser``.
@Suite struct RollingReleaseTests {
    private struct Hasher: PasswordHashChecking {
        let hasher = PBKDF2PasswordHasher(anyIterations: 2)

        func isRight(_ password: Password, for hash: PasswordHash?) async throws -> Bool {
            try await hasher.verify(password, against: hash)
        }
    }

    private static let codec = SealedRecordCodec(sealer: NoSealer())
    private let keys = KeyRing(from: SeededRandomSource(seed: 5))
    private let key = RecordKey("user/a/b")

    private func next(_ contents: [UInt8]) throws -> NextUser {
        guard case .record(let user) = try RecordCodec.decode(contents, as: NextUser.self, of: key) else {
            throw CodecError("a tombstone")
        }
        return user
    }

    /// The frozen codec is this release's: the same bytes, of every kind of record.
    @Test(arguments: 0..<60 as Range<UInt64>) func theFrozenCodecIsThisReleases(_ seed: UInt64) throws {
        var generator = RecordGenerator(seed: seed)
        func check<Record: StorableRecord>(_ record: Record) throws {
            let contents = RecordCodec.encode(record, of: key)
            let previous = try PreviousRecord(contents, of: key)
            #expect(previous.contents(of: key) == contents, "\(Record.self)")
            // Inside every value a critical field is refused, and an ancillary one kept, by both.
            guard Record.self != Tombstone.self else { return }
            for place in previous.places where !(record.isPending && place.first == .value(26)) {
                let unknown = FieldSplice.field(0x7E, [1])
                let refused = try #require(LaterRelease.adding(unknown, to: contents, of: key, at: place))
                #expect(throws: CodecError(unknown: .init(format: 1, tag: 0x7E))) {
                    _ = try RecordCodec.decode(refused, as: Record.self, of: key)
                }
                #expect(throws: PreviousRecord.Refusal(reason: "unknown", tag: 0x7E)) {
                    _ = try PreviousRecord(refused, of: key)
                }
                guard record.replacedTombstone == nil else { continue }
                let field = FieldSplice.field(0xAA, [1, 2])
                guard let later = LaterRelease.adding(field, to: contents, of: key, at: place),
                    case .record(let read)? = try? RecordCodec.decode(later, as: Record.self, of: key)
                else { continue }
                let written = RecordCodec.encode(read, of: key)
                if Record.self == DecoyRecord.self {
                    // Its padding makes room for the field.
                    guard case .record(let again) = try RecordCodec.decode(written, as: Record.self, of: key) else {
                        continue
                    }
                    #expect(again == read && again.ancillary != record.ancillary, "\(place)")
                } else {
                    #expect(written == later, "\(Record.self) \(place)")
                }
                #expect(try PreviousRecord(later, of: key).contents(of: key) == later)
            }
        }
        try check(try generator.user(keys))
        try check(generator.pool())
        try check(generator.client())
        try check(generator.reservation())
        try check(generator.group())
        try check(try generator.member(keys))
        try check(generator.decoy())
        try check(generator.quota())
        try check(generator.directory())
        try check(generator.family())
        try check(Tombstone(generation: UInt32(seed)))
    }

    /// Both write one record in turns; what each has written is there for the other.
    @Test(arguments: 0..<40 as Range<UInt64>) func twoReleasesWriteOneRecord(_ seed: UInt64) throws {
        var generator = RecordGenerator(seed: seed)
        var start = try generator.user(keys)
        start.creation = nil
        start.ancillary = AncillaryFields()
        start.password = PasswordHash("first")
        var contents = RecordCodec.encode(start, of: key)
        var expected = NextUser(start)
        for step in 0..<30 {
            switch generator.number(6) {
            case 0:
                // The next release makes a verifier, under the password of now.
                var user = try next(contents)
                user.verifier = generator.bytes(32)
                expected.verifier = user.verifier
                contents = RecordCodec.encode(user, of: key)
            case 1:
                var previous = try PreviousRecord(contents, of: key)
                previous.fields[9] = Array("password \(step)".utf8)
                contents = previous.contents(of: key)
                expected.user.password = PasswordHash("password \(step)")
                expected.verifier = nil
            case 2:
                var previous = try PreviousRecord(contents, of: key)
                let generation = expected.user.generation &+ 1
                previous.fields[3] = Int64(generation).bigEndianBytes
                contents = previous.contents(of: key)
                expected.user.generation = generation
                expected.verifier = nil
            case 3:
                var previous = try PreviousRecord(contents, of: key)
                previous.fields[25] = Int64(step + 1).bigEndianBytes
                contents = previous.contents(of: key)
                expected.user.recoveryFailures = step + 1
            case 4:
                // This release, which knows the verifier no better than the release before.
                guard case .record(var user) = try RecordCodec.decode(contents, as: UserAuthRecord.self, of: key) else {
                    return
                }
                user.isEnabled.toggle()
                contents = RecordCodec.encode(user, of: key)
                expected.user.isEnabled.toggle()
            default:
                var user = try next(contents)
                user.user.awaitsFirstSignIn.toggle()
                contents = RecordCodec.encode(user, of: key)
                expected.user.awaitsFirstSignIn.toggle()
            }
            #expect(try next(contents) == expected, "step \(step)")
        }
        // Then the host sets the next format, and a server that was forgotten refuses the record.
        expected.closure = 1
        let closed = RecordCodec.encode(expected, of: key)
        #expect(throws: PreviousRecord.Refusal(reason: "unknown", tag: NextUser.closureTag)) {
            try PreviousRecord(closed, of: key)
        }
        #expect(throws: CodecError(unknown: .init(format: 1, tag: NextUser.closureTag))) {
            _ = try RecordCodec.decode(closed, as: UserAuthRecord.self, of: key)
        }
    }

    /// The ways in which a service of the release before changes a password.
    enum Change: CaseIterable {
        case changePassword, adminSetUserPassword, confirmForgotPassword, newPasswordRequired, recreated

        func make(_ fixture: Fixture, _ new: Password) async throws {
            let pool = fixture.pool
            switch self {
            case .changePassword:
                let token = try await fixture.tokens().accessToken
                try await pool.changePassword(token, from: Fixture.password, to: new)
            case .adminSetUserPassword: try await pool.admin.setPassword("ada", new)
            case .confirmForgotPassword:
                _ = try await pool.forgotPassword("ada")
                await fixture.service.shutDown()
                try await pool.confirmForgotPassword("ada", code: await fixture.sentCode(), password: new)
            case .newPasswordRequired:
                try await pool.admin.setPassword("ada", Fixture.password, permanent: false)
                try await fixture.putVerifier(of: Fixture.password)
                let challenge = try await fixture.challenge()
                _ = try await pool.respond(to: challenge.session, with: .newPassword(new))
            case .recreated:
                try await pool.admin.deleteUser("ada")
                try await pool.admin.createUser("ada", password: new)
            }
        }
    }

    @Test(arguments: Change.allCases) func anOldPasswordIsRefusedByEveryFirstFactor(_ change: Change) async throws {
        let fixture = try await Fixture(
            attributes: [.phoneNumber: Fixture.phone, .phoneNumberVerified: "true"])
        try await fixture.putVerifier(of: Fixture.password)
        // A wrong password and a sign-in by the release before leave the verifier where it is.
        _ = await failure { _ = try await fixture.pool.signIn("ada", password: "wrong") }
        _ = try await fixture.tokens()
        let before = try await fixture.nextUser()
        #expect(try await before.accepts(Fixture.password, hasher: Hasher()) == ["PASSWORD", "PASSWORD_SRP"])

        let new: Password = "Difference-1822"
        try await change.make(fixture, new)
        let after = try await fixture.nextUser()
        #expect(try await after.accepts(Fixture.password, hasher: Hasher()) == [])
        #expect(after.verifier == nil, "dropped, and made anew with the next password in clear")
        #expect(try await after.accepts(new, hasher: Hasher()) == ["PASSWORD"])
    }

    /// The release before signs everybody out and takes factors away: what hung on them is not believed.
    @Test func aFieldWhosePremiseAnOlderWriterHasChangedIsDropped() async throws {
        let fixture = try await Fixture()
        try await fixture.putVerifier(of: Fixture.password)
        try await fixture.pool.admin.signOutEverywhere("ada")
        let user = try await fixture.nextUser()
        #expect(user.verifier == nil)
        // Its next writing takes the field off the record.
        let written = RecordCodec.encode(user, of: fixture.key)
        #expect(try PreviousRecord(written, of: fixture.key).fields.all[NextUser.verifierTag] == nil)
    }
}

extension Fixture {
    /// The user as the next release reads the record.
    fileprivate func nextUser() async throws -> NextUser {
        let row = try #require(await store.row(key))
        return try SealedRecordCodec(sealer: NoSealer()).decode(row.contents, as: NextUser.self, of: key)
    }

    /// The next release writes a verifier.
    fileprivate func putVerifier(of password: Password) async throws {
        var next = try await nextUser()
        next.verifier = NextUser.verifier(of: password)
        let contents = try SealedRecordCodec(sealer: NoSealer()).encode(next, of: key)
        let version = RecordVersion(String(UInt64.random(in: 0 ... .max), radix: 16))
        await store.put(VersionedRecord(version: version, contents: contents), under: key)
    }
}
