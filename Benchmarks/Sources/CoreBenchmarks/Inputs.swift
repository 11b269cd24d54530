import CognitoMFACore
import CognitoMFAQRCode

/// The inputs of the cases.
struct Inputs {
    let totp = TOTP.cognito
    let secret: SharedSecret
    let key: TOTP.Key
    let keyed: OpenSSL.Keyed
    let states: OpenSSL.States
    let start = UnixTime(seconds: 1_111_111_111)
    let message = (0..<8_192).map { UInt8(truncatingIfNeeded: 7 * $0) }
    /// Sixty-four users, some of them with the right code.
    let attempts: [TOTP.Attempt]
    let passwords = (0..<4).map { (password: Array("password \($0)".utf8), salt: [UInt8](repeating: $0, count: 16)) }
    /// A key URI of 172 bytes, and its code in version 9.
    let uri: [UInt8]
    let qrCode: QRCode
    #if canImport(Crypto)
        let symmetricKey: SwiftCrypto.Key
        let keyedHMAC: SwiftCrypto.Keyed
    #endif

    var firstStep: UInt64 { totp.step(at: start).rawValue }

    init() throws {
        let bytes = Array("12345678901234567890".utf8)
        secret = try SharedSecret(bytes: bytes)
        key = TOTP.Key(secret)
        guard let keyed = OpenSSL.Keyed(bytes) else { throw WrongAnswer(what: "OpenSSL has no HMAC") }
        self.keyed = keyed
        states = OpenSSL.States(bytes)
        let (totp, start) = (totp, start)
        attempts = try (0..<64).map { user in
            let key = TOTP.Key(try SharedSecret(bytes: bytes.dropLast() + [UInt8(user)]))
            let code = user % 3 == 0 ? "000000" : totp.code(for: key, at: start + .seconds(30 * (Int64(user % 3) - 1)))
            return TOTP.Attempt(code, for: key)
        }
        uri = Array(
            ("otpauth://totp/Example%20Shop%20of%20Book:ada.lovelace%40example.com"
                + "?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSW"
                + "&issuer=Example%20Shop%20of%20Book&period=30").utf8)
        qrCode = try QRCode(bytes: uri)
        #if canImport(Crypto)
            symmetricKey = SwiftCrypto.Key(data: bytes)
            keyedHMAC = SwiftCrypto.Keyed(key: symmetricKey)
        #endif
    }
}
