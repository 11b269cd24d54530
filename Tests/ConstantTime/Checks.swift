/// One path that handles a secret.
struct Check: Sendable {
    let name: String
    /// Branches on the verdict itself, which the caller learns in any case.
    var verdicts: ClosedRange<UInt32> = 0...0
    /// Runs the check; true when the result is secret until it is released, which proves that the secret reached it.
    let run: @Sendable () -> Bool
}

/// The result before it is released, and whether it was what it must be.
private func verdict(_ result: Bool, _ expected: Bool) -> Bool {
    let flowed = Secrets.isSecret(result)
    return flowed && Secrets.released(result) == expected
}

private let message = [UInt8](repeating: 0x61, count: 100)
private let digest = (0..<32).map { UInt8($0) }
private let now = UnixTime(seconds: 1_800_000_000)

/// A ring with a secret root.
///
/// The four bytes that name its key are public, and on the way there branches do not count.
private func ring() -> KeyRing {
    let keys = KeyRing(from: SecretRandomSource())
    for purpose in KeyPurpose.allCases { Secrets.release(keys.current(purpose).shortID) }
    return keys
}

extension Check {
    /// Compared at the first byte, at the last, and all through.
    static let comparisons: [Check] = [
        Check(name: "ConstantTime.areEqual, equal") {
            verdict(ConstantTime.areEqual(Secrets.bytes(digest), digest), true)
        },
        Check(name: "ConstantTime.areEqual, first byte") {
            verdict(ConstantTime.areEqual(Secrets.bytes([1] + digest.dropFirst()), digest), false)
        },
        Check(name: "ConstantTime.areEqual, last byte") {
            verdict(ConstantTime.areEqual(Secrets.bytes(digest.dropLast() + [0]), digest), false)
        },
        Check(name: "OneTimeCode ==") { verdict(Secrets.code("123456") == OneTimeCode("123457"), false) },
        Check(name: "SHA-256 digests ==") {
            verdict(SHA256.hash(Secrets.bytes(message)) == SHA256.hash(message), true)
        },
        Check(name: "SecretText == (Password)") {
            verdict(Password(Secrets.text("a password of 24 letters")) == Password("a password of 24 letterz"), false)
        },
        Check(name: "SharedSecret ==") {
            guard let left = try? SharedSecret(bytes: Secrets.bytes(digest)),
                let right = try? SharedSecret(bytes: digest)
            else { return false }
            return verdict(left == right, true)
        },
    ]

    static let codes: [Check] =
        [
            Check(name: "HMAC-SHA-256 under a secret key") {
                let key = Secrets.bytes(digest)
                return verdict(HMAC<SHA256>(key: key).isValid(digest, for: message), false)
            },
            Check(name: "HMAC-SHA-1 under a secret key of 100 bytes") {
                verdict(HMAC<SHA1>(key: Secrets.bytes(message)).isValid(digest.prefix(20), for: message), false)
            },
            Check(name: "HKDF of a secret root") {
                guard
                    let key = try? HKDF<SHA256>.deriveKey(
                        inputKey: Secrets.bytes(digest), salt: message, info: [1], byteCount: 32)
                else { return false }
                return verdict(ConstantTime.areEqual(key, digest), false)
            },
            Check(name: "PBKDF2 of a secret password, compared") {
                guard
                    let key = try? PBKDF2<SHA256>.deriveKey(
                        password: Secrets.bytes(message), salt: digest, iterations: 20, byteCount: 32)
                else { return false }
                return verdict(ConstantTime.areEqual(key, digest), false)
            },
        ]
        + [TOTP.Algorithm.sha1, .sha256].flatMap { algorithm in
            [
                Check(name: "TOTP (\(algorithm.rawValue)): the window under a secret key") {
                    totp(Secrets.bytes(digest), { OneTimeCode("123456") }, algorithm)
                },
                Check(name: "TOTP (\(algorithm.rawValue)): the window for a secret code") {
                    totp(digest, { Secrets.code("123456") }, algorithm)
                },
                Check(name: "TOTP (\(algorithm.rawValue)): one step under a secret key") {
                    totp(Secrets.bytes(digest), { OneTimeCode("123456") }, algorithm, drift: 0)
                },
                Check(name: "TOTP (\(algorithm.rawValue)): a shared window under a secret key") {
                    guard let totp = try? TOTP(algorithm: algorithm),
                        let secret = try? SharedSecret(bytes: Secrets.bytes(digest))
                    else { return false }
                    let matches = totp.window(at: now).matches(of: "123456", for: TOTP.Key(secret, algorithm))
                    return Secrets.isSecret(matches) && Secrets.released(matches) < 8
                },
            ]
        }

    private static func totp(
        _ secret: [UInt8], _ code: @Sendable () -> OneTimeCode, _ algorithm: TOTP.Algorithm, drift: Int = 1
    ) -> Bool {
        guard let totp = try? TOTP(algorithm: algorithm), let secret = try? SharedSecret(bytes: secret) else {
            return false
        }
        let steps = WindowSteps(center: totp.step(at: now), driftSteps: drift)
        let matches = totp.matches(of: code(), for: TOTP.Key(secret, algorithm), in: steps)
        return Secrets.isSecret(matches) && Secrets.released(matches) < 8
    }

    /// Eight users at once, under secret keys and with secret codes.
    static let batches: [Check] = [
        Check(name: "TOTP: eight users at once under secret keys") { eight(Secrets.bytes(digest), { "123456" }) },
        Check(name: "TOTP: eight users at once with secret codes") { eight(digest, { Secrets.code("123456") }) },
        Check(name: "PBKDF2 of four secret passwords, compared") {
            let inputs = (0..<4).map { _ in (password: Secrets.bytes(message), salt: digest) }
            guard let keys = try? PBKDF2<SHA256>.deriveKeys(inputs, iterations: 20, byteCount: 32) else { return false }
            return verdict(ConstantTime.areEqual(keys[3], digest), false)
        },
    ]

