/// Secrets for valgrind: memory marked as undefined, so that every branch and every index that depends on it is reported
/// (Langley's ctgrind).
enum Secrets {
    /// Bytes that are secret from here on.
    static func bytes(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        bytes.withUnsafeMutableBytes { ct_poison($0.baseAddress, $0.count) }
        return bytes
    }

    /// A code whose digits are secret and whose length is not: a text of up to eight bytes is the first word of its
    /// `String`.
    static func code(_ digits: String) -> OneTimeCode {
        precondition(digits.utf8.count <= 8)
        var text = digits
        withUnsafeMutableBytes(of: &text) { ct_poison($0.baseAddress, digits.utf8.count) }
        return OneTimeCode(text)
    }

    /// A longer text whose characters are secret: they are in a buffer of its own.
    static func text(_ text: String) -> String {
        precondition(text.utf8.count > 15)
        var text = text
        text.makeContiguousUTF8()
        _ = text.utf8.withContiguousStorageIfAvailable {
            ct_poison(UnsafeMutableRawPointer(mutating: $0.baseAddress), $0.count)
        }
        return text
    }

    /// Marks a value as public, such as the result of a comparison.
    static func released<Value: BitwiseCopyable>(_ value: Value) -> Value {
        var value = value
        withUnsafeMutableBytes(of: &value) { ct_release($0.baseAddress, $0.count) }
        return value
    }

    /// Bytes that may be known: a code that is sent out, the name of a key.
    static func release(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { ct_release(UnsafeMutableRawPointer(mutating: $0.baseAddress), $0.count) }
    }

    static func release(_ text: String) {
        _ = text.utf8.withContiguousStorageIfAvailable {
            ct_release(UnsafeMutableRawPointer(mutating: $0.baseAddress), $0.count)
        }
    }

    /// Returns true when valgrind treats a value as secret.
    static func isSecret<Value: BitwiseCopyable>(_ value: Value) -> Bool {
        withUnsafeBytes(of: value) { ct_is_secret($0.baseAddress, $0.count) == 1 }
    }
}

/// Random bytes that are secret.
struct SecretRandomSource: RandomSource {
    func bytes(count: Int, for purpose: RandomPurpose) -> [UInt8] {
        Secrets.bytes((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) })
    }
}
