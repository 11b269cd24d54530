import AuthFlow
import CognitoMFACore

/// The authentication of what a browser keeps for the server: a key's id, the content, and their HMAC, as text.
///
/// A seal holds for one purpose and one browser, so a cookie or a form that is carried elsewhere does not.
struct Seal: Sendable {
    let keys: KeyRing

    private static let macByteCount = 32

    /// Returns the content as text for a purpose, as in `flow`.
    func seal(_ content: [UInt8], for purpose: String, browser: BrowserID) -> String {
        let key = keys.current(.pages)
        let body = key.shortID + content
        let code = key.authenticationCode(for: message(body, purpose, browser))
        return Base64.encodeURL(body + Array(code))
    }

    /// Returns the content of a text that this server sealed for the purpose and the browser; nil for any other.
    func open(_ text: String, for purpose: String, browser: BrowserID) -> [UInt8]? {
        guard (48...4_096).contains(text.utf8.count), let bytes = try? Base64.decode(text, alphabet: .urlSafe),
            bytes.count >= 4 + Self.macByteCount, let key = keys.key(.pages, id: bytes[..<4])
        else { return nil }
        let body = Array(bytes.dropLast(Self.macByteCount))
        guard key.isValid(Array(bytes.suffix(Self.macByteCount)), for: message(body, purpose, browser)) else {
            return nil
        }
        return Array(body.dropFirst(4))
    }

    /// The purpose ends in a zero byte, which it cannot hold, and the browser's id has one length.
    private func message(_ body: [UInt8], _ purpose: String, _ browser: BrowserID) -> [UInt8] {
        Array(purpose.utf8) + [0] + Array(browser.text.utf8) + body
    }
}

/// The random name of a browser before sign-in: 32 bytes in 43 letters.
struct BrowserID: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    let text: String

    /// Reads a cookie's value; nil for another form.
    init?(_ text: String?) {
        guard let text, text.utf8.count == 43, let bytes = try? Base64.decode(text, alphabet: .urlSafe),
            bytes.count == 32
        else { return nil }
        self.text = text
    }

    /// - Parameter bytes: 32 random ones.
    init(random bytes: [UInt8]) { text = Base64.encodeURL(bytes) }

    /// No id: whoever knows it could make forms of this browser.
    var description: String { "BrowserID(redacted)" }
    var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
