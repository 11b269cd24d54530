import CognitoMFACore
import Testing

@Suite struct KeyURITests {
    private static let parameters = "algorithm=SHA1&digits=6&period=30"
    private static let secretText = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    /// Characters that mean something in a URI, in Base32 or in Swift's strings.
    private static let characters = Array("abYZ09 .-_~%:/?#&=+@\"<>é例🔑\u{301}\n")

    @Test func theIssuerStandsInTheLabelAndAsAParameterInAFixedOrder() throws {
        let uri = KeyURI(issuer: "Example Pool", accountName: "ada@example.com", secret: try .rfc())
        #expect(
            uri.text == "otpauth://totp/Example%20Pool:ada%40example.com"
                + "?secret=\(Self.secretText)&issuer=Example%20Pool&\(Self.parameters)")
    }

    @Test func everyReservedCharacterIsPercentEncoded() throws {
        let uri = KeyURI(issuer: "Éclair & Co/50%:x", accountName: "ada+1@例.example", secret: try .rfc())
        let issuer = "%C3%89clair%20%26%20Co%2F50%25%3Ax"
        #expect(
            uri.text == "otpauth://totp/\(issuer):ada%2B1%40%E4%BE%8B.example"
                + "?secret=\(Self.secretText)&issuer=\(issuer)&\(Self.parameters)")
    }

    @Test func anEmptyIssuerIsLeftOut() throws {
        let uri = KeyURI(issuer: "", accountName: "ada", secret: try .rfc())
        #expect(uri.text == "otpauth://totp/ada?secret=\(Self.secretText)&\(Self.parameters)")
    }

    @Test func parametersOtherThanTheDefaultsAreWritten() throws {
        let totp = try TOTP(digits: 8, periodSeconds: 60, algorithm: .sha256)
        let slow = KeyURI(issuer: "A", accountName: "b", secret: try SharedSecret(bytes: [0]), totp: totp)
        #expect(slow.text == "otpauth://totp/A:b?secret=AA&issuer=A&algorithm=SHA256&digits=8&period=60")
        let hotp = KeyURI(
            issuer: "A", accountName: "b", secret: try SharedSecret(bytes: [0]), hotp: try HOTP(digits: 7),
            counter: .max)
        #expect(
            hotp.text == "otpauth://hotp/A:b?secret=AA&issuer=A&algorithm=SHA1&digits=7&counter=18446744073709551615")
    }

    @Test func readingGivesBackWhatWasWritten() throws {
        var random = SplitMix64(seed: 8)
        for _ in 0..<300 {
            let secret = try SharedSecret(bytes: random.bytes(1...64))
            let issuer = "I" + random.text(of: Self.characters, upTo: 12)
            let account = "a" + random.text(of: Self.characters, upTo: 12)
            let digits = Int.random(in: 6...8, using: &random)
            let algorithm = try #require(HOTP.Algorithm.allCases.randomElement(using: &random))
            let period = Int.random(in: 1...Int.max, using: &random)
            let totp = try TOTP(digits: digits, periodSeconds: period, algorithm: algorithm)
            let hotp = try HOTP(digits: digits, algorithm: algorithm)
            for uri in [
                KeyURI(issuer: issuer, accountName: account, secret: secret, totp: totp),
                KeyURI(issuer: issuer, accountName: account, secret: secret, hotp: hotp, counter: random.next()),
            ] {
                let read = try KeyURI(uri.text)
                #expect(read == uri)
                #expect(read.text == uri.text)
                #expect(Array(read.accountName.utf8) == Array(account.utf8))
            }
        }
    }

    @Test func readingGivesBackAnEmptyIssuerAndAnEmptyAccount() throws {
        for (issuer, account) in [("", "ada"), ("Example", ""), ("", ""), ("", "a b/c")] {
            let uri = KeyURI(issuer: issuer, accountName: account, secret: try .rfc())
            #expect(try KeyURI(uri.text) == uri)
        }
    }

    /// The format has one label for issuer and account: the first colon ends the issuer, and spaces after it are dropped.
    @Test func ambiguousLabelsAreReadAsTheFormatsAuthorsMeant() throws {
        let colon = try KeyURI(KeyURI(issuer: "", accountName: "a:b", secret: .rfc()).text)
        #expect(colon.issuer == "a" && colon.accountName == "b")
        let spaces = try KeyURI(KeyURI(issuer: "I", accountName: "  b", secret: .rfc()).text)
        #expect(spaces.issuer == "I" && spaces.accountName == "b")
    }

    @Test func itNeverPrintsItsSecret() throws {
        let uri = KeyURI(issuer: "Example", accountName: "ada", secret: try .rfc())
        for rendering in renderings(uri) {
            #expect(!rendering.contains(Self.secretText))
            #expect(!rendering.contains("49, 50") && !rendering.contains("1234567890"))
        }
        #expect("\(uri)" == "KeyURI(Example:ada, redacted)")
        #expect(String(reflecting: uri) == "KeyURI(Example:ada, redacted)")
        #expect(Mirror(reflecting: uri).children.isEmpty)
    }
}
