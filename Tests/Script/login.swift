// A sign-in with an authenticator app, as a script of one import. `run.sh` copies it out of the clone and runs it.
import CognitoMFA

let username: Username = "ada"
let password: Password = "Analytical-1843"
let clock = SystemTimeSource()

do {
    let pool = try await UserPool.inMemory()
    try await pool.admin.createUser(username, password: password)

    guard let first = try await pool.signIn(username, password: password).authenticationResult else {
        throw Unexpected(what: "a challenge before a factor was set up")
    }
    let association = try await pool.associateSoftwareToken(first.accessToken)
    try await pool.verifySoftwareToken(
        first.accessToken, code: TOTP.cognito.code(for: association.secret, at: clock.now()))
    try await pool.setMFAPreference(first.accessToken, softwareToken: .preferred)

    guard case .challenged(.softwareTokenMFA(let challenge)) = try await pool.signIn(username, password: password)
    else {
        throw Unexpected(what: "no challenge although a factor is on")
    }
    // The code of the set-up is spent; the phone's next one is inside the window already.
    let next = TOTP.cognito.code(for: association.secret, at: clock.now() + .seconds(30))
    let outcome = try await pool.respond(to: challenge.session, with: .softwareTokenMFA(code: next))
    guard outcome.authenticationResult != nil else { throw Unexpected(what: "another challenge") }
    print("signed in")
} catch {
    print("not signed in: \(error)")
}

struct Unexpected: Error {
    let what: String
}
