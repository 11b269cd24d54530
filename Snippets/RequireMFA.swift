// A pool goes from optional MFA to required MFA, and nobody is locked out.
import CognitoMFA
import CognitoMFATesting

let pool = try await UserPool.inMemory(
    mfa: .optional([.sms, .softwareToken]), sms: .console, profile: .current)
try await pool.admin.createUser(
    "ada", password: "Analytical-1843", attributes: [.phoneNumber: "+14155550123"])
try await pool.admin.createUser("grace", password: "Compiler-1952")

print("1. With text messages alone, these users could not sign in:")
print("   \(try await pool.admin.usersWhoCouldNotSignIn(under: .on([.sms])))")

print("2. With authenticator apps as well, these could not:")
let required = UserPoolMFAConfiguration.on([.sms, .softwareToken])
print("   \(try await pool.admin.usersWhoCouldNotSignIn(under: required))")

print("3. MFA is required now. Whoever got in with a password alone is signed out.")
try await pool.admin.setMFA(required)
for user in try await pool.admin.users().users {
    try await pool.admin.signOutEverywhere(user.username)
    let next = try await pool.admin.explainSignIn(of: user.username)
    print("   the next sign-in of \(user.username) leads to \(next.challenge?.rawValue ?? "tokens")")
}

print("4. Grace has no factor. Her sign-in leads to the set-up of an authenticator app.")
let first = try await pool.signIn("grace", password: "Compiler-1952")
guard case .challenged(.mfaSetup(let challenge)) = first else { preconditionFailure("\(first)") }
let (setUp, associated) = try await pool.associateSoftwareToken(in: challenge.session)
let app = try AuthenticatorApp(scanning: setUp.keyURI, time: SystemTimeSource())  // plays the user's phone
// Each step returns the session that the next step must carry.
let verified = try await pool.verifySoftwareToken(in: associated, code: app.code())
print("   \(try await pool.respond(to: verified, with: .mfaSetup))")
