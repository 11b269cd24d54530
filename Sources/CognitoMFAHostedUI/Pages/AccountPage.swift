import CognitoMFAHTTP

/// The page of a signed-in user's factors.
struct AccountPage {
    /// One factor of the list.
    struct Factor {
        /// The value of the field, in Cognito's spelling.
        let value: String
        let name: String
        /// The masked number or address; nil for an app.
        var detail: String?
        /// True for a verified number or address; nil where there is nothing to verify.
        var isVerified: Bool?
        let isOn: Bool
        let isPreferred: Bool
        /// The states to which the user may change it: `on`, `off`, `prefer`.
        var changes: [String] = []
        /// True for the last factor of a pool that requires one.
        var isLast = false
        /// Links to further pages.
        var links: [(text: String, address: String)] = []
    }

    let texts: Texts
    let username: String
    let factors: [Factor]
    let change: FormTarget
    /// The address of the page to sign out.
    let signOut: String
    var done: String?
    var problem: String?

    var page: Page {
        let pieces = Pieces(texts: texts)
        return Page(
            texts.account.title, box: problem.map { pieces.problem([$0]) } ?? done.map(pieces.done),
            hasProblem: problem != nil, isWide: true,
            content: """
                <p class="muted">\(pieces.sentence(texts.account.signedInAs, isolating: username))</p>\
                \(factors.isEmpty ? "" : "<h2>\(texts.account.factors)</h2>" as HTML)\
                <ul class="factors">\(factors.map { item($0, pieces) })</ul>\
                \(pieces.links([pieces.link(texts.account.signOut, signOut)]))
                """)
    }

    private func item(_ factor: Factor, _ pieces: Pieces) -> HTML {
        let state: HTML =
            factor.isOn
            ? "<span class=\"tag on\">\(texts.account.on)</span>" : "<span class=\"tag\">\(texts.account.off)</span>"
        let preferred: HTML? = factor.isPreferred ? "<span class=\"tag\">\(texts.account.preferred)</span>" : nil
        let verified = factor.isVerified.map { $0 ? texts.account.verified : texts.account.unverified }
        let detail: HTML? = factor.detail.map {
            "<p class=\"muted\"><bdi>\($0)</bdi>\(verified.map { " · \($0)" } ?? "")</p>"
        }
        let last: HTML? = factor.isLast ? "<p class=\"hint\">\(texts.account.lastFactor)</p>" : nil
        let buttons: [HTML] = factor.changes.map { state in
            pieces.quiet(
                label(state), change, of: factor.name,
                fields: """
                    <input type="hidden" name="factor" value=\(factor.value)>\
                    <input type="hidden" name="state" value=\(state)>
                    """)
        }
        let links: [HTML] = factor.links.map { pieces.link($0.text, $0.address) }
        return """
            <li><div class="top"><h3>\(factor.name)</h3><span>\(state) \(preferred)</span></div>\(detail)\(last)\
            <div class="actions">\(buttons)\(links)</div></li>
            """
    }

    private func label(_ state: String) -> String {
        switch state {
        case "on": texts.account.turnOn
        case "off": texts.account.turnOff
        default: texts.account.prefer
        }
    }
}

/// A page that asks for the password, before a change or to remove an app.
struct ConfirmPasswordPage {
    let texts: Texts
    let title: String
    let sentences: [String]
    let action: String
    let target: FormTarget
    let back: String
    /// True asks for a code too.
    var asksCode = false
    var passwordProblem: String?
    var codeProblem: String?

    var page: Page {
        let pieces = Pieces(texts: texts)
        let problems = [passwordProblem, codeProblem].compactMap(\.self)
        let password = Field(
            kind: .password, name: "password", label: texts.signIn.password, problem: passwordProblem,
            isFocused: passwordProblem != nil || problems.isEmpty)
        let code: HTML? =
            asksCode
            ? Field(
                kind: .code, name: "code", label: texts.codes.label, hint: texts.codes.appHint, problem: codeProblem,
                isFocused: passwordProblem == nil && codeProblem != nil
            ).markup(texts) : nil
        let lines: [HTML] = sentences.map { "<p>\($0)</p>" }
        return Page(
            title,
            box: problems.isEmpty
                ? nil : pieces.problem(problems, field: passwordProblem == nil ? "code" : "password"),
            hasProblem: !problems.isEmpty,
            content: """
                \(lines)\(pieces.form(target, "\(password.markup(texts))\(code)\(pieces.primary(action))"))\
                \(pieces.links([pieces.link(texts.general.back, back)]))
                """)
    }
}
