import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

extension PageFixture {
    /// Sets a first app up on the pages of the account; the session was won without it, so it ends.
    func setUpAccountApp(_ browser: inout Browser) async throws -> AuthenticatorApp {
        await browser.open("/account/app")
        try await browser.submit([("action", "start")])
        let app = try scan(browser)
        try await browser.submit([("code", app.code().text), ("device", "Ada's phone")])
        return app
    }

    /// The app that has followed the page's link.
    func scan(_ browser: Browser) throws -> AuthenticatorApp {
        let uri = try #require(browser.html.between("href=\"otpauth:", "\"")).unescaped
        return try AuthenticatorApp(scanning: KeyURI("otpauth:\(uri)"), time: test.time)
    }
}
