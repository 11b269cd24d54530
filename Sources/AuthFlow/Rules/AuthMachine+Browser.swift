package import CognitoMFACore
import UserPoolModel

// A browser session against its user's record.
extension AuthMachine {
    /// Returns true while a browser session stands for the user: the gate of a sign-in, the generation, the password, and the
    /// decision table with the factors that it was won with (R130).
    package func accepts(_ browser: BrowserRecord, in pool: PoolRecord, at now: UnixTime) -> Bool {
        guard browser.sub == record.sub, !browser.isEnded, now < browser.endsAt,
            record.refusalOfRightPassword(at: now) == nil,
            record.status != .forceChangePassword,
            record.honours(browser.id, madeUnder: browser.generation),
            record.passwordChanges?.honour(browser) == true
        else { return false }
        return FactorPolicy(pool: pool, user: record).next(satisfied: browser.factorsUsed) == .tokens
    }
}

extension BrowserRecord {
    /// The user that a browser session speaks for, as an access token would.
    package func principal(of user: UserAuthRecord) -> Principal {
        Principal(
            userPoolID: userPoolID, clientID: client, username: user.username, sub: sub, family: id,
            generation: generation, scopes: [Principal.userAdminScope], authenticatedAt: authenticatedAt)
    }
}
