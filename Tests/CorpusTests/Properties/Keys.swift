import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATokens

/// The keys of the corpus files: two roots of known bytes, and one outside the ring.
///
/// They are known, so that the fuzzer can use the right key as well as a wrong one.
enum CorpusKeys {
    static func ring() throws -> KeyRing {
        try KeyRing(roots: [
            ("new", Base64.encode([UInt8](repeating: 7, count: 32))),
            ("old", Base64.encode([UInt8](repeating: 8, count: 32))),
        ])
    }

    static func foreign() throws -> KeyRing {
        try KeyRing(roots: [("new", Base64.encode([UInt8](repeating: 9, count: 32)))])
    }

    static let shared = try? ring()
    static let stranger = try? foreign()
}

extension Optional {
    /// Returns the keys; throws a violation when there are none.
    func present() throws -> Wrapped {
        guard let self else { throw Violation(description: "the corpus's keys are not 32 bytes") }
        return self
    }
}
