import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

/// The use of an input: as text, as the bytes under a right code, or as a change to a good text.
private enum Use: UInt8 {
    case text, authenticated, bent
    init(_ byte: UInt8) { self = Self(rawValue: byte % 3) ?? .text }
}

extension Property {
    /// A handle is taken only if every character is the one that the service would write.
    static let sessionHandle = Property("session_handle") { input in
        let (keys, foreign) = (try CorpusKeys.shared.present(), try CorpusKeys.stranger.present())
        var reader = InputReader(input)
        func verify(_ text: String) throws -> SessionLocator? {
            guard let locator = try? SessionLocator(SessionHandle(text), keys: keys) else { return nil }
            try hold((20...4096).contains(text.utf8.count), "R28: within 20...4096")
            let written = locator.handle(keys: keys).text
            try hold(
                written.isSpelled(text) || !text.utf8.starts(with: written.utf8.prefix(6)),
                "one spelling under the newest key")
            try hold((try? SessionLocator(SessionHandle(text), keys: foreign)) == nil, "another ring refuses it")
            return locator
        }
        switch Use(reader.byte()) {
        case .text: _ = try verify(String(input: reader.remainder()))
        case .authenticated:
            let purpose = KeyPurpose.allCases[reader.number(KeyPurpose.allCases.count)]
            let key = reader.flag() ? keys.current(purpose) : keys.all(purpose)[1]
            let body = [reader.byte() % 4] + key.shortID + reader.remainder()
            let locator = try verify(Base64.encodeURL(body + Array(key.authenticationCode(for: body))))
            let count = Int(body.dropFirst(5).first ?? 0)
            let isWellFormed =
                body[0] == 1 && body.count == 5 + 1 + count + 72
                && String(validating: body.dropFirst(6).prefix(count), as: UTF8.self) != nil
            try hold((locator != nil) == (isWellFormed && purpose == .session), "R28: our form and our purpose only")
        case .bent:
            let change = reader.byte()
            let place = reader.number(400)
            let pool = UserPoolID(String(decoding: reader.chunk().prefix(55).map { $0 % 26 + 0x61 }, as: UTF8.self))
            let session = ChallengeSession(
                id: SessionID(reader.bytes(16)), client: AppClient(id: "client", userPoolID: pool, name: "n"),
                generation: 1, now: UnixTime(milliseconds: reader.int64()),
                SignInProgress(firstFactor: nil, at: UnixTime(milliseconds: reader.int64())), state: .mfaSetUp)
            let locator = SessionLocator(session, of: CanonicalName(digest: reader.bytes(32)), in: pool)
            let text = locator.handle(keys: keys).text
            try hold(try verify(text) == locator, "a handle leads where it came from")
            let bytes = try Base64.decode(text, alphabet: .urlSafe)
            try hold(try verify(Base64.encodeURL(bent(bytes, at: place, by: change))) == nil, "a bent byte is refused")
            try hold(
                try verify(String(input: bent(Array(text.utf8), at: place, by: change))) == nil, "a bent character")
            for other in [text + "=", text + "A", " " + text, String(text.dropLast())] {
                try hold(try verify(other) == nil, "another spelling is refused")
            }
        }
    }

    /// A browser session leads to a record only in its one spelling, and different secrets lead to different records.
    static let browserSession = Property("browser_session") { input in
        let text = String(decoding: input, as: UTF8.self)
        if let key = RecordKey.browser(BrowserSession(text)) {
            let secret = try Base64.decode(text, alphabet: .urlSafe)
            try hold(secret.count == 32 && Base64.encodeURL(secret).isSpelled(text), "32 bytes, spelled in one way")
            try hold(key.text.utf8.count == 8 + 64 && !key.text.contains(text), "the key has a digest")
        }
        let secret = Array((input + [UInt8](repeating: 0, count: 32)).prefix(32))
        let good = Base64.encodeURL(secret)
        let key = RecordKey.browser(BrowserSession(good))
        try hold(key != nil, "a secret of ours is taken")
        let other = Base64.encodeURL(bent(secret, at: input.count, by: input.first ?? 1))
        try hold(
            other.isSpelled(good) == (RecordKey.browser(BrowserSession(other)) == key), "one record for each secret")
        for other in [good + "=", good + "A", " " + good, String(good.dropLast())] {
            try hold(RecordKey.browser(BrowserSession(other)) == nil, "another spelling is refused")
        }
    }

    /// A refresh token is taken only if it is the one that its family and counter have.
    static let refreshToken = Property("refresh_token") { input in
        let (keys, foreign) = (try CorpusKeys.shared.present(), try CorpusKeys.stranger.present())
        var reader = InputReader(input)
        func verify(_ text: String) throws -> RefreshTokenLocator? {
            guard let locator = RefreshTokenLocator(RefreshToken(text), keys: keys) else { return nil }
            let written = locator.token(keys: keys).text
            try hold(
                written.isSpelled(text) || !text.utf8.starts(with: written.utf8.prefix(6)),
                "R95: one token for family and counter")
            try hold(RefreshTokenLocator(RefreshToken(text), keys: foreign) == nil, "another ring refuses it")
            return locator
        }
        switch Use(reader.byte()) {
        case .text: _ = try verify(String(input: reader.remainder()))
        case .authenticated:
            let purpose = KeyPurpose.allCases[reader.number(KeyPurpose.allCases.count)]
            let key = reader.flag() ? keys.current(purpose) : keys.all(purpose)[1]
            let body = [reader.byte() % 4] + key.shortID + TokenFamilyID(reader.bytes(12)).bytes + reader.remainder()
            let locator = try verify(Base64.encodeURL(body + Array(key.authenticationCode(for: body))))
            try hold(
                (locator != nil) == (body[0] == 1 && body.count == 21 && purpose == .refresh),
                "our form and purpose only")
        case .bent:
            let change = reader.byte()
            let place = reader.number(100)
            let locator = RefreshTokenLocator(
                family: TokenFamilyID(reader.bytes(12)), counter: UInt32(truncatingIfNeeded: reader.int64()))
            let text = locator.token(keys: keys).text
            try hold(try verify(text) == locator, "a token leads where it came from")
            let bytes = try Base64.decode(text, alphabet: .urlSafe)
            try hold(try verify(Base64.encodeURL(bent(bytes, at: place, by: change))) == nil, "a bent byte is refused")
            try hold(
                try verify(String(input: bent(Array(text.utf8), at: place, by: change))) == nil, "a bent character")
            for other in [text + "=", text + "A", " " + text, String(text.dropLast())] {
                try hold(try verify(other) == nil, "another spelling is refused")
            }
        }
    }
}
