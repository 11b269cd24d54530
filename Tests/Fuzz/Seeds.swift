import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATokens
import UserPoolModel

/// The start of fuzzing: good inputs of every form, and a few that once failed.
enum Seeds {
    static func all() throws -> [String: [[UInt8]]] {
        [
            "base32": texts("", "MZXW6YTBOI", "mzxw 6ytb oi======", "MZXW6===", "MZ", "M1", "77777777"),
            "base64": texts("", "Zm9vYmFy", "Zg==", "Zm8=", "-_-_", "+/+/", "Zg", "Zh==", "=", "Z g="),
            "hexadecimal": texts("", "00ff", "DEADbeef", "0", "0g", "é"),
            "percent_encoding": texts("", "a%20b", "%C3%A9", "%", "%4", "%zz", "%FF", "%%41", "~._-"),
            "key_uri": texts(
                "otpauth://totp/Ex:ada?secret=MZXW6YTBOI&issuer=Ex&algorithm=SHA1&digits=6&period=30",
                "otpauth://hotp/ada?secret=MY&counter=18446744073709551615", "OTPAUTH://TOTP/Ex%3A%20ada?SECRET=my",
                "otpauth://totp/:a:b?secret=MY&digits=8&algorithm=SHA256",
                "otpauth://totp/\u{301}x:\u{301}y?secret=MY#x",
                "otpauth://totp/a?secret=MY&secret=MZ", "http://totp/a?secret=MY"),
            "phone_number": texts(
                "+14155550123", "+1", "+0123", "+123456789012345", "+1234567890123456", "14155550123"),
            "email_address": texts("a@b", "ada@example.com", "a@@b", "a@b@\u{301}c", "@", "a b@c", "é@例", "a@\u{0}"),
            "username": [
                chunk("Ada") + chunk("ada"), chunk("é") + chunk("e\u{301}"), chunk("İ") + chunk("ſ") + [0x61],
            ],
            "one_time_code": [0, 8, 20, 63].map { (choice: UInt8) in
                [choice, 0, 29, 0, 1, 0, 0, 1, 0x8B, 0xCF, 0xE5, 0x68, 0x7B] + (choice & 8 == 8 ? [0, 5] : [])
                    + chunk("12345678901234567890") + chunk("123456")
            },
            "session_handle": try sessionHandles(), "refresh_token": try refreshTokens(),
            "browser_session": texts(
                Base64.encodeURL([UInt8](0..<32)), Base64.encodeURL([UInt8](repeating: 255, count: 32)),
                Base64.encodeURL([UInt8](0..<31)), String(repeating: "A", count: 42) + "B", ""),
            "record": try records(),
            "access_token": try accessTokens(),
            "password_hash": [
                [0] + Array("$pbkdf2-sha256$i=1000$AAAAAAAAAAAAAAAAAAAAAA$".utf8)
                    + Array(Base64.encode([UInt8](repeating: 1, count: 32), padding: false).utf8),
                [0] + Array("$pbkdf2-sha256$i=+4294967295$AA$AA".utf8), [0] + Array("$argon2id$v=19$m=1$AA$AA".utf8),
                [1, 1, 0, 0, 0, 1] + chunk("password") + chunk("salt"),
            ],
            "messages": [
                chunk("123456") + chunk("ada") + Array("{username}, your code is {####}. {#{####}##}".utf8),
                chunk("{username}") + chunk("{####}") + Array("{####}{username}".utf8),
                chunk("") + chunk("") + Array("{".utf8),
                chunk("é") + chunk("\u{301}") + Array("{####}\u{301}{username}".utf8),
            ],
            "json_text": [
                [], Array("a\"\\\u{0}\u{1F}\u{7F}".utf8), Array("SMS_MFA".utf8) + [0xFF] + Array("é\u{2028}🔑".utf8),
                [0xFF, 0xFF, 0x0A],
            ],
            "json_reader": texts(
                "", #"{"UserPoolId":"eu-west-1_a","Limit":10,"Any":[1,{"b":null}],"c":true}"#, #"{"a":1,"a":1}"#,
                #"["\ud83d\udd11","\ud800","\u0000\"\\\/\b\f\n\r\t"]"#, "[-0.5e+10,9223372036854775807,0.60e1,1e400]",
                String(repeating: "[", count: 33) + String(repeating: "]", count: 33), "[[[[{\"a\":[[]]}]]]]"),
            "header_fields": texts(
                "Origin\u{0}https://app.example.com\u{0}Access-Control-Request-Headers\u{0}content-type,x-amz-target",
                "origin\u{0}null\u{0}ORIGIN\u{0}https://a", "X-A\u{0}a\r\nSet-Cookie: b=c", "a b\u{0}c",
                "Origin\u{0}https://[::1]:8080\u{0}access-control-request-headers\u{0}authorization, *,,é",
                "Content-Type\u{0}Application/X-Amz-JSON-1.1 ; a=b\u{0}Origin\u{0}http://localhost:3000"),
            "cookies": texts(
                "__Host-mfa-flow=abc; theme=dark", "a=1; a=2;b", "=__Host-x=y; a b=c; é=1", "a=\"b c\"; d=e=f",
                "__host-a\u{0}v\u{0}/", "__Secure-a\u{0}v\u{0}/b", "n\u{0}v;w\u{0}/;x", "n\u{0}\u{0}relative"),
            "form": texts(
                "username=ada&password=a+b%21&csrf=%E2%9C%93", "a=1&&a=2&b", "=&=", "%", "a=%4", "a=%FF", "%C3%A9=+",
                String(repeating: "a&", count: 33)),
            "html": texts("", "a<b>\"c\"&'d", "</p><script>alert(1)</script>", "\u{0}\u{202E}é", "&amp;&#39;", "=`/"),
            "validation": (0..<45).map { (member: UInt8) in
                [0, member, 0, member % 11] + [0, 0, 0, 0, 0, 0, 0, member * 5]
                    + Array(
                        ["eu-west-1_AbCdEfGhI", "123456", "SMS_MFA", "arn:aws:sns:::role/abcdef", "a {####}"][
                            Int(member) % 5
                        ].utf8)
            },
            "schema": [
                [8, 0, 0, 0, 0, 0, 0, 0] + chunk("ada@example.com"),
                [0, 0, 1, 1, 6, 0, 1, 6] + chunk("x") + [0, 0, 6] + chunk(""),
                [12, 0, 0, 0, 1, 0] + chunk("a@b") + [0, 1, 2] + chunk("true") + [0] + chunk("a@b"),
                [4, 0, 0, 0, 0, 0, 1, 1] + chunk("+14155550123") + [3] + chunk("true"),
            ],
        ]
    }

