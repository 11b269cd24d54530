import CognitoMFACore
import Testing

/// Key URIs written by other servers and by hand.
@Suite struct KeyURIParserTests {
    private static let scheme = ParameterError("uri", "must be otpauth://type/label?parameters")
    private static let base32 = ParameterError("text", "must be Base32 (RFC 4648)")
    private static let secretSize = ParameterError("secret", "must be 1...1024 bytes")
    private static let noSecret = ParameterError("secret", "must be there")
    private static let digits = ParameterError("digits", "must be 6...8")
    private static let digitsNumber = ParameterError("digits", "must be a number")
    private static let periodNumber = ParameterError("period", "must be a number")
    private static let period = ParameterError("periodSeconds", "must be positive")
    private static let algorithm = ParameterError("algorithm", "must be SHA1 or SHA256")
    private static let type = ParameterError("type", "must be totp or hotp")
    private static let label = ParameterError("label", "must be percent-encoded UTF-8")

    @Test(
        arguments: [
            ("", scheme), ("otpauth", scheme), ("otpauth:totp/a?secret=MY", scheme), ("otpauth://", scheme),
            ("http://totp/a?secret=MY", scheme), (" otpauth://totp/a?secret=MY", scheme),
            ("otpauth://totp", scheme), ("otpauth://totp/a", scheme), ("otpauth:///?secret=MY", type),
            ("otpauth://totp/a#?secret=MY", scheme),
            ("otpauth://totp/a?", noSecret), ("otpauth://totp/a?secret", noSecret),
            ("otpauth://totp/a?issuer=I", noSecret), ("otpauth://totp/a?#secret=MY", noSecret),
            ("otpauth://totp/a?secret=", secretSize), ("otpauth://totp/a?secret=%20", secretSize),
            ("otpauth://totp/a?secret=" + String(repeating: "A", count: 1640), secretSize),
            ("otpauth://totp/a?secret=M", base32), ("otpauth://totp/a?secret=M1", base32),
            ("otpauth://totp/a?secret=MZX", base32), ("otpauth://totp/a?secret=M+Y", base32),
            ("otpauth://totp/a?secret=MY&algorithm=SHA512", algorithm),
            ("otpauth://totp/a?secret=MY&algorithm=", algorithm),
            ("otpauth://totp/a?secret=MY&algorithm=SHA-1", algorithm),
        ])
    func aMalformedURIIsRefusedForItsFault(text: String, expected: ParameterError) {
        #expect(throws: expected) { try KeyURI(text) }
    }

    @Test(
        arguments: [
            ("digits=5", digits), ("digits=9", digits), ("digits=18446744073709551615", digits),
            ("digits=", digitsNumber), ("digits=six", digitsNumber), ("digits=-6", digitsNumber),
            ("digits=+6", digitsNumber), ("digits=6.0", digitsNumber), ("digits=%206", digitsNumber),
            ("digits=18446744073709551616", digitsNumber), ("digits=６", digitsNumber),
            ("period=0", period), ("period=", periodNumber), ("period=-30", periodNumber), ("period=30s", periodNumber),
            ("period=9223372036854775808", periodNumber), ("period=18446744073709551615", periodNumber),
            ("digits=6&digits=6", ParameterError("digits", "must be given once")),
            ("digits=6&Digits=7", ParameterError("digits", "must be given once")),
            ("SECRET=MY", ParameterError("secret", "must be given once")),
            ("issuer=%zz", ParameterError("issuer", "must be percent-encoded UTF-8")),
            ("issuer=%FF", ParameterError("issuer", "must be percent-encoded UTF-8")),
            ("period=3%", ParameterError("period", "must be percent-encoded UTF-8")),
        ])
    func aMalformedParameterIsRefusedForItsFault(parameter: String, expected: ParameterError) {
        #expect(throws: expected) { try KeyURI("otpauth://totp/a?secret=MY&\(parameter)") }
    }

    @Test(arguments: ["%", "%zz", "%FF", "a%4", "I:%C3", "%C3:a"])
    func aMalformedLabelIsRefused(text: String) {
        #expect(throws: Self.label) { try KeyURI("otpauth://totp/\(text)?secret=MY") }
    }

