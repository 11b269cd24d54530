import CognitoMFACore

extension Property {
    /// A parsed URI is written so that it parses to the same value; its secret does not print.
    static let keyURI = Property("key_uri") { input in
        let text = String(input: input)
        guard let uri = try? KeyURI(text) else { return }
        try hold((1...1024).contains(uri.secret.bytes.count) && (6...8).contains(uri.digits), "within bounds")
        if case .totp(let seconds) = uri.kind { try hold(seconds > 0, "a period is positive") }
        try hold(uri.text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "a URI is ASCII")
        // The format cannot express a colon in a name without issuer, nor spaces before a name with one.
        let unsayable =
            uri.issuer.isEmpty ? uri.accountName.utf8.contains(UInt8(ascii: ":")) : uri.accountName.first == " "
        if !unsayable {
            let again = try KeyURI(uri.text)
            try hold(again == uri, "read, written and read again")
            try hold(again.text.isSpelled(uri.text), "one spelling")
        }
        try hold(!"\(uri)".utf8.elementsEqual(uri.text.utf8), "the secret does not print")
        var dumped = ""
        dump(uri, to: &dumped)
        // Issuer and account print, and may happen to hold the same letters.
        let shown = uri.issuer + "\n" + uri.accountName
        let mayShow = uri.secret.bytes.count < 10 || shown.contains(uri.secret.base32)
        try hold(mayShow || !dumped.contains(uri.secret.base32), "the secret is not dumped")
    }
}
