import CognitoMFACore
import CognitoMFAHTTP

/// A file that pages name by its content, so that browsers may keep it for ever.
struct Asset: Sendable {
    let path: String
    let type: HeaderValue
    let bytes: [UInt8]

    /// - Parameter fileExtension: the end of the name, as in `css`.
    init(_ name: String, fileExtension: String, type: HeaderValue, bytes: [UInt8]) {
        let hash = Hexadecimal.encode(SHA256.hash(bytes).prefix(8))
        path = "/pages/\(name)-\(hash).\(fileExtension)"
        self.type = type
        self.bytes = bytes
    }

    /// The picture above the pages.
    init(logo: Theme.Logo) {
        let end = logo.type.text.utf8.drop { $0 != UInt8(ascii: "/") }.dropFirst()
        let fileExtension = String(decoding: end.prefix { $0 != UInt8(ascii: "+") }, as: UTF8.self)
        self.init("logo", fileExtension: fileExtension, type: logo.type, bytes: logo.bytes)
    }
}

/// The one style sheet of all pages.
///
/// Its text is the program's and the theme's colours. It has logical properties only, so that it serves both directions
/// of writing.
enum Stylesheet {
    static func asset(_ theme: Theme) -> Asset {
        let (card, control) =
            switch theme.corner {
            case .round: ("1rem", ".625rem")
            case .slight: (".25rem", ".25rem")
            case .square: ("0", "0")
            }
        let font =
            switch theme.font {
            case .system:
                "system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",\"Helvetica Neue\",Arial,sans-serif"
            case .serif: "Charter,\"Bitstream Charter\",\"Noto Serif\",Cambria,Georgia,serif"
            }
        let text = """
            :root{color-scheme:light dark;--card:\(card);--control:\(control);--font:\(font);\(colours(theme.light))}
            @media(prefers-color-scheme:dark){:root{\(colours(theme.dark))}}
            \(rules)
            """
        return Asset("style", fileExtension: "css", type: "text/css; charset=utf-8", bytes: Array(text.utf8))
    }

    private static func colours(_ palette: Palette) -> String {
        let colours: [(String, Colour)] = [
            ("page", palette.page), ("surface", palette.surface), ("text", palette.text), ("muted", palette.muted),
            ("border", palette.border), ("line", palette.line), ("accent", palette.accent.colour),
            ("on-accent", palette.accent.text), ("accent-hover", palette.accent.hover), ("error", palette.error),
            ("error-ground", palette.errorGround), ("success", palette.success),
            ("success-ground", palette.successGround), ("warning", palette.warning),
            ("warning-ground", palette.warningGround),
        ]
        return colours.map { "--\($0.0):\($0.1)" }.joined(separator: ";")
    }

