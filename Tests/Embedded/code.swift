// The code that a device links to show a code: SHA-1 and SHA-256 of one message at a time.
if let secret = try? SharedSecret(bytes: [UInt8](repeating: 7, count: 20)) {
    print(TOTP.cognito.code(for: secret, at: UnixTime(seconds: 59)).text)
}
