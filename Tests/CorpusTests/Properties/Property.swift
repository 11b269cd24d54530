/// A property of a decoder that must hold for any bytes.
///
/// The fuzzer searches for bytes that break it, and the tests check it for the corpus that the fuzzer has left.
struct Property: Sendable {
    /// The corpus's folder.
    let name: String
    /// - Throws: ``Violation`` when the property does not hold.
    let check: @Sendable (_ input: [UInt8]) async throws -> Void

    init(_ name: String, _ check: @escaping @Sendable (_ input: [UInt8]) async throws -> Void) {
        self.name = name
        self.check = check
    }

    /// Every decoder that takes bytes from outside.
    static let all: [Property] = [
        .base32, .base64, .hexadecimal, .percentEncoding, .keyURI, .phoneNumber, .emailAddress, .oneTimeCode,
        .sessionHandle, .refreshToken, .browserSession, .record, .accessToken, .passwordHash, .messages, .jsonText,
        .validation, .username, .schema, .jsonReader, .headerFields, .cookies, .form, .html, .qrCode,
        .pages,
    ]
}

/// The error for a property that does not hold.
struct Violation: Error, CustomStringConvertible {
    let description: String
}

/// - Throws: ``Violation`` unless the condition holds.
func hold(_ condition: Bool, _ statement: @autoclosure () -> String) throws {
    guard condition else { throw Violation(description: statement()) }
}

/// Splits an input, so that a few of its bytes choose the use of the others.
///
/// Past the end there are zeros.
struct InputReader {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    mutating func flag() -> Bool { byte() & 1 == 1 }

    /// A number below `bound`, at most 65,536.
    mutating func number(_ bound: Int) -> Int { (Int(byte()) << 8 | Int(byte())) % max(bound, 1) }

    mutating func int64() -> Int64 {
        Int64(bitPattern: (0..<8).reduce(0 as UInt64) { sum, _ in sum << 8 | UInt64(byte()) })
    }

    /// Returns exactly `count` bytes.
    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in byte() } }

    /// Bytes with their number, 0-255, before them; fewer where the input ends.
    mutating func chunk() -> [UInt8] {
        let count = Int(byte())
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    /// Text of such bytes, repaired where it is no UTF-8.
    mutating func text() -> String { String(decoding: chunk(), as: UTF8.self) }

    /// The remaining bytes.
    mutating func remainder() -> [UInt8] {
        defer { rest = [] }
        return Array(rest)
    }
}

/// The bytes with one of them changed; `change` is made odd so that it does change.
func bent(_ bytes: [UInt8], at place: Int, by change: UInt8) -> [UInt8] {
    var bytes = bytes
    guard !bytes.isEmpty else { return [change] }
    bytes[place % bytes.count] ^= change | 1
    return bytes
}

extension String {
    /// The input as text, repaired where it is no UTF-8.
    init(input: [UInt8]) { self.init(decoding: input, as: UTF8.self) }

    /// Equal byte for byte: Swift's `==` calls two spellings of a letter one.
    func isSpelled(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
