import COpenSSL

/// OpenSSL as its users call it, and its block function below that.
enum OpenSSL {
    static var sha1: OpaquePointer? { EVP_sha1() }
    static var sha256: OpaquePointer? { EVP_sha256() }

    /// The eight bytes of a counter.
    static func message(_ counter: UInt64) -> UInt64 { counter.bigEndian }

    /// HMAC-SHA-1 in one call.
    static func hmac(_ key: [UInt8], _ counter: UInt64, _ digest: inout [UInt8]) {
        var count: UInt32 = 0
        withUnsafeBytes(of: message(counter)) {
            _ = HMAC(
                sha1, key, Int32(key.count), $0.baseAddress?.assumingMemoryBound(to: UInt8.self), 8, &digest, &count)
        }
    }

    /// The 31 bits of dynamic truncation, shortened to six digits.
    static func code(_ digest: [UInt8]) -> UInt32 {
        let place = Int(digest[19] & 15)
        let word =
            UInt32(digest[place]) << 24 | UInt32(digest[place + 1]) << 16 | UInt32(digest[place + 2]) << 8
            | UInt32(digest[place + 3])
        return (word & 0x7FFF_FFFF) % 1_000_000
    }

    /// A context of HMAC-SHA-1 with its key taken in, for `EVP_MAC_init` without a key.
    struct Keyed {
        private let context: OpaquePointer

        init?(_ key: [UInt8]) {
            guard let mac = EVP_MAC_fetch(nil, "HMAC", nil), let context = EVP_MAC_CTX_new(mac) else { return nil }
            var name = Array("SHA1".utf8CString)
            let isReady = name.withUnsafeMutableBufferPointer { name in
                var parameters = [
                    OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.baseAddress, 0),
                    OSSL_PARAM_construct_end(),
                ]
                return EVP_MAC_init(context, key, key.count, &parameters)
            }
            guard isReady == 1 else { return nil }
            self.context = context
        }

        func hmac(_ counter: UInt64, _ digest: inout [UInt8]) {
            var count = 0
            EVP_MAC_init(context, nil, 0, nil)
            withUnsafeBytes(of: message(counter)) {
                _ = EVP_MAC_update(context, $0.baseAddress?.assumingMemoryBound(to: UInt8.self), 8)
            }
            EVP_MAC_final(context, &digest, &count, 20)
        }
    }

    /// The two states behind the padded key and the bare block function: what is physically there.
    struct States {
        private let inner: SHA_CTX
        private let outer: SHA_CTX

        init(_ key: [UInt8]) {
            func state(_ pad: UInt8) -> SHA_CTX {
                var context = SHA_CTX()
                SHA1_Init(&context)
                let block = (key + [UInt8](repeating: 0, count: 64 - key.count)).map { $0 ^ pad }
                SHA1_Transform(&context, block)
                return context
            }
            (inner, outer) = (state(0x36), state(0x5C))
        }

        /// Two calls of `SHA1_Transform`.
        func hmac(_ counter: UInt64, _ digest: inout [UInt8], _ block: inout [UInt32]) {
            var context = inner
            block[0] = UInt32(truncatingIfNeeded: counter >> 32).bigEndian
            block[1] = UInt32(truncatingIfNeeded: counter).bigEndian
            block[2] = UInt32(0x8000_0000).bigEndian
            for place in 3..<15 { block[place] = 0 }
            block[15] = UInt32(576).bigEndian
            block.withUnsafeBytes { SHA1_Transform(&context, $0.baseAddress?.assumingMemoryBound(to: UInt8.self)) }
            (block[0], block[1], block[2]) = (
                UInt32(context.h0).bigEndian, UInt32(context.h1).bigEndian, UInt32(context.h2).bigEndian
            )
            (block[3], block[4], block[5]) = (
                UInt32(context.h3).bigEndian, UInt32(context.h4).bigEndian, UInt32(0x8000_0000).bigEndian
            )
            block[15] = UInt32(672).bigEndian
            context = outer
            block.withUnsafeBytes { SHA1_Transform(&context, $0.baseAddress?.assumingMemoryBound(to: UInt8.self)) }
            digest.withUnsafeMutableBytes {
                $0.storeBytes(of: UInt32(context.h0).bigEndian, toByteOffset: 0, as: UInt32.self)
                $0.storeBytes(of: UInt32(context.h1).bigEndian, toByteOffset: 4, as: UInt32.self)
                $0.storeBytes(of: UInt32(context.h2).bigEndian, toByteOffset: 8, as: UInt32.self)
                $0.storeBytes(of: UInt32(context.h3).bigEndian, toByteOffset: 12, as: UInt32.self)
                $0.storeBytes(of: UInt32(context.h4).bigEndian, toByteOffset: 16, as: UInt32.self)
            }
        }
    }

    static func sha1(_ bytes: [UInt8], _ digest: inout [UInt8]) { SHA1(bytes, bytes.count, &digest) }

    static func sha256(_ bytes: [UInt8], _ digest: inout [UInt8]) { SHA256(bytes, bytes.count, &digest) }

    static func pbkdf2(_ password: [UInt8], _ salt: [UInt8], _ iterations: Int, _ key: inout [UInt8]) {
        password.withUnsafeBytes {
            _ = PKCS5_PBKDF2_HMAC(
                $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(password.count), salt, Int32(salt.count),
                Int32(iterations), sha256, Int32(key.count), &key)
        }
    }

    static var version: String { String(cString: OpenSSL_version(OPENSSL_VERSION)) }
}
