/// The secret that an authenticator app shares with a server (K in RFC 4226): 1-1,024 bytes that never print.
public struct SharedSecret: Sendable, Hashable {
    /// The bytes of the secret.
    public let bytes: [UInt8]

    /// Creates a secret from its bytes.
    ///
    /// - Throws: ``ParameterError`` unless there are 1...1,024 bytes.
    public init(bytes: some Collection<UInt8>) throws(ParameterError) {
        guard (1...1024).contains(bytes.count) else { throw ParameterError("secret", "must be 1...1024 bytes") }
        self.bytes = Array(bytes)
    }

    /// Creates a secret from Base32, as people type it and as other servers write it.
    ///
    /// Spaces, line breaks and hyphens are passed over. Bits after the last whole byte are dropped, because some
    /// servers draw letters at random; ``Base32/decode(_:)`` refuses both.
    ///
    /// - Throws: ``ParameterError`` if the text is not Base32 of 1...1,024 bytes.
    public init(base32: String) throws(ParameterError) {
        let letters = base32.unicodeScalars.filter { !Self.isSeparator($0) }
        try self.init(bytes: Base32.decode(String(letters), droppingRest: true))
    }

    /// True for the white space and the hyphens that pasted groups have between them.
    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\t"..."\r", " ", "\u{A0}", "\u{2000}"..."\u{200B}", "\u{202F}", "-", "\u{2010}"..."\u{2015}": true
        default: false
        }
    }

    /// The secret in Base32, without padding.
    public var base32: String { Base32.encode(bytes) }

    /// Compares in constant time.
    public static func == (left: SharedSecret, right: SharedSecret) -> Bool {
        ConstantTime.areEqual(left.bytes, right.bytes)
    }
}

extension SharedSecret: CustomStringConvertible, CustomDebugStringConvertible {
    /// A fixed text without the secret.
    public var description: String { "SharedSecret(redacted)" }
    /// A fixed text without the secret.
    public var debugDescription: String { description }
}

#if !hasFeature(Embedded)
    extension SharedSecret: CustomReflectable {
        /// A mirror without children, because `dump` prints the children of a mirror.
        public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
    }
#endif
