import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

extension Property {
    /// A stored hash is read or refused, and only its own password is right.
    static let passwordHash = Property("password_hash") { input in
        let hasher = PBKDF2PasswordHasher(iterations: 1_000)
        var reader = InputReader(input)
        guard reader.flag() else {
            let text = String(input: reader.remainder())
            let costsAnother = hasher.needsRehash(PasswordHash(text))
            // The cost that the text asks for, read leniently, so that a run stays short.
            let digits = text.utf8.split(separator: UInt8(ascii: "$")).compactMap { part in
                part.starts(with: "i=".utf8) ? Int(String(decoding: part.dropFirst(2), as: UTF8.self)) : nil
            }
            if !costsAnother { try hold(digits.contains(1_000), "the cost is what it says") }
            guard digits.allSatisfy({ $0 <= 1_200 }) else { return }
            if let verdict = try? await hasher.verify("password", against: PasswordHash(text)), verdict {
                try hold(text.utf8.starts(with: "$pbkdf2-sha256$i=".utf8), "PHC's prefix")
            }
            return
        }
        let (change, place, iterations) = (reader.byte(), reader.number(32), 1 + reader.number(4))
        let password = Password(reader.text())
        let salt = reader.chunk()
        var bytes = Array(password.text.utf8)
        // Zeros at the end of a key do not count in HMAC; the hasher makes them count.
        if bytes.last == 0 { bytes.append(0xFF) }
        let hash = try PBKDF2<SHA256>.deriveKey(
            password: bytes, salt: salt, iterations: iterations, byteCount: 32)
        func text(_ hash: [UInt8], _ count: String = "") -> PasswordHash {
            let count = count.isEmpty ? "\(iterations)" : count
            let (salt, hash) = (Base64.encode(salt, padding: false), Base64.encode(hash, padding: false))
            return PasswordHash("$pbkdf2-sha256$i=\(count)$\(salt)$\(hash)")
        }
        try hold(try await hasher.verify(password, against: text(hash)), "its own password is right")
        try hold(hasher.needsRehash(text(hash)), "a cheaper hash is renewed")
        try hold(try await !hasher.verify(password, against: text(bent(hash, at: place, by: change))), "a bent hash")
        for bad in [
            text(Array(hash.dropLast())), text(hash + [0]), text(hash, "0"), text(hash, "4294967296"), text(hash, "x"),
        ] {
            try hold((try? await hasher.verify(password, against: bad)) == nil, "what is no such hash is an error")
        }
    }
}
