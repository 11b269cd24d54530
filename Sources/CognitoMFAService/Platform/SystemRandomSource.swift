public import AuthFlow
import CognitoMFACore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The random generator of the operating system.
///
/// It traps when the generator fails, because predictable bytes would be worse than no answer.
public struct SystemRandomSource: RandomSource {
    /// Creates a source of the operating system's random bytes.
    public init() {}

    /// Returns `count` bytes from the operating system, whatever the purpose.
    public func bytes(count: Int, for purpose: RandomPurpose) -> [UInt8] {
        #if canImport(Glibc) || canImport(Musl)
            return unsafe Array(unsafeUninitializedCapacity: count) { buffer, filled in
                while filled < count, let start = buffer.baseAddress {
                    // One call gives at most 256 bytes.
                    let part = min(256, count - filled)
                    guard unsafe getentropy(start + filled, part) == 0 else {
                        preconditionFailure("the kernel gives no random bytes")
                    }
                    filled += part
                }
            }
        #elseif canImport(Darwin)
            return unsafe Array(unsafeUninitializedCapacity: count) { buffer, filled in
                if let start = buffer.baseAddress { unsafe arc4random_buf(start, count) }
                filled = count
            }
        #else
            var generator = SystemRandomNumberGenerator()
            return (0..<count).map { _ in generator.next() }
        #endif
    }

    /// Returns the bytes of all parts in one call of the operating system, to which they are one.
    public func bytes(for parts: [RandomPart]) -> [UInt8] {
        bytes(count: parts.reduce(0) { $0 + $1.count }, for: .nonce)
    }
}

extension KeyRing {
    /// Creates a ring for a store in memory: one random root, which exists as long as the process.
    package init(from random: some RandomSource) { self.init(root: random.bytes(count: 32, for: .nonce)) }

    /// Returns a ring with a new random root, for a store in memory and for tests.
    ///
    /// It exists as long as the process. A ring for a durable store is made once, with `openssl rand -base64 32`, and read
    /// with `KeyRing(base64:)` at every start.
    public static func drawn() -> KeyRing { KeyRing(from: SystemRandomSource()) }
}

extension OperationRandomness {
    /// Creates the randomness of an operation that may open a session, send a code and obtain a grant.
    package init(_ random: any RandomSource) { self.init(random, secret: nil) }

    /// Returns the randomness of an operation that issues a secret.
    package static func withSecret(_ random: any RandomSource) -> OperationRandomness {
        guard let secret = try? SharedSecret(bytes: random.bytes(count: 32, for: .secret)) else {
            preconditionFailure("the random source gave no bytes")
        }
        return OperationRandomness(random, secret: secret)
    }

    private init(_ random: any RandomSource, secret: SharedSecret?) {
        self.init(bytes: random.bytes(for: Self.parts), secret: secret)
    }

    /// The parts, as a source is asked for them.
    private static let parts = Part.allCases.map { RandomPart(count: $0.place.count, purpose: $0.purpose) }
}

extension OperationRandomness.Part {
    fileprivate var purpose: RandomPurpose {
        switch self {
        case .operation, .session: .session
        case .code, .secondCode: .code
        case .grant, .family, .reservation: .nonce
        }
    }
}

/// The text of a UUID (RFC 9562).
package enum UUIDText {
    /// Returns a version-4 UUID of sixteen random bytes.
    package static func random(_ bytes: [UInt8]) -> String { text(bytes, version: 4) }

    /// Returns sixteen bytes as a UUID of the given version; the version and variant bits are overwritten.
    package static func text(_ bytes: [UInt8], version: UInt8) -> String {
        precondition(bytes.count == 16, "a UUID has sixteen bytes")
        var bytes = bytes
        bytes[6] = (bytes[6] & 0x0F) | (version << 4)
        bytes[8] = (bytes[8] & 0x3F) | 0x80
        let digits = Array(Hexadecimal.encode(bytes).utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for group in [0..<8, 8..<12, 12..<16, 16..<20, 20..<32] {
            if group.lowerBound > 0 { text.append(UInt8(ascii: "-")) }
            text += digits[group]
        }
        return String(decoding: text, as: UTF8.self)
    }
}
