import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import Synchronization
import UserPoolModel

/// The flaw of a hasher.
enum HasherFlaw: String, CaseIterable, Sendable {
    case refusesLongOnes, cutsAt72, endsAtNUL, foldsCase, comparesAsText, trims
    case unsalted, keepsTheText, endlessText, renewsAlways, acceptsForNobody, answersNobodyAtOnce
    case comparesWhatIsThere, acceptsMalformed, sharesItsState
    case historyFollowsTheHash, historyForgetsTheSalt, historyForgetsThePassword, historyIsOfAnotherKind

    var clause: String {
        switch self {
        case .refusesLongOnes: "right-accepted"
        case .cutsAt72, .endsAtNUL, .foldsCase, .comparesAsText, .trims: "wrong-refused"
        case .unsalted, .keepsTheText: "salted"
        case .endlessText: "hash-fits"
        case .renewsAlways: "fresh-hash-stays"
        case .acceptsForNobody: "nobody-is-false"
        case .answersNobodyAtOnce: "nobody-is-same-work"
        case .comparesWhatIsThere, .acceptsMalformed: "malformed-never-true"
        case .sharesItsState: "many-checks-at-once"
        case .historyFollowsTheHash: "history-key-repeats"
        case .historyForgetsTheSalt, .historyForgetsThePassword: "history-keys-differ"
        case .historyIsOfAnotherKind: "history-key-is-pbkdf2"
        }
    }
}

/// A few rounds of salted HMAC: cheap, and right except for one flaw.
actor BrokenPasswordHasher: PasswordHasher {
    /// More where the work itself is measured: twelve rounds of an optimised build are lost beside the call.
    private var rounds: Int { flaw == .answersNobodyAtOnce ? 600 : 12 }
    private let flaw: HasherFlaw
    private let random = SeededRandomSource(seed: 3)
    private var underWay: String = ""
    private var lastSalt: [UInt8] = []

    init(_ flaw: HasherFlaw) { self.flaw = flaw }

    func hash(_ password: Password) -> PasswordHash {
        let salt = flaw == .unsalted ? "00" : Hexadecimal.encode(random.bytes(count: 8, for: .nonce))
        lastSalt = Array(salt.utf8)
        var text = "$rounds$\(salt)$\(derive(kept(password.text), salt))"
        if flaw == .keepsTheText { text = "$rounds$\(salt)$\(password.text)" }
        if flaw == .endlessText { text += String(repeating: "=", count: 20_000) }
        return PasswordHash(text)
    }

    func verify(_ password: Password, against hash: PasswordHash?) async throws -> Bool {
        guard let hash else {
            if flaw != .answersNobodyAtOnce { _ = derive(password.text, "00") }
            return flaw == .acceptsForNobody
        }
        let parts = hash.text.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4 || flaw == .keepsTheText && parts.count > 4, parts[1] == "rounds" else {
            return flaw == .acceptsMalformed
        }
        if flaw == .keepsTheText {
            return parts[3...].joined(separator: "$").utf8.elementsEqual(password.text.utf8)
        }
        underWay = kept(password.text)
        if flaw == .sharesItsState { await Task.yield() }
        if flaw == .refusesLongOnes, password.text.utf8.count > 128 { return false }
        let derived = derive(flaw == .sharesItsState ? underWay : kept(password.text), parts[2])
        if flaw == .comparesWhatIsThere { return zip(derived.utf8, parts[3].utf8).allSatisfy(==) }
        let stored = flaw == .endlessText ? String(parts[3].prefix(64)) : parts[3]
        return ConstantTime.areEqual(Array(derived.utf8), Array(stored.utf8))
    }

    func historyKey(_ password: [UInt8], salt: [UInt8], iterations: Int) throws -> [UInt8] {
        var (password, salt) = (password, salt)
        switch flaw {
        case .historyFollowsTheHash: salt += lastSalt
        case .historyForgetsTheSalt: salt = [0]
        case .historyForgetsThePassword: password = []
        case .historyIsOfAnotherKind: password += [0xFF]
        default: break
        }
        return try PBKDF2<SHA256>.deriveKey(password: password, salt: salt, iterations: iterations, byteCount: 32)
    }

    nonisolated func needsRehash(_ hash: PasswordHash) -> Bool { flaw == .renewsAlways }

    private func kept(_ text: String) -> String {
        switch flaw {
        case .cutsAt72: String(decoding: text.utf8.prefix(72), as: UTF8.self)
        case .endsAtNUL: String(text.prefix { $0 != "\0" })
        case .foldsCase: text.lowercased()
        // The effect of `==` on String: both normal forms of a letter are equal.
        case .comparesAsText: text.replacing("\u{E9}", with: "e\u{301}")
        case .trims: String(text.drop { $0 == " " })
        default: text
        }
    }

    private func derive(_ text: String, _ salt: String) -> String {
        var bytes = Array(text.utf8)
        let mac = HMAC<SHA256>(key: Array(salt.utf8))
        for _ in 0..<rounds { bytes = Array(mac.authenticationCode(for: bytes)) }
        return Hexadecimal.encode(bytes)
    }
}
