import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATokens

/// The keys under which corpus files were made: two roots of known bytes, and one that is in no ring of ours.
///
/// Known, for an attacker with the wrong key is the point and the fuzzer must be able to use the right one.
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
    /// The keys; a violation where there are none.
    func present() throws -> Wrapped {
        guard let self else { throw Violation(description: "the corpus's keys are not 32 bytes") }
        return self
    }
}
