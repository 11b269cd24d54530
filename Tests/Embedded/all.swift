// Everything of the module that a program can name, but for the key URI.
let totp = TOTP.cognito
let now = UnixTime(seconds: 1_111_111_111)
let bytes = Array("12345678901234567890".utf8)
if let secret = try? SharedSecret(base32: Base32.encode(bytes, padding: true)) {
    let key = TOTP.Key(secret)
    let isRight = totp.window(at: now).verify("050471", for: key) == .matched(totp.step(at: now))
    print(isRight && totp.verify("050472", for: secret, at: now) == .noMatch ? totp.code(for: key, at: now).text : "-")
}
let derived = try? PBKDF2<SHA256>.deriveKey(password: bytes, salt: bytes, iterations: 2, byteCount: 20)
let expanded = try? HKDF<SHA256>.deriveKey(inputKey: derived ?? [], salt: bytes, info: bytes, byteCount: 32)
let code = HMAC<SHA256>(key: expanded ?? []).authenticationCode(for: bytes)
let decoded = try? Base64.decode(Base64.encode(code))
let isWhole = ConstantTime.areEqual(decoded ?? [], code) && Hexadecimal.decode(Hexadecimal.encode(code)) == decoded
print(
    isWhole && HMAC<SHA1>(key: bytes).isValid(HMAC<SHA1>(key: bytes).authenticationCode(for: code), for: code)
        ? "whole" : "-")