    private static func texts(_ texts: String...) -> [[UInt8]] { texts.map { Array($0.utf8) } }
    private static func chunk(_ text: String) -> [UInt8] { [UInt8(text.utf8.count)] + Array(text.utf8) }

    /// Records of every kind, without format and sum, which the property adds.
    private static func records() throws -> [[UInt8]] {
        let codec = SealedRecordCodec(sealer: NoSealer())
        let key = RecordKey("user/a/b")
        func seed(_ record: some StorableRecord) throws -> [UInt8] {
            let bytes = try codec.encode(record, of: key)
            let place = bytes[3] == RecordKind.browser.rawValue ? 9 : bytes[3] - 1
            return [place] + bytes.dropFirst(4).dropLast(8)
        }
        var seeds: [[UInt8]] = []
        let keys = try CorpusKeys.ring()
        for number in 0..<6 as Range<UInt64> {
            var generator = RecordGenerator(seed: number)
            seeds += [
                try seed(try generator.user(keys)), try seed(generator.pool()), try seed(generator.client()),
                try seed(generator.reservation()), try seed(generator.decoy()), try seed(generator.quota()),
                try seed(generator.directory()), try seed(generator.family()),
                try seed(generator.browser()),
                try seed(Tombstone(generation: UInt32(number))),
            ]
        }
        return seeds
    }

    private static func sessionHandles() throws -> [[UInt8]] {
        let client = AppClient(id: "client", userPoolID: "a_b", name: "n")
        let now = UnixTime(seconds: 1_800_000_000)
        let session = ChallengeSession(
            id: SessionID([UInt8](0..<16)), client: client, generation: 1, now: now,
            SignInProgress(firstFactor: .password, at: now),
            state: .mfaSetUp)
        var seeds: [[UInt8]] = []
        for pool in ["a_b", "a_bc", "a_bcd"] as [UserPoolID] {
            let locator = SessionLocator(session, of: CanonicalName("ada", ignoringCase: true), in: pool)
            let text = locator.handle(keys: try CorpusKeys.ring()).text
            seeds += [[0] + Array(text.utf8), [0] + Array((text + "=").utf8), [0] + Array((text + "==").utf8)]
            let body = try Base64.decode(text, alphabet: .urlSafe).dropFirst(5).dropLast(32)
            seeds += [[1, 0, 0, 1, 1] + body, [1, 0, 2, 0, 1] + body]
        }
        return seeds + [[2, 1, 0, 9] + chunk("pool") + [UInt8](0..<64)]
    }

    private static func refreshTokens() throws -> [[UInt8]] {
        let text = RefreshTokenLocator(family: TokenFamilyID([UInt8](0..<12)), counter: 5).token(
            keys: try CorpusKeys.ring()
        ).text
        return [
            [0] + Array(text.utf8), [0] + Array((text.dropLast() + "=").utf8), [1, 0, 2, 1, 1] + [UInt8](0..<16),
            [1, 0, 0, 1, 1] + [UInt8](0..<16), [2, 1, 0, 9] + [UInt8](0..<20),
        ]
    }

    private static func accessTokens() throws -> [[UInt8]] {
        let claims = """
            {"auth_time":1799999940,"client_id":"client","event_id":"00000000-0000-8000-8000-000000000000",\
            "exp":1800003600,"iat":1800000000,"iss":"https://a.b/a_b","jti":"j","origin_jti":"o",\
            "scope":"aws.cognito.signin.user.admin","sub":"s","token_use":"access","username":"ada"}
            """
        let header = "{\"kid\":\"new.access\",\"alg\":\"HS256\"}"
        let signer = LocalTokenSigner(keys: try CorpusKeys.ring())
        let input = "\(Base64.encodeURL(Array(header.utf8))).\(Base64.encodeURL(Array(claims.utf8)))"
        let signature = try signer.sign(Array(input.utf8), with: signer.signingKey(for: .access))
        let token = "\(input).\(Base64.encodeURL(signature))"
        return [
            [0] + Array(token.utf8), [0] + Array((token + "=").utf8), [1, 1] + Array(claims.utf8),
            [1, 0] + Array(claims.replacing("1800003600", with: "9223372036854775807").utf8),
            [1, 0] + Array(claims.replacing("1800003600", with: "1").utf8),
            [2] + chunk(header) + [0, 0] + Array(claims.utf8),
            [2] + chunk(header.replacing("HS256", with: "none")) + [0, 0] + Array(claims.utf8),
            [2] + chunk(header.replacing("access", with: "id")) + [0, 2] + Array(claims.utf8),
            [3, 1, 0, 50, 0, 7] + [UInt8](0..<12) + chunk("a_b") + chunk("ada") + chunk("s"),
        ]
    }
}
