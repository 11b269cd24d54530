// A sign-up by e-mail, a forgotten password, and the events that an observer gets. It needs no input: the sender keeps
// the codes.
import CognitoMFA
import CognitoMFATesting

struct Printer: AuthObserver {
    func observe(_ event: AuthEvent) { print("   event: \(event.name) of \(event.subject?.username ?? "nobody")") }
}

let mail = RecordingEmailSender()
let pool = try await UserPool.inMemory(
    email: mail, members: UserPoolOptions(autoVerifiedAttributes: [.email]), observer: Printer())

print("1. sign up")
let signedUp = try await pool.signUp(
    "grace", password: "Compiler-1952", attributes: [.email: "grace@example.com"])
print("   a code went to \(signedUp.codeDeliveryDetails?.destination ?? "nowhere")")
try await pool.confirmSignUp("grace", code: await mail.lastCode(to: "grace@example.com"))

print("2. sign in: \(try await pool.signIn("grace", password: "Compiler-1952"))")

print("3. forget the password")
try await pool.forgotPassword("grace")
await pool.service.shutDown()  // the call above does not wait for its message; a script must
try await pool.confirmForgotPassword(
    "grace", code: await mail.lastCode(to: "grace@example.com"), password: "Compiler-1953")
do throws(CognitoError) {
    _ = try await pool.signIn("grace", password: "Compiler-1952")
} catch {
    print("   the old one: \(error.message)")
}
print("   the new one: \(try await pool.signIn("grace", password: "Compiler-1953"))")