    @Test func theTypeIsOneOfTwoAndHOTPNeedsACounter() {
        for type in ["", "motp", "totp%20", "steam"] {
            #expect(throws: ParameterError("type", "must be totp or hotp")) {
                try KeyURI("otpauth://\(type)/a?secret=MY")
            }
        }
        #expect(throws: ParameterError("counter", "must be there")) { try KeyURI("otpauth://hotp/a?secret=MY") }
        for counter in ["", "-1", "18446744073709551616", "1e3"] {
            #expect(throws: ParameterError("counter", "must be a number")) {
                try KeyURI("otpauth://hotp/a?secret=MY&counter=\(counter)")
            }
        }
    }

    @Test func anAbsentParameterHasItsDefault() throws {
        let uri = try KeyURI("otpauth://totp/ada?secret=MZXW6YTBOI")
        #expect(uri.kind == .totp(periodSeconds: 30) && uri.digits == 6 && uri.algorithm == .sha1)
        #expect(uri.issuer == "" && uri.accountName == "ada" && uri.secret.bytes == Array("foobar".utf8))
        let hotp = try KeyURI("otpauth://hotp/ada?secret=MY&counter=18446744073709551615")
        #expect(hotp.kind == .hotp(counter: .max) && hotp.digits == 6)
    }

    @Test(arguments: [
        "otpauth://totp/Ex:ada?secret=MZXW6YTBOI&issuer=Ex", "OTPAUTH://TOTP/Ex:ada?SECRET=MZXW6YTBOI&Issuer=Ex",
        "otpauth://totp/Ex%3Aada?secret=mzxw6ytboi", "otpauth://totp/Ex:%20%20ada?secret=MZXW%206YTB%20OI",
        "otpauth://totp/Ex%3a%20ada?issuer=Ex&secret=MZXW6YTBOI======",
        "otpauth://totp/ada?issuer=Ex&secret=MZXW6YTBOI",
        "otpauth://totp/Ex:ada?image=%zz&secret=MZXW6YTBOI&x&&digits=6&period=30&algorithm=sha1#secret=MY",
        "otpauth://totp/%45x:ada?secret=%4DZXW6YTBOI&period=030",
    ])
    func differentSpellingsAreOne(text: String) throws {
        let expected = KeyURI(
            issuer: "Ex", accountName: "ada", secret: try SharedSecret(bytes: "foobar".utf8))
        #expect(try KeyURI(text) == expected)
    }

    /// Earlier, two issuers were refused; servers in the field write them, and apps show the parameter's.
    @Test(arguments: [
        ("I:a?secret=MY&issuer=J", "J"), ("I:a?secret=MY&issuer=", "I"), (":a?secret=MY&issuer=I", "I"),
        ("I%3Aa?secret=MY&issuer=i", "i"), ("I:a?issuer&secret=MY", "I"), ("a?secret=MY&issuer=", ""),
    ])
    func theParameterCountsBeforeTheLabel(rest: String, issuer: String) throws {
        let uri = try KeyURI("otpauth://totp/\(rest)")
        #expect(uri.issuer == issuer && uri.accountName == "a")
    }

    /// Earlier, a URI without a label was refused; a key without a name is still a key.
    @Test(arguments: ["totp?secret=MY", "totp/?secret=MY", "TOTP?secret=M-Y", "totp?secret=MZ&image=a/b"])
    func aLabelMayBeAbsent(rest: String) throws {
        let uri = try KeyURI("otpauth://\(rest)")
        #expect(uri.issuer == "" && uri.accountName == "" && uri.secret.bytes == [0x66])
        #expect(try KeyURI(uri.text) == uri)
    }

    /// A mark joins the separator before it into one `Character`, and must neither hide it nor be lost with it.
    @Test func aSeparatorBeforeACombiningMarkSeparates() throws {
        let uri = try KeyURI("otpauth://totp/\u{301}x:\u{301}y?secret=MY&issuer=\u{301}x&digits=8&\u{301}=&period=9")
        #expect(uri.issuer == "\u{301}x" && uri.accountName == "\u{301}y")
        #expect(uri.digits == 8 && uri.kind == .totp(periodSeconds: 9))
        let fragment = try KeyURI("otpauth://totp/a?secret=MY#\u{301}&digits=8")
        #expect(fragment.digits == 6)
    }

    @Test func onlyTheFirstColonEndsTheIssuer() throws {
        let plain = try KeyURI("otpauth://totp/Ex:a:b?secret=MY")
        #expect(plain.issuer == "Ex" && plain.accountName == "a:b")
        let encoded = try KeyURI("otpauth://totp/Ex%3Ay:a/b?secret=MY&issuer=Ex%3Ay")
        #expect(encoded.issuer == "Ex:y" && encoded.accountName == "a/b")
    }
}
