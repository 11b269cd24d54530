import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

extension Property {
    /// Only E.164 is accepted; the mask shows at most four digits.
    static let phoneNumber = Property("phone_number") { input in
        let text = String(input: input)
        let bytes = Array(text.utf8)
        let isE164 =
            (2...16).contains(bytes.count) && bytes[0] == 0x2B && (0x31...0x39).contains(bytes[1])
            && bytes.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
        let number = try? PhoneNumber(text)
        try hold((number != nil) == isE164, "E.164 is taken, nothing else")
        guard let number else { return }
        try hold(number.e164.isSpelled(text), "kept as it was given")
        let masked = Array(number.masked.utf8)
        let shown = masked.dropFirst().count { $0 != 0x2A }
        try hold(masked.count == bytes.count && shown == (bytes.count > 5 ? 4 : 0), "four digits are shown, or none")
        try hold(CodeDestination(.phoneNumber, text)?.text == text, "a number is a destination")
        try hold("\(number)" == number.masked, "a number does not print")
    }

    /// One `@`, something on either side, no white space, by bytes as a mail server reads it.
    static let emailAddress = Property("email_address") { input in
        let text = String(input: input)
        guard let address = try? EmailAddress(text) else { return }
        let bytes = Array(text.utf8)
        try hold(address.text.isSpelled(text), "kept as it was given")
        try hold(bytes.count { $0 == UInt8(ascii: "@") } == 1, "one @")
        try hold(bytes.first != UInt8(ascii: "@") && bytes.last != UInt8(ascii: "@"), "something on either side")
        try hold(!bytes.contains { $0 <= 0x20 || $0 == 0x7F }, "nothing that ends a header line")
        // By bytes: some letters make one `Character` with a star behind them.
        let parts = address.masked.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        try hold(parts.count == 2 && parts.allSatisfy { $0.suffix(3).elementsEqual("***".utf8) }, "two masks")
        try hold(address.masked.count <= 9, "a letter of each")
        try hold("\(address)" == address.masked, "an address does not print")
    }

    /// Names are compared as bytes in every form, and their keys are what every store takes.
    static let username = Property("username") { input in
        var reader = InputReader(input)
        let (first, second) = (reader.text(), reader.text())
        let pool = UserPoolID(String(decoding: reader.remainder(), as: UTF8.self))
        let (left, right) = (Username(first), Username(second))
        try hold((left == right) == first.isSpelled(second), "equal by bytes")
        try hold(left != right || left.hashValue == right.hashValue, "equal names have equal hashes")
        for ignoringCase in [false, true] {
            let (a, b) = (
                CanonicalName(left, ignoringCase: ignoringCase), CanonicalName(right, ignoringCase: ignoringCase)
            )
            let spellings = ignoringCase ? (first.lowercased(), second.lowercased()) : (first, second)
            try hold((a == b) == spellings.0.isSpelled(spellings.1), "R3: one spelling, one user")
            try hold(
                CanonicalName(Username(spellings.0), ignoringCase: ignoringCase) == a, "canonical once and for all")
            for key in [RecordKey.user(pool, a), .reservation(pool, digest: a.digest), .pool(pool)] {
                try hold(
                    key.text.utf8.count <= 120
                        && key.text.utf8.allSatisfy {
                            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2F || $0 == 0x2D
                                || $0 == 0x5F
                        }, "R4: what a store takes")
            }
        }
    }
}
