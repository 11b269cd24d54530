#if canImport(Crypto)
    import Crypto
    import CryptoExtras

    /// swift-crypto as its users call it.
    enum SwiftCrypto {
        typealias Key = SymmetricKey
        typealias Keyed = HMAC<Insecure.SHA1>

        static func hmac(_ key: SymmetricKey, _ counter: UInt64) -> HMAC<Insecure.SHA1>.MAC {
            withUnsafeBytes(of: counter.bigEndian) {
                HMAC<Insecure.SHA1>.authenticationCode(for: UnsafeRawBufferPointer($0), using: key)
            }
        }

        static func code(_ key: SymmetricKey, _ counter: UInt64) -> UInt32 { code(hmac(key, counter)) }

        /// A keyed value copied, updated and ended.
        static func code(_ keyed: HMAC<Insecure.SHA1>, _ counter: UInt64) -> UInt32 {
            var copy = keyed
            withUnsafeBytes(of: counter.bigEndian) { copy.update(data: $0) }
            return code(copy.finalize())
        }

        private static func code(_ mac: HMAC<Insecure.SHA1>.MAC) -> UInt32 {
            mac.withUnsafeBytes { bytes in
                let word = bytes.loadUnaligned(fromByteOffset: Int(bytes[19] & 15), as: UInt32.self).bigEndian
                return (word & 0x7FFF_FFFF) % 1_000_000
            }
        }

        static func sha1(_ bytes: [UInt8]) -> [UInt8] { Array(Insecure.SHA1.hash(data: bytes)) }

        static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

        static func pbkdf2(_ password: [UInt8], _ salt: [UInt8], _ iterations: Int) throws -> [UInt8] {
            try KDF.Insecure.PBKDF2.deriveKey(
                from: password, salt: salt, using: .sha256, outputByteCount: 32, unsafeUncheckedRounds: iterations
            ).withUnsafeBytes { Array($0) }
        }
    }
#endif
