// Arrays, which most messages are, by functions that name their types: across modules a generic one calls a witness for each
// step.

extension SHA256 {
    /// The digest of a whole message.
    public static func hash(_ bytes: [UInt8]) -> Digest {
        bytes.withRawSpan { span in
            var hash = SHA256()
            hash.update(span)
            return hash.finalize()
        }
    }

    /// The digest of a text's UTF-8.
    package static func hash(utf8 text: String) -> Digest {
        text.utf8.withRawSpan { hash($0) }
    }
}

extension SHA256.Digest {
    /// The bytes as an array.
    package var array: [UInt8] {
        unsafe withUnsafeBytes(of: bytes) { unsafe Array($0) }
    }
}

extension SHA1 {
    /// The digest of a whole message.
    public static func hash(_ bytes: [UInt8]) -> Digest {
        bytes.withRawSpan { span in
            var hash = SHA1()
            hash.update(span)
            return hash.finalize()
        }
    }
}

extension HMAC where Hash == SHA256 {
    /// Takes a key of any length; one longer than a block is hashed first.
    public init(key: [UInt8]) { self.init(SHA256.Key(bytes: key)) }

    /// The code of a message.
    public func authenticationCode(for message: [UInt8]) -> SHA256.Digest {
        message.withRawSpan { authenticationCode(for: $0) }
    }

    /// Whether `code` is the whole code of a message, in constant time.
    ///
    /// A shortened code is not.
    public func isValid(_ code: [UInt8], for message: [UInt8]) -> Bool {
        ConstantTime.areEqual(self.authenticationCode(for: message).array, code)
    }
}

extension HMAC where Hash == SHA256 {
    /// Whether the last 32 bytes are the code of those before them, in constant time.
    package func isCodeAtEnd(of bytes: [UInt8]) -> Bool {
        guard bytes.count >= SHA256.Digest.byteCount else { return false }
        return bytes.withRawSpan { span in
            let end = span.byteCount - SHA256.Digest.byteCount
            return ConstantTime.equal(
                authenticationCode(for: span.extracting(0..<end)), span.extracting(end..<span.byteCount))
        }
    }
}

extension SHA256.Key {
    fileprivate init(bytes: [UInt8]) { self = bytes.withRawSpan { SHA256.Key($0) } }
}

extension ConstantTime {
    /// Whether two byte strings are equal.
    ///
    /// The time depends on their lengths only; different lengths are told at once.
    public static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        equal(left, right)
    }

    /// Whether two texts are equal, byte by byte.
    ///
    /// The time depends on their lengths only; different lengths are told at once.
    public static func areEqual(_ left: String.UTF8View, _ right: String.UTF8View) -> Bool {
        equal(left, right)
    }
}
