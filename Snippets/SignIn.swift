// A user signs in with a password and a second factor: first an authenticator app, then text messages.
//
//   swift run SignIn                      type the codes of a real authenticator app; after Ctrl-D it simulates the phone
//   swift run SignIn < /dev/null          it simulates the phone
//   swift run SignIn --secret BASE32      with your own secret, so that any TOTP program can be the phone:
//                                         first the set-up code, then the code of the next 30 seconds
//
// A terminal that is wide enough shows the QR code of the secret.
import CognitoMFA
import CognitoMFAQRCode
import Foundation

/// The user's phone: it shows text messages and remembers the last one.
actor Phone: SMSSender {
    private(set) var lastMessage = ""

    func send(_ message: SMSMessage) -> DeliveryOutcome {
        lastMessage = message.text
        print("   text message to \(message.phoneNumber.e164): \(message.text)")
        return .accepted
    }

    var lastCode: OneTimeCode { OneTimeCode(lastMessage.filter(\.isNumber)) }
}

/// A random source that returns a given secret for the authenticator app, because the library cannot import secrets.
struct GivenSecret: RandomSource {
    let secret: SharedSecret?

    func bytes(count: Int, for purpose: RandomPurpose) -> [UInt8] {
        if purpose == .secret, let secret { return secret.bytes }
        return SystemRandomSource().bytes(count: count, for: purpose)
    }
}

/// Returns a code typed by the user, or without input the code that the phone would show.
func typedCode(_ prompt: String, phoneShows code: OneTimeCode) -> OneTimeCode {
    print("   \(prompt): ", terminator: "")
    guard let line = readLine() else {
        print("\(code.text) (no input: this program simulates the phone)")
        return code
    }
    print(line)
    return OneTimeCode(typed: line)
}

/// Prints a QR code if the output is a terminal that is wide enough; in a narrow one its lines would break.
func printCode(of uri: String) {
    var window = winsize()
    guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0,
        let code = try? QRCode(uri, errorCorrection: .low, raisesErrorCorrection: false),
        window.ws_col >= code.terminalColumns
    else { return }
    let hasColours = ProcessInfo.processInfo.environment["NO_COLOR", default: ""].isEmpty
    print(code.terminalText(hasColours ? .coloured : .plain))
}

func fail(_ message: String) -> Never {
    print(message)
    exit(1)
}

var secret: SharedSecret?
if let place = CommandLine.arguments.firstIndex(of: "--secret") {
    guard let given = try? SharedSecret(base32: CommandLine.arguments.dropFirst(place + 1).first ?? "") else {
        fail("--secret must be Base32")
    }
    secret = given
}

do throws(CognitoError) {
    let phone = Phone()
    let clock = SystemTimeSource()
    let pool = try await UserPool.inMemory(
        mfa: .optional([.sms, .softwareToken]), sms: phone, random: GivenSecret(secret: secret))
    let password: Password = "Analytical-1843"
    try await pool.admin.createUser("ada", password: password, attributes: [.phoneNumber: "+14155550123"])

    print("1. Ada signs in with her password alone: MFA is optional and she has no factor yet.")
    guard let first = try await pool.signIn("ada", password: password).authenticationResult else {
        fail("a factor already?")
    }

    print("2. She sets up an authenticator app.")
    let association = try await pool.associateSoftwareToken(first.accessToken)
    printCode(of: association.keyURI.text)
    print("   scan \(association.keyURI.text)")
    print("   or type \(association.groupedSecretCode)")
    let setUpCode = typedCode(
        "code the app shows", phoneShows: TOTP.cognito.code(for: association.secret, at: clock.now()))
    try await pool.verifySoftwareToken(
        first.accessToken, code: setUpCode, friendlyDeviceName: "Ada's phone")
    try await pool.setMFAPreference(first.accessToken, softwareToken: .preferred)

    print("3. She signs in again: the password is not enough any more.")
    guard case .challenged(.softwareTokenMFA(let challenge)) = try await pool.signIn("ada", password: password) else {
        fail("not challenged")
    }
    // The set-up code counts as used, so the phone must show the next one. A code of the next step is also accepted.
    let code = typedCode(
        "next code the app shows",
        phoneShows: TOTP.cognito.code(for: association.secret, at: clock.now() + .seconds(30)))
    let outcome = try await pool.respond(to: challenge.session, with: .softwareTokenMFA(code: code))
    guard let tokens = outcome.authenticationResult else { fail("another challenge: \(outcome)") }
    show(tokens)

    print("4. Somebody who saw the code tries it again.")
    guard case .challenged(let replay) = try await pool.signIn("ada", password: password) else {
        fail("not challenged")
    }
    do throws(CognitoError) {
        _ = try await pool.respond(to: replay.session, with: .softwareTokenMFA(code: code))
        fail("a code was accepted twice")
    } catch {
        print("   refused: \(error)")
    }

    print("5. She prefers text messages now.")
    try await pool.setMFAPreference(tokens.accessToken, sms: .preferred)
    guard case .challenged(.smsMFA(let sms)) = try await pool.signIn("ada", password: password) else {
        fail("not challenged")
    }
    print("   code sent to \(sms.delivery.destination)")
    let last = try await pool.respond(to: sms.session, with: .smsMFA(code: await phone.lastCode))
    guard let tokens = last.authenticationResult else { fail("another challenge: \(last)") }
    let ada = try await pool.user(tokens.accessToken)
    print("   signed in; phone_number_verified is \(ada.attributes[.phoneNumberVerified] ?? "absent")")
} catch {
    fail("   refused: \(error) (advice: \(error.advice))")
}

/// Prints the claims of the tokens.
///
/// The signatures are the secret part and are left out.
func show(_ tokens: AuthenticationResult) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let access = try? encoder.encode(tokens.accessToken.claims)
    let id = try? encoder.encode(tokens.idToken.claims)
    for (name, claims) in [("AccessToken", access), ("IdToken", id)] {
        print("   \(name): \(String(decoding: claims ?? Data(), as: UTF8.self))")
    }
    print("   RefreshToken: \(tokens.refreshToken?.text.prefix(12) ?? "")...  ExpiresIn: \(tokens.expiresIn) s")
}
