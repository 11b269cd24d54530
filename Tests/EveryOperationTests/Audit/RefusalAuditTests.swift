import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// The audit entry of every row of the error table.
@Suite struct RefusalAuditTests {
    /// Runs a row under a watch.
    private static func watched(_ row: ErrorRow, dropping isDropping: Bool = false) async -> AuditWatch {
        let watch = AuditWatch(dropping: isDropping)
        _ = await AuditWatch.$current.withValue(watch) { await failure { try await row.call() } }
        return watch
    }

    /// The operations of rows whose names do not begin with the operation.
    private static let operations: [String: [String]] = [
        "AdminDeleteUserAttributes": ["attributes, required one deleted"],
        "AdminInitiateAuth": ["admin, flow not allowed", "admin, flow of the other operation"],
        "AdminSetUserMFAPreference": [
            "preference, TOTP not registered", "preference, no address", "preference, no number",
            "preference, preferred and not enabled", "preference, two preferred", "preference, unknown user",
        ],
        "AdminUpdateUserAttributes": [
            "attributes, custom and unknown", "attributes, immutable", "attributes, number is another's",
            "attributes, unknown", "attributes, unknown user",
        ],
        "AssociateSoftwareToken": [
            "MFA_SETUP, first session again", "associate, TOTP off", "associate, bad token", "associate, both",
            "associate, neither", "associate, session of SMS_MFA",
        ],
        "ChangePassword": ["a sensitive value is left out"],
        "ConfirmForgotPassword": [
            "hidden, ConfirmForgotPassword of nobody", "hidden, ConfirmForgotPassword of nobody who asked",
        ],
        "ConfirmSignUp": ["hidden, ConfirmSignUp of nobody"],
        "GetTokensFromRefreshToken": [
            "refresh, expired", "refresh, not a refresh token", "refresh, reused", "refresh, revoked",
        ],
        "GetUser": [
            "expired token", "malformed token", "token of a user who must reset", "token of an unconfirmed user",
            "token revoked by RevokeToken", "token revoked by sign-out", "token without the scope", "user deleted",
            "user disabled",
        ],
        "InitiateAuth": [
            "REFRESH_TOKEN_AUTH with rotation", "disabled", "flow not allowed", "flow of the other operation",
            "flow that is not offered", "locked", "must reset", "no PASSWORD", "no REFRESH_TOKEN", "no USERNAME",
            "no factor and none to set up", "number gone, SMS the only factor switched on", "one constraint",
            "refused message, strict", "secret hash for a client without secret", "secret hash missing",
            "secret hash wrong", "secret hash wrong on refresh", "temporary password too old", "unconfirmed",
            "unknown client", "unknown user", "unknown user, hidden", "unknown user, hidden and locked",
            "wrong password",
        ],
        "OpenPool": ["OpenPool, a stored pool that is weaker", "OpenPool, a factor without a sender"],
        "RespondToAuthChallenge": [
            "EMAIL_OTP, wrong code", "MFA_SETUP answered too early", "NEW_PASSWORD_REQUIRED, against the policy",
            "NEW_PASSWORD_REQUIRED, attribute that is there", "SELECT_MFA_TYPE, not in the list",
            "SELECT_MFA_TYPE, session reused", "SMS_MFA, code too old in a session that lives", "SMS_MFA, locked",
            "SMS_MFA, wrong code", "SOFTWARE_TOKEN_MFA, no token", "SOFTWARE_TOKEN_MFA, used code",
            "SOFTWARE_TOKEN_MFA, wrong code", "another challenge's name", "another client's session",
            "another user's session", "challenge that is not offered", "disabled meanwhile", "expired session",
            "forged session", "no answer", "no session", "used session",
        ],
        "SetUserMFAPreference": ["strict, sign-in too old"],
        "UpdateUserAttributes": [
            "attributes, bad number", "attributes, not the client's to write",
            "attributes, users verify nothing by hand",
        ],
        "VerifySoftwareToken": [
            "two constraints of a code", "verify, TOTP off", "verify, nothing associated", "verify, too many tries",
            "verify, wrong code",
        ],
    ]

    /// Returns true when a row is a refusal of an operation: listed for it, for the start of its name, or for any operation.
    private static func isRefusal(_ row: ErrorRow, of operation: String) -> Bool {
        let listed = operations.filter { $0.value.contains(row.id) }.keys
        let first = row.id.split { $0 == "," || $0 == " " }.first.map { String($0) } ?? ""
        let names = Set(FaultedOperation.all.map(\.name))
        return listed.isEmpty && !names.contains(first)
            ? names.contains(operation) : operation == listed.first ?? first
    }

    // R125
    @Test(arguments: ErrorTableTests.all) func eachRefusalIsOneEvent(_ row: ErrorRow) async throws {
        let watch = await Self.watched(row)
        #expect(watch.findings() == [])
        let last = try #require(watch.refusals.last)
        #expect(Self.isRefusal(row, of: last.entry.operation ?? ""), "\(last)")
        #expect(last.code == row.code)
        // The part of a row's text in place of a gap was typed, or could have been.
        #expect(row.text.hasPrefix(last.reason.prefix { $0 != "…" }) || row.text.contains("validation error"))
    }

    // R125: the same check finds each refusal without an event.
    @Test(arguments: ErrorTableTests.all) func aSilentRefusalIsFound(_ row: ErrorRow) async {
        #expect(await Self.watched(row, dropping: true).findings() != [])
    }
}
