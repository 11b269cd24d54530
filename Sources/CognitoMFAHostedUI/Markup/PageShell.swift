import CognitoMFAHTTP

/// The frame of every page: title, product, heading, footer.
struct PageShell {
    let theme: Theme
    let stylesheet: String
    let script: String?
    let logo: String?

    init(_ theme: Theme, stylesheet: Asset, script: Asset?, logo: Asset?) {
        (self.theme, self.stylesheet, self.script, self.logo) = (theme, stylesheet.path, script?.path, logo?.path)
    }

    /// Returns a whole page.
    func document(_ page: Page) -> HTML {
        let texts = theme.texts
        let title = (page.hasProblem ? "\(texts.general.errorPrefix) " : "") + "\(page.title) - \(theme.productName)"
        let refresh: HTML? = page.refresh.map { "<meta http-equiv=\"refresh\" content=\("0;url=\($0)")>" }
        return """
            <!doctype html>
            <html lang=\(theme.language) dir=\(theme.direction.rawValue)>
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            \(refresh)<title>\(title)</title>
            <link rel="stylesheet" href=\(stylesheet)>
            <link rel="icon" href=\(logo ?? "data:,")>\(scriptElement)
            </head>
            <body>
            <main\(attribute: "class", page.isWide ? "wide" : nil)>
            <p class="brand">\(brand)</p>
            \(page.box)<h1>\(page.title)</h1>
            \(page.content)
            </main>
            \(footer)</body>
            </html>

            """
    }

    /// The script, with the words of its buttons.
    private var scriptElement: HTML? {
        let texts = theme.texts
        return script.map {
            """

            <script src=\($0) defer data-show=\(texts.passwords.show) data-hide=\(texts.passwords.hide) \
            data-copy=\(texts.setUp.copy) data-copied=\(texts.setUp.copied)></script>
            """
        }
    }

    private var brand: HTML {
        if let logo, let picture = theme.logo {
            "<img src=\(logo) alt=\(picture.alternativeText)>"
        } else {
            HTML(escaping: theme.productName)
        }
    }

    private var footer: HTML {
        let links: [HTML] = [
            theme.privacyURL.map { "<a href=\($0)>\(theme.texts.general.privacy)</a>" },
            theme.termsURL.map { "<a href=\($0)>\(theme.texts.general.terms)</a>" },
        ].compactMap(\.self)
        return links.isEmpty ? "" : "<footer>\(links)</footer>\n"
    }
}

/// A page without its frame.
struct Page {
    let title: String
    /// The box above the heading, of an error or a message.
    var box: HTML?
    let content: HTML
    /// True puts "Error:" before the title.
    var hasProblem = false
    var isWide = false
    /// The address to which the page leads at once.
    var refresh: String?

    init(_ title: String, box: HTML? = nil, hasProblem: Bool = false, isWide: Bool = false, content: HTML) {
        self.title = title
        self.box = box
        self.hasProblem = hasProblem
        self.isWide = isWide
        self.content = content
    }
}
