// Uses the product `AuthFlow` as a host does. What matters is what the binary links, see `run.sh`.
import AuthFlow
import CognitoMFACore
import UserPoolModel

// Core: a vector of RFC 6238, appendix B, cut to six digits.
let secret = try SharedSecret(bytes: Array("12345678901234567890".utf8))
let code = TOTP.cognito.code(for: secret, at: UnixTime(seconds: 59))
guard code == "287082" else {
    print("linkage test: a wrong code")
    throw LinkageTestError()
}

// UserPoolModel and AuthFlow: a sign-in over a store of the host's own goes here.

print("linkage test: ran")

struct LinkageTestError: Error {}
