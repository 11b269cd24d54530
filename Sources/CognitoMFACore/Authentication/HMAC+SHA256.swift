// Arrays by a method of their own: across modules a generic method is not specialised, and calls a witness at each step.
extension HMAC where Hash == SHA256 {
    /// Prepares a key of any length; a key longer than a block is hashed first.
    public init(key: [UInt8]) { self.init(SHA256.Key(bytes: key)) }

    /// The authentication code of a message.
    public func authenticationCode(for message: [UInt8]) -> SHA256.Digest {
        message.withRawSpan { authenticationCode(for: $0) }
    }

    /// Returns true if `code` is the complete authentication code of a message, compared in constant time.
    ///
    /// A truncated code is refused.
    public func isValid(_ code: [UInt8], for message: [UInt8]) -> Bool {
        ConstantTime.areEqual(self.authenticationCode(for: message).array, code)
    }
}

extension HMAC where Hash == SHA256 {
    /// Returns true if the last 32 bytes are the code of the bytes before them, compared in constant time.
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
