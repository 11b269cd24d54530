import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFAService
import CognitoMFATesting
import Foundation
import Testing
import UserPoolModel

/// Every page once, sound in itself.
///
/// With `PAGES_FOLDER` they are written there, to take pictures of.
struct GalleryTests {
    private struct Gallery {
        let prefix: String
        var browser: Browser
        var names: [String] = []

        /// Keeps the page that is shown.
        mutating func keep(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
            names.append(name)
            let html = browser.html
            #expect(html.hasPrefix("<!doctype html>"), "\(name)", sourceLocation: sourceLocation)
            try Self.verify(html, sourceLocation)
            guard let folder = ProcessInfo.processInfo.environment["PAGES_FOLDER"] else { return }
            let base = URL(fileURLWithPath: folder)
            try FileManager.default.createDirectory(
                at: base.appending(path: "pages"), withIntermediateDirectories: true)
            try Data(html.utf8).write(to: base.appending(path: "\(prefix)\(name).html"))
            let path = try #require(html.between("<link rel=\"stylesheet\" href=\"", "\""))
            let style = await browser.pages.handle(try RequestMessage(method: "GET", target: path, headers: []))
            try Data(style.body).write(to: base.appending(path: path))
        }

        /// Ids occur once, labels and descriptions have their targets, and every tag is closed.
        private static func verify(_ html: String, _ sourceLocation: SourceLocation) throws {
            let ids = html.attributes("id")
            #expect(Set(ids).count == ids.count, "\(ids)", sourceLocation: sourceLocation)
            for target in html.attributes("for")
                + html.attributes("aria-describedby").flatMap({ $0.split(separator: " ").map(String.init) })
            {
                #expect(ids.contains(target), "\(target)", sourceLocation: sourceLocation)
            }
            for link in html.attributes("href") where link.hasPrefix("#") {
                #expect(ids.contains(String(link.dropFirst())), "\(link)", sourceLocation: sourceLocation)
            }
            #expect(html.attributes("autofocus").count <= 1, sourceLocation: sourceLocation)
            var open: [String] = []
            for tag in MarkupShape(html).tags {
                let name = String(tag.prefix { $0 != " " })
                if ["!doctype", "meta", "link", "input", "img"].contains(name) { continue }
                if name.hasPrefix("/") {
                    #expect(open.popLast() == String(name.dropFirst()), sourceLocation: sourceLocation)
                } else {
                    open.append(name)
                }
            }
            #expect(open.isEmpty, sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: ["en", "de", "rtl"])
    func everyPageIsSound(_ language: String) async throws {
        let texts: Texts = language == "de" ? .german : .english
        let theme = try Theme(
            productName: "Example Shop", contact: "our help desk, +44 20 7946 0000", privacyURL: "/privacy",
            termsURL: "/terms", texts: texts, language: language == "rtl" ? "ar" : language,
            direction: language == "rtl" ? .rightToLeft : .leftToRight)
        var members = UserPoolOptions()
        members.autoVerifiedAttributes = [.email]
        let fixture = try await PageFixture(mfa: .on([.sms, .softwareToken]), members: members, theme: theme)
        try await fixture.addTextMessageUser()
        try await fixture.addUser("bob")
        var gallery = Gallery(prefix: "\(language)-", browser: fixture.browser)
        try await outside(&gallery)
        try await setUp(&gallery, fixture)
        try await inside(&gallery, fixture)
        #expect(gallery.names.count >= 25)
    }

    private func outside(_ gallery: inout Gallery) async throws {
        await gallery.browser.open("/login")
        try await gallery.keep("login")
        try await gallery.browser.submit([("username", "ada"), ("password", "Wrong-Horse-1")])
        try await gallery.keep("login-wrong")
        await gallery.browser.open("/forgotPassword")
        try await gallery.keep("forgot")
        try await gallery.browser.submit([("username", "")])
        try await gallery.keep("forgot-wrong")
        try await gallery.browser.submit([("username", "ada")])
        try await gallery.keep("reset")
        try await gallery.browser.submit([("code", "123456"), ("password", "short")])
        try await gallery.keep("reset-wrong")
        await gallery.browser.open("/signup")
        try await gallery.keep("signup")
        try await gallery.browser.submit([("username", "eve"), ("email", "x"), ("password", "")])
        try await gallery.keep("signup-wrong")
        try await gallery.browser.submit([
            ("username", "eve"), ("email", "eve@example.com"), ("password", PageFixture.password),
        ])
        try await gallery.keep("confirm-user")
        await gallery.browser.open("/mfa/sms?f=bcdfghjk")
        try await gallery.keep("ended")
        await gallery.browser.open("/login?client_id=nobody")
        try await gallery.keep("refused")
        await gallery.browser.open("/nowhere")
        try await gallery.keep("absent")
    }

    private func setUp(_ gallery: inout Gallery, _ fixture: PageFixture) async throws {
        try await fixture.signIn(&gallery.browser, as: "bob")
        try await gallery.keep("set-up")
        try await gallery.browser.submit()
        try await gallery.keep("set-up-wrong")
        try await gallery.browser.submit([("factor", "SMS_MFA")])
        try await gallery.keep("set-up-phone")
        await gallery.browser.open(gallery.browser.location.replacing("/phone", with: ""))
        try await gallery.browser.submit([("factor", "SOFTWARE_TOKEN_MFA")])
        try await gallery.keep("set-up-app")
        try await gallery.browser.submit([("code", "12345"), ("device", "")])
        try await gallery.keep("set-up-app-wrong")
        let app = try fixture.scan(gallery.browser)
        try await gallery.browser.submit([("code", app.code().text), ("device", "Bob's phone")])
        try await gallery.keep("security-bob")
        try await gallery.browser.submitSignOut()
        try await gallery.keep("signed-out")
        fixture.test.time.advance(by: .seconds(60))
        try await fixture.signIn(&gallery.browser, as: "bob")
        try await gallery.keep("app")
    }

    private func inside(_ gallery: inout Gallery, _ fixture: PageFixture) async throws {
        try await fixture.signIn(&gallery.browser)
        try await gallery.keep("sms")
        try await gallery.browser.submit([("code", "12345")])
        try await gallery.keep("sms-wrong")
        await gallery.browser.open(gallery.browser.location.replacing("/mfa/sms", with: "/mfa/help"))
        try await gallery.keep("help")
        await gallery.browser.open(gallery.browser.location.replacing("/mfa/help", with: "/mfa/sms"))
        try await gallery.browser.submit([("code", await fixture.code())])
        try await gallery.keep("security")
        await gallery.browser.open("/account/app")
        try await gallery.keep("account-app")
        await gallery.browser.open("/account/phone")
        try await gallery.keep("phone")
        await gallery.browser.open("/account/sign-out")
        try await gallery.keep("sign-out")
        fixture.test.time.advance(by: .seconds(660))
        await gallery.browser.open("/account/phone")
        try await gallery.keep("confirm")
    }
}

extension String {
    /// The values of an attribute in all tags, or empty ones for an attribute without a value.
    func attributes(_ name: String) -> [String] {
        var values: [String] = []
        for piece in split(separator: "<").dropFirst() {
            let tag = " \(piece.prefix { $0 != ">" })"
            if let value = tag.between(" \(name)=\"", "\"") {
                values.append(value)
            } else if tag.contains(" \(name)") && !tag.contains(" \(name)=") && name == "autofocus" {
                values.append("")
            }
        }
        return values
    }
}
