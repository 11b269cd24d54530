// A script of one import: a user has lost the phone, and the help desk puts it right. See run.sh beside it.
import CognitoMFA

let pool = try await UserPool.inMemory(mfa: .optional([.sms, .softwareToken]), sms: .console)
try await pool.admin.createUser(
    "ada", password: "Analytical-1843", attributes: [.phoneNumber: "+14155550123"])
try await pool.admin.setMFAPreference("ada", sms: .preferred)

/// Tells what the user's next sign-in leads to; changes nothing and sends nothing.
func explain(_ username: Username) async throws(CognitoError) {
    let explanation = try await pool.admin.explainSignIn(of: username)
    let next = explanation.challenge.map { "\($0)" } ?? "tokens"
    print("the next sign-in of \(username) leads to \(explanation.refusal.map { "\($0)" } ?? next)")
}

do {
    try await explain("ada")
    try await pool.admin.updateAttributes("ada", [.phoneNumber: "+14155550199"])
    try await pool.admin.signOutEverywhere("ada")
    try await explain("ada")
    print("signing in: \(try await pool.signIn("ada", password: "Analytical-1843"))")
} catch {
    print("not done: \(error)")
}
