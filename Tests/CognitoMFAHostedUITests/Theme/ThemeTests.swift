import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// Colours that are hard to read are refused when the server starts.
struct ThemeTests {
    @Test func contrastIsThatOfTheStandard() {
        let (black, white) = (Colour(0x000000), Colour(0xFFFFFF))
        #expect(abs(black.contrast(with: white) - 21) < 0.000_1)
        #expect(abs(white.contrast(with: white) - 1) < 0.000_1)
        // Known pairs: the grey that just passes, and the one that just fails.
        #expect(abs(Colour(0x767676).contrast(with: white) - 4.54) < 0.01)
        #expect(abs(Colour(0x777777).contrast(with: white) - 4.48) < 0.01)
        #expect(abs(Colour(0x1A56C4).contrast(with: white) - 6.6) < 0.05)
        #expect(Colour(0x0F1216).contrast(with: Colour(0xA9B2BF)) == Colour(0xA9B2BF).contrast(with: Colour(0x0F1216)))
    }

    @Test func aColourIsSpelledForStyleSheets() {
        #expect(Colour(0x1A56C4).description == "#1a56c4")
        #expect(Colour(red: 0, green: 10, blue: 255).description == "#000aff")
        #expect(Colour(0xFF00_0001) == Colour(red: 0, green: 0, blue: 1))
    }

    @Test func thePlainThemePasses() throws {
        let theme = try Theme(productName: "Example Shop")
        #expect(theme.language == "en" && theme.direction == .leftToRight)
    }

    @Test func aPaleAccentIsRefused() {
        #expect {
            try Theme(productName: "Example Shop", accent: Accent(Colour(0xFFD54A)))
        } throws: { error in
            guard case .contrast(let pair, false, let found, 4.5) = error as? ThemeError else { return false }
            return pair == "accent on card" && found < 4.5
        }
    }

    @Test func aDarkAccentIsRefusedInDarkMode() {
        #expect {
            try Theme(productName: "Example Shop", darkAccent: Accent(Colour(0x1A3060)))
        } throws: { error in
            guard case .contrast(_, true, _, _) = error as? ThemeError else { return false }
            return true
        }
    }

    @Test func textOnAnAccentMustBeReadable() {
        let accent = Accent(Colour(0x1A56C4), text: Colour(0x4A86F4), hover: Colour(0x13429A))
        #expect {
            try Theme(productName: "Example Shop", accent: accent)
        } throws: { error in
            guard case .contrast(let pair, false, _, _) = error as? ThemeError else { return false }
            return pair == "text on accent"
        }
    }

    @Test func oneColourMakesAnAccent() throws {
        for colour in [Colour(0x7A1FA2), Colour(0x00695C), Colour(0xB71C1C), Colour(0x000000)] {
            _ = try Theme(productName: "Example Shop", accent: Accent(colour))
        }
    }

    @Test(arguments: ["javascript:alert(1)", "//evil.example", "http://example.com", "https://", "/a b", "/\\evil", ""])
    func aLinkIsOfThisServerOrSecure(_ link: String) {
        #expect(throws: ThemeError.link(link)) { try Theme(productName: "Example Shop", privacyURL: link) }
        #expect(throws: ThemeError.link(link)) { try Theme(productName: "Example Shop", termsURL: link) }
    }

    @Test(arguments: ["", "en\"", "e n", "de_DE", String(repeating: "e", count: 36)])
    func aLanguageIsATag(_ language: String) {
        #expect(throws: ThemeError.language(language)) { try Theme(productName: "Shop", language: language) }
    }

    @Test func aLogoIsASmallPicture() {
        let large = Theme.Logo(bytes: [UInt8](repeating: 0, count: 65_537), type: "image/png", alternativeText: "Shop")
        #expect(throws: ThemeError.logo) { try Theme(productName: "Shop", logo: large) }
        let page = Theme.Logo(bytes: [1], type: "text/html", alternativeText: "Shop")
        #expect(throws: ThemeError.logo) { try Theme(productName: "Shop", logo: page) }
    }
}
