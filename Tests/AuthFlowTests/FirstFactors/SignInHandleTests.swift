import AuthFlow
import CognitoMFACore
import TestSupport
import Testing
import UserPoolModel

/// The stateless handle of a first factor in several steps: sealing, binding, expiry and single use.
@Suite struct SignInHandleTests {
    private static let now = UnixTime(seconds: 1_700_000_000)
    private static let verifier: [UInt8] = [9, 8, 7]
    private static let client = AppClient(id: "client", userPoolID: "eu-west-1_main", name: "n")
    private static let name = CanonicalName("ada", ignoringCase: true)

    private static func ring(_ roots: UInt8...) throws -> KeyRing {
        try KeyRing(roots: roots.map { ("root \($0)", Base64.encode([UInt8](repeating: $0, count: 32))) })
    }

    private static func handle(
        _ keys: KeyRing, generation: UInt32 = 3, value: [UInt8] = [1, 2, 3], nonce: UInt8 = 5, at now: UnixTime = now
    ) throws -> SignInHandle {
        try SignInHandle(
            to: name, generation: generation, verifier: verifier, clientValue: value,
            nonce: [UInt8](repeating: nonce, count: 16), through: client, keys: keys, at: now)
    }

    private static func user(generation: UInt32 = 3) -> UserAuthRecord {
        var user = UserAuthRecord(
            username: "ada", sub: "s", status: .confirmed, attributes: [:], password: nil, createdAt: now)
        user.generation = generation
        return user
    }

    @Test(arguments: [0, 1, 384, 1024]) func whatIsSealedIsReadBack(_ length: Int) throws {
        let keys = try Self.ring(1)
        let handle = try Self.handle(keys, value: [UInt8](repeating: 4, count: length))
        let text = handle.handle(keys: keys)
        #expect(text.text.utf8.count <= 4096, "Cognito's longest session")
        #expect(try SignInHandle(text, keys: keys) == handle)
        #expect(handle.expiresAt == Self.now + .seconds(180))
        #expect(handle.recordDigest == Self.name.digest && handle.clientValue.count == length)
    }

