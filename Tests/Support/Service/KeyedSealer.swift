package import AuthFlow
import CognitoMFACore
import CognitoMFAService

/// A sealer for tests: a key stream and a tag of SHA-256, bound to the row's key, with former keys that open only.
package struct KeyedSealer: RecordSealer {
    package struct Refusal: Error {}

    package let keyID: [UInt8]
    private var secrets: [[UInt8]: UInt8]

    package init(_ id: String, secret: UInt8, former: [(id: String, secret: UInt8)] = []) {
        keyID = Array(id.utf8)
        secrets = [keyID: secret]
        for (id, secret) in former { secrets[Array(id.utf8)] = secret }
    }

    package func seal(_ contents: [UInt8], of key: RecordKey) throws -> [UInt8] {
        guard let secret = secrets[keyID] else { throw Refusal() }
        let hidden = Self.mask(contents, secret, key)
        return Self.tag(hidden, secret, key) + hidden
    }

    package func open(_ sealed: [UInt8], of key: RecordKey, sealedBy keyID: [UInt8]) throws -> [UInt8] {
        guard let secret = secrets[keyID] else { throw Refusal() }
        let hidden = Array(sealed.dropFirst(8))
        guard Array(sealed.prefix(8)) == Self.tag(hidden, secret, key) else { throw Refusal() }
        return Self.mask(hidden, secret, key)
    }

    private static func mask(_ bytes: [UInt8], _ secret: UInt8, _ key: RecordKey) -> [UInt8] {
        let stream = SHA256.hash([secret] + Array(key.text.utf8)).array
        return bytes.enumerated().map { $0.element ^ stream[$0.offset % stream.count] }
    }

    private static func tag(_ bytes: [UInt8], _ secret: UInt8, _ key: RecordKey) -> [UInt8] {
        Array(SHA256.hash([secret, 1] + Array(key.text.utf8) + bytes).array.prefix(8))
    }
}