    private static func eight(_ secret: [UInt8], _ code: @Sendable () -> OneTimeCode) -> Bool {
        guard let secret = try? SharedSecret(bytes: secret) else { return false }
        let attempts = (0..<8).map { _ in TOTP.Attempt(code(), for: TOTP.Key(secret)) }
        var schedule = SHA1Schedule<LanePair>()
        let matches = TOTP.cognito.window(at: now).matches(ofEight: attempts, from: 0, &schedule)
        return Secrets.isSecret(matches) && Secrets.released(matches)[7] < 8
    }

    /// Whole operations, which go on by their verdict: that many branches and no more.
    static func operations() -> [Check] {
        let keys = ring()
        let session = ChallengeSession(
            id: SessionID(Array(digest.prefix(16))), client: AppClient(id: "client", userPoolID: "a_b", name: "n"),
            generation: 1, now: now, SignInProgress(firstFactor: .password, at: now), state: .mfaSetUp)
        let handle = SessionLocator(session, of: CanonicalName(digest: digest), in: "a_b").handle(keys: keys).text
        let refresh = RefreshTokenLocator(family: TokenFamilyID(digest), counter: 3).token(keys: keys).text
        Secrets.release(handle)
        Secrets.release(refresh)
        let user: UserSub = "sub"
        guard let number = try? PhoneNumber("+14155550123"), let root = try? SharedSecret(bytes: digest) else {
            return []
        }
        let sent = SentCode("123456", to: .phone(number), user: user, session: session.id, keys: keys, expiresAt: now)
        Secrets.release(sent.digest)
        let code = TOTP.cognito.code(for: root, at: now)

        return [
            Check(name: "SessionLocator: a good handle under a secret key", verdicts: 1...1) {
                (try? SessionLocator(SessionHandle(handle), keys: keys)) != nil
            },
            Check(name: "SessionLocator: a forged handle", verdicts: 1...1) {
                (try? SessionLocator(SessionHandle(forged(handle)), keys: keys)) == nil
            },
            Check(name: "RefreshTokenLocator: a good token under a secret key", verdicts: 1...1) {
                RefreshTokenLocator(RefreshToken(refresh), keys: keys) != nil
            },
            Check(name: "RefreshTokenLocator: a forged token", verdicts: 1...1) {
                RefreshTokenLocator(RefreshToken(forged(refresh)), keys: keys) == nil
            },
            Check(name: "SentCode.matches: the digest under a secret key") {
                verdict(sent.matches("123456", user: user, session: session.id, keys: keys), true)
            },
            Check(name: "SentCode.matches: a secret code") {
                verdict(sent.matches(Secrets.code("123457"), user: user, session: session.id, keys: keys), false)
            },
            Check(name: "TOTP.verify: a wrong code under a secret key", verdicts: 0...6) {
                guard let secret = try? SharedSecret(bytes: Secrets.bytes(message)) else { return false }
                return Secrets.released(TOTP.cognito.verify(code, for: secret, at: now) == .noMatch)
            },
            Check(name: "LocalTokenSigner.isValid: HS256 under a secret key") {
                let (signer, key) = secretSigner()
                return verdict(signer.isValid(digest, of: message, with: key), false)
            },
        ]
    }

    private static func forged(_ text: String) -> String {
        var bytes = Array(text.utf8)
        bytes[bytes.count - 10] = bytes[bytes.count - 10] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A signer whose HMAC is that of a secret key: it lies behind the key's name in the signer's array.
    private static func secretSigner() -> (LocalTokenSigner, TokenKey) {
        typealias Row = (key: TokenKey, hmac: HMAC<SHA256>)
        let keys = KeyRing(from: PublicRandomSource())
        let signer = LocalTokenSigner(keys: keys)
        let secret = HMAC<SHA256>(key: Secrets.bytes(digest))
        guard let place = MemoryLayout<Row>.offset(of: \Row.hmac) else { preconditionFailure("a stored member") }
        withUnsafeBytes(of: signer) { signer in
            // An array is a pointer to its header of 32 bytes, behind which its rows are.
            let rows = signer.load(as: UnsafeMutableRawPointer.self) + 32
            withUnsafeBytes(of: secret) {
                UnsafeMutableRawBufferPointer(start: rows + place, count: $0.count).copyMemory(from: $0)
            }
        }
        return (signer, signer.signingKey(for: .access))
    }

    private struct PublicRandomSource: RandomSource {
        func bytes(count: Int, for purpose: RandomPurpose) -> [UInt8] { [UInt8](repeating: 3, count: count) }
    }

    /// Checks that must be reported: they prove that the tool finds leaks.
    static let leaks: [Check] = [
        Check(name: "a comparison that ends early") {
            Secrets.released(equalUntilTheFirstDifference(Secrets.bytes(digest), digest))
        },
        Check(name: "a table looked up by a secret") {
            Secrets.isSecret(table[Int(Secrets.bytes([5])[0])]) || true
        },
        Check(name: "a code as the text of a number") {
            let number = Secrets.bytes([1, 2, 3, 4]).reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
            return Secrets.released(String(number % 1_000_000).utf8.count > 0)
        },
    ]

    @inline(never) private static func equalUntilTheFirstDifference(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        for (a, b) in zip(left, right) where a != b { return false }
        return true
    }

    private static let table = (0..<256).map { UInt8(255 - $0) }
}
