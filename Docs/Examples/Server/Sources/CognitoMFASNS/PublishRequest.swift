/// A request for `Publish` in the query protocol, which sends the fields of a form.
///
/// Source: Amazon SNS API reference, "Publish"; developer guide, "Sending SMS messages to a mobile phone".
struct PublishRequest: Sendable {
    let number: String
    let text: String
    let senderID: String?

    /// The form.
    ///
    /// Every byte of a value except letters, digits and `-._~` is percent-encoded; a space becomes `+`.
    var form: [UInt8] {
        var fields = [("Action", "Publish"), ("Version", "2010-03-31"), ("PhoneNumber", number), ("Message", text)]
        let attributes = [("SMSType", "Transactional")] + (senderID.map { [("SenderID", $0)] } ?? [])
        for (place, (name, value)) in attributes.enumerated() {
            let entry = "MessageAttributes.entry.\(place + 1)"
            fields.append(("\(entry).Name", "AWS.SNS.SMS.\(name)"))
            fields += [("\(entry).Value.DataType", "String"), ("\(entry).Value.StringValue", value)]
        }
        return Array(fields.map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&").utf8)
    }

    /// Returns true for 1-11 letters, digits and hyphens with at least one letter.
    static func isSenderID(_ text: String) -> Bool {
        (1...11).contains(text.utf8.count) && text.utf8.allSatisfy(\.isInName) && text.utf8.contains(where: \.isLetter)
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            if byte.isInName || "._~".utf8.contains(byte) { return String(UnicodeScalar(byte)) }
            if byte == 0x20 { return "+" }
            return (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}

extension UInt8 {
    var isLetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }
    /// True for a letter, a digit or a hyphen.
    var isInName: Bool { isLetter || (0x30...0x39).contains(self) || self == 0x2D }
}