    @Test func aLongerValueOfTheClientIsRefused() throws {
        let keys = try Self.ring(1)
        let error = #expect(throws: CognitoError.self) {
            try Self.handle(keys, value: [UInt8](repeating: 4, count: 1025))
        }
        #expect(error?.code == .invalidParameter)
    }

    @Test func everyChangedByteIsRefused() throws {
        let keys = try Self.ring(1)
        let bytes = try Base64.decode(Self.handle(keys).handle(keys: keys).text, alphabet: .urlSafe)
        for place in bytes.indices {
            var bent = bytes
            bent[place] ^= 1
            #expect(throws: CognitoError.invalidSession, "byte \(place)") {
                try SignInHandle(SessionHandle(Base64.encodeURL(bent)), keys: keys)
            }
        }
        for length in 0..<bytes.count {
            #expect(throws: CognitoError.invalidSession, "\(length) bytes") {
                try SignInHandle(SessionHandle(Base64.encodeURL(Array(bytes[..<length]))), keys: keys)
            }
        }
    }

    @Test func itIsGoodWhileItsKeyIsInTheRing() throws {
        let handle = try Self.handle(Self.ring(1))
        let text = handle.handle(keys: try Self.ring(1))
        let later = try Self.ring(2, 1)
        #expect(try SignInHandle(text, keys: later) == handle)
        #expect(handle.handle(keys: later) == text, "under the key that its premise was made under")
        #expect(try SignInHandle(text, keys: later).isCurrent(for: Self.user(), verifier: Self.verifier, keys: later))
        #expect(throws: CognitoError.invalidSession) { try SignInHandle(text, keys: Self.ring(2)) }
    }

    /// Both are made under one key, and neither is ever taken for the other.
    @Test func aSessionIsNoHandleAndAHandleNoSession() throws {
        let keys = try Self.ring(1)
        let handle = try Self.handle(keys).handle(keys: keys)
        #expect(throws: CognitoError.invalidSession) { try SessionLocator(handle, keys: keys) }
        let session = ChallengeSession(
            id: SessionID([UInt8](repeating: 1, count: 16)), client: Self.client, generation: 3, now: Self.now,
            SignInProgress(firstFactor: .password, at: Self.now), state: .mfaSetUp)
        let locator = SessionLocator(session, of: Self.name, in: Self.client.userPoolID)
        #expect(throws: CognitoError.invalidSession) { try SignInHandle(locator.handle(keys: keys), keys: keys) }
    }

    @Test func itIsBoundToItsClientAndPool() throws {
        let handle = try Self.handle(try Self.ring(1))
        #expect(handle.isFor(Self.client))
        #expect(!handle.isFor(AppClient(id: "other", userPoolID: "eu-west-1_main", name: "n")))
        #expect(!handle.isFor(AppClient(id: "client", userPoolID: "eu-west-1_other", name: "n")))
    }

    @Test func itIsBoundToGenerationAndVerifier() throws {
        let keys = try Self.ring(1)
        let handle = try Self.handle(keys)
        #expect(handle.isCurrent(for: Self.user(), verifier: Self.verifier, keys: keys))
        #expect(!handle.isCurrent(for: Self.user(generation: 4), verifier: Self.verifier, keys: keys))
        #expect(!handle.isCurrent(for: Self.user(), verifier: [9, 8, 6], keys: keys))
        #expect(!handle.isCurrent(for: Self.user(), verifier: nil, keys: keys))
        #expect(!handle.isCurrent(for: Self.user(), verifier: Self.verifier, keys: try Self.ring(2)))
    }

    /// A stranger may hold it: a plain digest of the verifier would let passwords be guessed without a server.
    @Test func itSaysNothingAboutTheUser() throws {
        let keys = try Self.ring(1)
        let (one, other) = (try Self.handle(keys), try Self.handle(keys, nonce: 6))
        #expect(one.premise != other.premise, "the same user looks different each time")
        let bytes = try Base64.decode(one.handle(keys: keys).text, alphabet: .urlSafe)
        let digest = SHA256.hash(Self.verifier).array
        #expect(!bytes.indices.contains { bytes[$0...].starts(with: digest) })
    }

    @Test func itIsSpentOnceAndEnds() throws {
        let handle = try Self.handle(try Self.ring(1))
        var user = Self.user()
        #expect(throws: CognitoError.expiredSession) { try user.spend(handle.spent, at: handle.expiresAt) }
        #expect(user.spentHandles.isEmpty)
        try user.spend(handle.spent, at: Self.now)
        let spent = user
        #expect(throws: CognitoError.usedSession) { try user.spend(handle.spent, at: Self.now) }
        #expect(user == spent)
    }

    @Test func aNinthIsRefusedUntilOneHasRunOut() throws {
        let keys = try Self.ring(1)
        var user = Self.user()
        for nonce in 1...8 as ClosedRange<UInt8> {
            try user.spend(Self.handle(keys, nonce: nonce, at: Self.now + .seconds(Int64(nonce))).spent, at: Self.now)
        }
        let full = user
        // Another server's clock may be five seconds behind, so a mark stays as much longer.
        let end = Self.now + .seconds(181) + SpentHandle.skew
        let ninth = try Self.handle(keys, nonce: 9, at: end - .seconds(10))
        #expect(throws: CognitoError.tooManyRequests) { try user.spend(ninth.spent, at: end - .milliseconds(1)) }
        #expect(user == full)
        try user.spend(ninth.spent, at: end)
        #expect(user.spentHandles.count == 8 && user.spentHandles.last?.nonce == ninth.nonce)
    }

    @Test func theRecordKeepsWhatIsSpent() throws {
        let keys = try Self.ring(1)
        var user = Self.user()
        for nonce in 1...3 as ClosedRange<UInt8> { try user.spend(Self.handle(keys, nonce: nonce).spent, at: Self.now) }
        var writer = FieldWriter()
        user.write(to: &writer)
        let bytes = writer.bytes
        var reader = FieldReader(bytes, in: 0..<bytes.count)
        #expect(try UserAuthRecord(from: &reader) == user)
    }

    /// Even signed bytes are read only as far as they go.
    @Test(arguments: [0, 1, 54, 105, 107, 200]) func signedBytesOfAnotherLengthAreRefused(_ count: Int) throws {
        let keys = try Self.ring(1)
        let key = keys.current(.session)
        for poolLength in [0, 255] as [UInt8] {
            var bytes = [2] + key.shortID + [poolLength] + [UInt8](repeating: 0, count: count)
            bytes += key.authenticationCode(for: bytes).array
            #expect(throws: CognitoError.invalidSession) {
                try SignInHandle(SessionHandle(Base64.encodeURL(bytes)), keys: keys)
            }
        }
    }

    /// One text for one handle: none with padding.
    @Test(arguments: [0, 1, 2]) func aPaddedTextIsRefused(_ length: Int) throws {
        let keys = try Self.ring(1)
        let text = try Self.handle(keys, value: [UInt8](repeating: 4, count: length)).handle(keys: keys).text
        for padding in ["=", "==", "==="] {
            #expect(throws: CognitoError.invalidSession) {
                try SignInHandle(SessionHandle(text + padding), keys: keys)
            }
        }
    }

    /// A session's number is another one, under the same key.
    @Test(arguments: [0, 1, 2, 3] as [UInt8]) func onlyItsOwnVersionIsRead(_ version: UInt8) throws {
        let keys = try Self.ring(1)
        let key = keys.current(.session)
        var bytes = [version] + key.shortID + [0] + [UInt8](repeating: 0, count: 106)
        bytes += key.authenticationCode(for: bytes).array
        let handle = try? SignInHandle(SessionHandle(Base64.encodeURL(bytes)), keys: keys)
        #expect((handle != nil) == (version == 2))
    }
}
