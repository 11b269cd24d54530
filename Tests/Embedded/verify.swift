// The code that a door lock links to verify a code: four steps in lanes.
let totp = TOTP.cognito
let now = UnixTime(seconds: 1_111_111_111)
if let secret = try? SharedSecret(bytes: Array("12345678901234567890".utf8)) {
    let key = TOTP.Key(secret)
    let isRight = totp.window(at: now).verify("050471", for: key) == .matched(totp.step(at: now))
    print(isRight && totp.verify("050472", for: secret, at: now) == .noMatch ? totp.code(for: key, at: now).text : "-")
}
