public import CognitoMFAHTTP

/// The refusal of a theme.
public enum ThemeError: Error, Sendable, Hashable {
    /// Two colours that stand on each other are too alike; 4.5 is asked of text, 3 of borders.
    case contrast(pair: String, isDark: Bool, is: Double, least: Double)
    /// The logo has more than 64 KiB, or another type than PNG, JPEG, WebP or SVG.
    case logo
    /// A link is neither `https` nor a path of this server.
    case link(String)
    /// The language is no tag of letters, digits and hyphens, as in `en-GB`.
    case language(String)
}

/// The look and the words of the pages.
public struct Theme: Sendable {
    /// A picture above each page, served from an address of its own.
    public struct Logo: Sendable {
        /// The bytes of the picture.
        public let bytes: [UInt8]
        /// The media type: `image/png`, `image/jpeg`, `image/webp` or `image/svg+xml`.
        public let type: HeaderValue
        /// The name that people hear who do not see the picture.
        public let alternativeText: String

        /// Takes a picture.
        public init(bytes: [UInt8], type: HeaderValue, alternativeText: String) {
            (self.bytes, self.type, self.alternativeText) = (bytes, type, alternativeText)
        }
    }

    /// The shape of corners.
    public enum Corner: Sendable, Hashable, CaseIterable {
        /// Round ones: 16 pixels on the card, 10 on buttons.
        case round
        /// Hardly round ones: 4 pixels.
        case slight
        /// Right angles.
        case square
    }

    /// The kind of letters.
    public enum Font: Sendable, Hashable, CaseIterable {
        /// The letters of the user's system.
        case system
        /// Letters with serifs.
        case serif
    }

    /// The direction of writing.
    public enum Direction: String, Sendable, Hashable, CaseIterable {
        /// From left to right.
        case leftToRight = "ltr"
        /// From right to left.
        case rightToLeft = "rtl"
    }

    /// The name of the product, on each page and in each title.
    public let productName: String
    /// The picture above each page; nil shows the product's name.
    public let logo: Logo?
    /// The shape of corners.
    public let corner: Corner
    /// The kind of letters.
    public let font: Font
    /// The people to ask when a phone is lost, as in "our help desk, +44 20 7946 0000".
    public let contact: String?
    /// The address of the privacy policy.
    public let privacyURL: String?
    /// The address of the terms of use.
    public let termsURL: String?
    /// The sentences.
    public let texts: Texts
    /// The language of the sentences, as in `en`.
    public let language: String
    /// The direction of the sentences.
    public let direction: Direction
    /// True when users may change their own phone number.
    public let usersChangePhone: Bool
    /// True adds a script, which locks forms after a click, shows passwords and copies keys; nothing depends on it.
    public let script: Bool
    let light: Palette
    let dark: Palette

    /// The accent of light mode where a theme names none.
    public static let lightAccent = Accent(Colour(0x1A56C4), text: Colour(0xFFFFFF), hover: Colour(0x13429A))
    /// The accent of dark mode where a theme names none.
    public static let darkAccent = Accent(Colour(0x9DBFFA), text: Colour(0x0B2A5C), hover: Colour(0xBFD5FC))

    /// Creates a theme.
    ///
    /// - Throws: ``ThemeError``, for colours that are hard to read above all: WCAG 2.2 asks for 4.5:1, of borders 3:1.
    public init(
        productName: String, logo: Logo? = nil, accent: Accent = Theme.lightAccent,
        darkAccent: Accent = Theme.darkAccent, corner: Corner = .round, font: Font = .system,
        contact: String? = nil, privacyURL: String? = nil, termsURL: String? = nil, texts: Texts = .english,
        language: String = "en", direction: Direction = .leftToRight, usersChangePhone: Bool = true,
        script: Bool = false
    ) throws(ThemeError) {
        (light, dark) = (.light(accent), .dark(darkAccent))
        for (palette, isDark) in [(light, false), (dark, true)] {
            for pair in palette.pairs {
                let contrast = pair.1.contrast(with: pair.on)
                guard contrast >= pair.least else {
                    throw .contrast(pair: pair.name, isDark: isDark, is: contrast, least: pair.least)
                }
            }
        }
        if let logo {
            let types: [HeaderValue] = ["image/png", "image/jpeg", "image/webp", "image/svg+xml"]
            guard logo.bytes.count <= 65_536, types.contains(logo.type) else { throw .logo }
        }
        for link in [privacyURL, termsURL] {
            if let link, !link.isPageLink { throw .link(link) }
        }
        guard language.utf8.count <= 35, !language.isEmpty,
            language.utf8.allSatisfy({ $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "-") })
        else { throw .language(language) }
        self.productName = productName
        self.logo = logo
        self.corner = corner
        self.font = font
        self.contact = contact
        self.privacyURL = privacyURL
        self.termsURL = termsURL
        self.texts = texts
        self.language = language
        self.direction = direction
        self.usersChangePhone = usersChangePhone
        self.script = script
    }
}

extension String {
    /// True for an address of `https`, or a path of this server; both of printable ASCII.
    ///
    /// Escaping does not make a link safe: `javascript:` would pass it.
    var isPageLink: Bool {
        guard utf8.count <= 2_048, utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") })
        else { return false }
        return hasPrefix("https://") && utf8.count > 8 || hasPrefix("/") && !hasPrefix("//")
    }
}