    private static let rules = """
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;text-size-adjust:100%;background:var(--page)}
        body{margin:0;min-block-size:100vh;display:flex;flex-direction:column;align-items:center;justify-content:safe center;\
        padding:2rem 1rem;font-family:var(--font);font-size:1rem;line-height:1.5;color:var(--text);background:var(--page);\
        overflow-wrap:anywhere}
        main,footer{inline-size:100%;max-inline-size:26rem}
        main{padding:2rem;background:var(--surface);border:1px solid var(--line);border-radius:var(--card);\
        box-shadow:0 1px 2px rgb(0 0 0/6%),0 8px 24px rgb(0 0 0/6%)}
        .wide{max-inline-size:34rem}
        .brand{margin:0 0 1.5rem;font-weight:600;font-size:.9375rem;line-height:1.35;color:var(--muted)}
        .brand img{display:block;max-inline-size:100%;block-size:2.5rem;inline-size:auto}
        h1{margin:0 0 .5rem;font-size:1.5rem;font-weight:650;line-height:1.25;letter-spacing:-.01em}
        h2{margin:0 0 .5rem;font-size:1.0625rem;font-weight:600;line-height:1.35}
        p{margin:0 0 1rem}
        .muted,.hint{color:var(--muted)}
        .hint{display:block;margin:0 0 .25rem;font-size:.9375rem;line-height:1.4}
        form{margin:0}
        h1+form,p+form{margin-block-start:1.5rem}
        .field{margin:0 0 1rem}
        label,legend{display:block;margin:0 0 .25rem;padding:0;font-weight:600}
        input{font:inherit;color:inherit}
        .field>input{display:block;inline-size:100%;min-block-size:3rem;padding:.625rem .75rem;background:var(--surface);\
        border:1px solid var(--border);border-radius:var(--control)}
        .field>input[aria-invalid]{border:2px solid var(--error)}
        .code>input{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:1.5rem;\
        font-weight:500;letter-spacing:.25em;line-height:1.25}
        html[dir=rtl] [dir=ltr].start{text-align:right}
        .field>input[readonly]{background:var(--page)}
        .wrong{margin:0 0 .25rem;color:var(--error);font-weight:600}
        .primary,.secondary{display:flex;align-items:center;justify-content:center;inline-size:100%;min-block-size:3rem;\
        padding:.625rem 1rem;font:inherit;font-weight:600;line-height:1.25;text-align:center;text-decoration:none;\
        cursor:pointer;border:1px solid transparent;border-radius:var(--control);transition:background-color .12s}
        .primary{margin-block-start:1.5rem;background:var(--accent);color:var(--on-accent)}
        .primary:hover{background:var(--accent-hover)}
        .secondary{background:transparent;color:var(--accent);border-color:var(--border)}
        .secondary:hover{background:var(--page)}
        form+form>.secondary,.secondary+.secondary{margin-block-start:.75rem}
        .primary+.secondary,form+.others{margin-block-start:.75rem}
        .secondary+.others{margin-block-start:1rem}
        .link{display:inline-flex;align-items:center;min-block-size:2.75rem;padding:0;font:inherit;color:var(--accent);\
        background:none;border:0;text-align:start;text-decoration:underline;text-underline-offset:.2em;cursor:pointer}
        .link:hover{text-decoration-thickness:2px}
        a{color:var(--accent);text-underline-offset:.2em}
        :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        .links{display:flex;flex-direction:column;align-items:flex-start;margin:1rem 0 0;padding:0;list-style:none}
        .box{margin:0 0 1.5rem;padding:.75rem 1rem;border-inline-start:4px solid;border-radius:var(--control)}
        .box>:last-child{margin-block-end:0}
        .box h2{margin-block-end:.25rem}
        .box a{display:inline-block;padding-block:.125rem;color:inherit}
        .problem{background:var(--error-ground);color:var(--error)}
        .done{background:var(--success-ground);color:var(--success)}
        .notice{background:var(--warning-ground);color:var(--warning)}
        fieldset{margin:0;padding:0;border:0;min-inline-size:0}
        .choice{display:flex;gap:.75rem;align-items:center;min-block-size:3rem;margin:0 0 .5rem;padding:.625rem .75rem;\
        border:1px solid var(--border);border-radius:var(--control);font-weight:400;cursor:pointer}
        .choice:has(:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
        .choice input{flex:none;inline-size:1.5rem;block-size:1.5rem;margin:0;accent-color:var(--accent)}
        .choice b{display:block;font-weight:600}
        .steps{margin:0;padding:0;list-style:none}
        .steps>li+li{margin-block-start:1.5rem}
        .qr{display:block;inline-size:15.25rem;max-inline-size:100%;block-size:auto;margin:0 auto 1rem;padding:0;\
        background:#fff;border:1px solid var(--line);border-radius:var(--control);forced-color-adjust:none}
        .key{margin:0 0 1rem;padding:.75rem;background:var(--page);border-radius:var(--control);\
        font:1.0625rem/1.6 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;\
        inline-size:fit-content;max-inline-size:calc(19ch + .75em + 1.5rem + 1px);margin-inline:auto;word-spacing:.25em;\
        user-select:all;overflow-wrap:normal}
        .rules{margin:0 0 .5rem;padding-inline-start:1.25rem;color:var(--muted);font-size:.9375rem}
        .muted+h2{margin-block-start:1.5rem}
        .factors{margin:0;padding:0;border-block-end:1px solid var(--line);list-style:none}
        .factors>li{padding:1rem 0;border-block-start:1px solid var(--line)}
        .factors p{margin:0}
        .top{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline;justify-content:space-between}
        .top h3{margin:0;font-size:1rem;font-weight:600}
        .tag{padding:.125rem .5rem;border-radius:var(--control);font-size:.875rem;font-weight:600;background:var(--page);\
        color:var(--muted)}
        .tag.on{background:var(--success-ground);color:var(--success)}
        .actions{display:grid;grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:0 1.25rem;margin-block-start:.25rem}
        footer{display:flex;gap:1.25rem;justify-content:center;font-size:.9375rem;margin-block-start:1rem}
        footer a{display:inline-flex;align-items:center;min-block-size:2.75rem;color:var(--muted)}
        @media(max-width:30rem){html,body{background:var(--surface)}body{padding:1rem;justify-content:flex-start}\
        main{padding:0;border:0;border-radius:0;box-shadow:none}.code>input{letter-spacing:.15em}}
        @media(prefers-reduced-motion:reduce){*{transition:none!important}}
        @media(forced-colors:active){.primary,.secondary,.choice,.box{border:1px solid}.tag{border:1px solid}}
        @media print{body{display:block;padding:0;background:#fff}main{border:0;box-shadow:none;padding:0}\
        form,.key,.qr,.links,footer{display:none}}
        """
}
