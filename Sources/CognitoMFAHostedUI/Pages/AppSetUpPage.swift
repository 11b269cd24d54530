import CognitoMFAHTTP

/// The page with the QR code and the key of an authenticator app.
struct AppSetUpPage {
    let texts: Texts
    /// The secret in Base32, without padding.
    let key: String
    /// The `otpauth:` address of the secret.
    let uri: String
    /// The picture of the address as a `data:` address; nil for one that fits in no QR code.
    let picture: String?
    let target: FormTarget
    /// A sentence below the heading.
    let introduction: String
    /// True shows a button that gives the set-up up.
    var canCancel = true
    var deviceName = ""
    var problems: [String] = []

    var page: Page {
        let pieces = Pieces(texts: texts)
        let code = Field(
            kind: .code, name: "code", label: texts.codes.label, hint: texts.codes.hint, problem: problems.first,
            isFocused: !problems.isEmpty)
        let device = Field(
            kind: .label, name: "device", label: texts.setUp.deviceName, value: deviceName.isEmpty ? nil : deviceName)
        let image: HTML? = picture.map {
            "<img class=\"qr\" src=\($0) width=\"244\" height=\"244\" alt=\(texts.setUp.qrDescription)>"
        }
        let cancel: HTML? =
            canCancel
            ? "<button class=\"secondary\" name=\"action\" value=\"cancel\">\(texts.general.cancel)</button>" : nil
        let orKey: HTML? = picture == nil ? nil : "<p class=\"hint\">\(texts.setUp.orKey)</p>"
        return Page(
            texts.setUp.appTitle, box: problems.isEmpty ? nil : pieces.problem(problems, field: "code"),
            hasProblem: !problems.isEmpty,
            content: """
                <p>\(introduction)</p><ol class="steps"><li><h2>1. \
                \(picture == nil ? texts.setUp.keyOnly : texts.setUp.scan)</h2>\(image)\
                <a class="secondary" href=\(uri)>\(texts.setUp.onThisPhone)</a>\
                <div class="others">\(orKey)<p class="key" dir="ltr">\(grouped)</p></div></li><li>\
                <h2>2. \(texts.setUp.enterCode)</h2>\(pieces.form(
                    target,
                    """
                    \(code.markup(texts))\(device.markup(texts))<p class="hint">\(texts.setUp.clock)</p>\
                    \(pieces.primary(texts.setUp.confirm))\(cancel)
                    """))</li></ol>
                """)
    }

    /// The key in groups of four, which people type more easily.
    private var grouped: String {
        let letters = Array(key)
        return stride(from: 0, to: letters.count, by: 4)
            .map { String(letters[$0..<min($0 + 4, letters.count)]) }.joined(separator: " ")
    }
}
