import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// The list of factors, in every state that a user can be in.
struct AccountStateTests {
    /// Numbers and apps of a user, and the factor that is asked for first.
    struct State: Sendable, CustomStringConvertible {
        let isRequired: Bool
        let hasNumber: Bool
        let hasApp: Bool
        let preferred: MFAType?
        let isOn: Bool
        var description: String {
            let mode = isRequired ? "required" : "optional"
            return "\(mode), number \(hasNumber), app \(hasApp), on \(isOn), first \(preferred?.rawValue ?? "-")"
        }

        static let all: [State] = {
            var states: [State] = []
            for isRequired in [true, false] {
                for (number, app) in [(true, true), (true, false), (false, true), (false, false)] {
                    if number { states.append(State(isRequired, number, app, .sms)) }
                    if app { states.append(State(isRequired, number, app, .softwareToken)) }
                    states.append(State(isRequired, number, app, nil))
                    states.append(State(isRequired, number, app, nil, isOn: false))
                }
            }
            return states
        }()

        init(_ isRequired: Bool, _ hasNumber: Bool, _ hasApp: Bool, _ preferred: MFAType?, isOn: Bool = true) {
            self.isRequired = isRequired
            self.hasNumber = hasNumber
            self.hasApp = hasApp
            self.preferred = preferred
            self.isOn = isOn
        }
    }

    /// The part of the page about a factor.
    private func item(_ name: String, _ html: String) -> String? {
        html.split(separator: "<li>").map(String.init).first { $0.contains("<h3>\(name)</h3>") }
    }

    /// Signs the user in, whatever is asked, before the pool and the preference become those of the state.
    private func open(_ state: State) async throws -> (PageFixture, Browser) {
        let fixture = try await PageFixture(
            mfa: .optional([.sms, .softwareToken]), profile: state.isRequired ? .current : .classic)
        try await fixture.addUser(
            attributes: state.hasNumber ? [.phoneNumber: PageFixture.number, .phoneNumberVerified: "true"] : [:])
        var app: AuthenticatorApp?
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        if state.hasApp {
            app = try await fixture.setUpAccountApp(&browser)
            fixture.test.time.advance(by: .seconds(60))
        }
        let wish: (MFAType) -> MFAPreference = {
            state.preferred == $0 ? .preferred : state.isOn ? .enabled : .disabled
        }
        try await fixture.test.pool.admin.setMFAPreference(
            "ada", sms: state.hasNumber ? wish(.sms) : nil, softwareToken: state.hasApp ? wish(.softwareToken) : nil)
        if state.isRequired {
            try await fixture.test.pool.admin.setMFA(.on([.sms, .softwareToken]))
        }
        browser = fixture.browser
        try await fixture.signIn(&browser)
        for _ in 0..<6 where browser.path != "/account/security" {
            switch browser.path {
            case "/mfa/choose": try await browser.submit([("factor", state.hasApp ? "SOFTWARE_TOKEN_MFA" : "SMS_MFA")])
            case "/mfa/app": try await browser.submit([("code", try #require(app).code().text)])
            case "/mfa/sms": try await browser.submit([("code", await fixture.code())])
            default: return (fixture, browser)
            }
        }
        return (fixture, browser)
    }

    @Test(arguments: State.all)
    func sentencesAndButtonsAgree(_ state: State) async throws {
        let (fixture, browser) = try await open(state)
        guard state.hasNumber || state.hasApp || !state.isRequired else {
            #expect(browser.path == "/mfa/set-up")
            return
        }
        try #require(browser.path == "/account/security")
        for (name, isThere) in [("Text message", state.hasNumber), ("Authenticator app", state.hasApp)] {
            let item = try #require(self.item(name, browser.html))
            let isOn = item.contains("tag on")
            let canEnd = item.contains(">Turn off</button>") || item.contains(">Remove the app</a>")
            #expect(
                item.contains("the last one stays on")
                    == (state.isRequired && isThere && !canEnd && !(state.hasNumber && state.hasApp)))
            #expect(!(item.contains("the last one stays on") && canEnd))
            #expect(isOn || !item.contains(">Turn off</button>") && !item.contains(">Ask for it first</button>"))
            #expect(!isOn || !item.contains(">Turn on</button>"))
            #expect(isThere || !isOn)
            #expect(!item.contains("Asked for first") || !item.contains(">Ask for it first</button>"))
            if state.isRequired { #expect(isOn == isThere) }
        }
        // A button does what it says.
        for place in 0..<browser.forms.count {
            var twin = browser
            let form = browser.forms[place]
            guard form.hidden.contains(where: { $0.0 == "state" }) else { continue }
            let before = try await fixture.test.pool.admin.user("ada")
            await twin.post(form.action, [("csrf", form.csrf)] + form.hidden)
            await twin.follow()
            let after = try await fixture.test.pool.admin.user("ada")
            #expect(
                before.userMFASettingList != after.userMFASettingList
                    || before.preferredMFASetting != after.preferredMFASetting, "\(form.hidden)")
            #expect(twin.problem == nil)
            break
        }
    }

    @Test func buttonsAreToldApartByTheirNames() async throws {
        let state = State(false, true, true, .sms)
        let (_, browser) = try await open(state)
        #expect(browser.html.contains("aria-label=\"Turn off: Text message\""))
        #expect(browser.html.contains("aria-label=\"Turn off: Authenticator app\""))
        let names = browser.html.attributes("aria-label")
        #expect(Set(names).count == names.count)
    }

    @Test func thePasswordIsAskedForOnce() async throws {
        let fixture = try await PageFixture()
        try await fixture.addUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        fixture.test.time.advance(by: .seconds(660))
        await browser.open("/account/phone")
        #expect(browser.path == "/account/confirm")
        // The session ends while the page is open.
        fixture.test.time.advance(by: .seconds(3_600))
        try await browser.submit([("password", PageFixture.password)])
        #expect(browser.path == "/login")
        try await browser.submit([("username", "ada"), ("password", PageFixture.password)])
        #expect(browser.path != "/account/confirm" && browser.path.hasPrefix("/account/"))
        await browser.open("/account/confirm")
        #expect(browser.path == "/account/security")
    }

    @Test func theRemovalOfAnAppAsksForThePasswordOnce() async throws {
        let state = State(false, true, true, .sms)
        var (fixture, browser) = try await open(state)
        fixture.test.time.advance(by: .seconds(660))
        await browser.open("/account/app/remove")
        #expect(browser.path == "/account/app/remove")
        try await browser.submit([("password", PageFixture.password)])
        #expect(browser.path == "/account/security" && browser.html.contains("Set up an app"))
    }
}
