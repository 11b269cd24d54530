// A user sets up an authenticator app and signs in with it. README shows these lines.
import CognitoMFA
import CognitoMFATesting

let pool = try await UserPool.inMemory()
try await pool.admin.createUser("ada", password: "Analytical-1843")
let first = try await pool.signIn("ada", password: "Analytical-1843")
guard let token = first.authenticationResult?.accessToken else { preconditionFailure("\(first)") }

// Set-up. The user scans `keyURI` as a QR code and types the code that the app shows.
let setUp = try await pool.associateSoftwareToken(token)
let app = try AuthenticatorApp(scanning: setUp.keyURI, time: SystemTimeSource())  // plays the user's phone
try await pool.verifySoftwareToken(token, code: app.code())
try await pool.setMFAPreference(token, softwareToken: .preferred)

// Sign-in. The password alone no longer leads to tokens. Each code works once, so the phone shows the next.
let second = try await pool.signIn("ada", password: "Analytical-1843")
guard let session = second.challenge?.session else { preconditionFailure("\(second)") }
print(try await pool.respond(to: session, with: .softwareTokenMFA(code: app.code(stepsAhead: 1))))
