import CognitoMFACore
import Foundation

extension Property {
    /// Decoded text encodes to the same text except for case, spaces and padding; encoded bytes decode to the same bytes.
    static let base32 = Property("base32") { input in
        let text = String(input: input)
        let read = try? Base32.decode(text)
        if let read {
            let letters = text.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "=") }
            let canonical = letters.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
            try hold(Base32.encode(read).utf8.elementsEqual(canonical), "Base32 has one spelling")
            try hold(read.count == letters.count * 5 / 8, "five bits a letter")
        }
        for padding in [false, true] {
            let written = Base32.encode(input, padding: padding)
            try hold(try Base32.decode(written) == input, "Base32 reads what it writes")
            try hold(!padding || written.utf8.count % 8 == 0, "padding fills groups of eight")
        }
        // A secret is read from more texts than Base32 is: with separators, and with bits after the last byte.
        let secret = try? SharedSecret(base32: text)
        if let secret {
            try hold((1...1024).contains(secret.bytes.count), "a secret has 1-1024 bytes")
            let again = try SharedSecret(base32: secret.base32)
            try hold(again.bytes == secret.bytes, "a secret is read, written and read again")
        }
        if let read, (1...1024).contains(read.count) { try hold(secret?.bytes == read, "Base32 is a secret") }
    }

    /// One spelling for every byte string, in either alphabet; Foundation reads the same.
    static let base64 = Property("base64") { input in
        let text = String(input: input)
        for alphabet in [Base64.Alphabet.standard, .urlSafe] {
            if let read = try? Base64.decode(text, alphabet: alphabet) {
                let padded = alphabet == .standard || text.utf8.contains(UInt8(ascii: "="))
                try hold(
                    Base64.encode(read, alphabet: alphabet, padding: padded).isSpelled(text), "base64 has one spelling")
                if alphabet == .standard {
                    try hold(Data(base64Encoded: text).map { Array($0) } == read, "Foundation reads the same")
                }
            }
            for padding in [true] + (alphabet == .urlSafe ? [false] : []) {
                let written = Base64.encode(input, alphabet: alphabet, padding: padding)
                try hold(try Base64.decode(written, alphabet: alphabet) == input, "base64 reads what it writes")
            }
        }
        try hold(Base64.encode(input) == Data(input).base64EncodedString(), "Foundation writes the same")
    }

    /// Two digits a byte, in lower case.
    static let hexadecimal = Property("hexadecimal") { input in
        let text = String(input: input)
        if let read = Hexadecimal.decode(text) {
            let canonical = text.utf8.map { (0x41...0x46).contains($0) ? $0 + 0x20 : $0 }
            try hold(
                Hexadecimal.encode(read).utf8.elementsEqual(canonical), "hexadecimal has one spelling but for case")
        }
        try hold(Hexadecimal.decode(Hexadecimal.encode(input)) == input, "hexadecimal reads what it writes")
    }

    /// Any text survives; what is written is unreserved characters and `%XX`.
    static let percentEncoding = Property("percent_encoding") { input in
        let text = String(input: input)
        let written = PercentEncoding.encode(text)
        try hold(
            written.utf8.allSatisfy {
                switch $0 {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x25, 0x2D, 0x2E, 0x5F, 0x7E: true
                default: false
                }
            }, "only unreserved characters stand")
        try hold(PercentEncoding.decode(written)?.isSpelled(text) == true, "percent-encoding reads what it writes")
        guard let read = PercentEncoding.decode(text) else { return }
        try hold(read.utf8.count <= text.utf8.count, "reading makes nothing longer")
        try hold(PercentEncoding.decode(PercentEncoding.encode(read))?.isSpelled(read) == true, "what is read is text")
    }
}
