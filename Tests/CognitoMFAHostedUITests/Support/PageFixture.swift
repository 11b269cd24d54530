import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFAService
import CognitoMFATesting
import Synchronization
import Testing
import UserPoolModel

/// A pool with pages, and the events of its log.
final class PageFixture: Sendable {
    static let password = "Correct-Horse-1"
    static let number = "+14155550123"
    static let address = "ada@example.com"
    let test: TestPool
    let pages: HostedUI
    private let kept: Kept

    private final class Kept: Sendable {
        let events = Mutex<[PageEvent]>([])
    }

    init(
        mfa: UserPoolMFAConfiguration = .optional([.sms, .softwareToken]), profile: CognitoProfile = .classic,
        members: UserPoolOptions = UserPoolOptions(), theme: Theme? = nil,
        destinations: [AppClientID: String] = [:], defaultClient: AppClientID? = "test-client",
        tellsWhoExists: Bool = false, sessionMinutes: Int = 10
    ) async throws {
        test = try await TestPool(
            mfa: mfa, profile: profile, authSessionValidityMinutes: sessionMinutes, members: members,
            preventsUserExistenceErrors: !tellsWhoExists)
        let kept = Kept()
        self.kept = kept
        pages = try HostedUI(
            service: test.pool.service, origin: "https://id.example.com",
            theme: theme ?? Theme(productName: "Example Shop", contact: "our help desk, +44 20 7946 0000"),
            defaultClient: defaultClient, destinations: destinations,
            log: { event in kept.events.withLock { $0.append(event) } })
    }

    var events: [PageEvent] { kept.events.withLock { $0 } }
    var browser: Browser { Browser(pages) }

    /// Adds a confirmed user with a password of the user's own.
    func addUser(_ name: String = "ada", attributes: UserAttributes = [:]) async throws {
        _ = try await test.pool.admin.createUser(
            Username(name), password: Password(Self.password), attributes: attributes)
    }

    /// Adds a user whose second factor is a text message.
    func addTextMessageUser(_ name: String = "ada", number: String = PageFixture.number) async throws {
        try await addUser(name, attributes: [.phoneNumber: number, .phoneNumberVerified: "true"])
        try await test.pool.admin.setMFAPreference(Username(name), sms: .preferred)
    }

    /// Opens the page and signs in with the password, up to the page that follows.
    func signIn(_ browser: inout Browser, as name: String = "ada") async throws {
        await browser.open("/login")
        try await browser.submit([("username", name), ("password", Self.password)])
    }

    /// The last code that went to the number.
    func code(to number: String = PageFixture.number) async -> String { await test.sms.lastCode(to: number).text }
}
