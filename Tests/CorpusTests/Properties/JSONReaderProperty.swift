import CognitoMFAWire

extension Property {
    /// Bytes are refused, or are a value within the depth limit that has one encoding and decodes to the same value.
    static let jsonReader = Property("json_reader") { input in
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONReader.read(input)
        } catch {
            try hold(error == .notUTF8 || String(validating: input, as: UTF8.self) != nil, "UTF-8 is judged first")
            return
        }
        let written = value.bytes
        let again = try JSONReader.read(written)
        try hold(again.bytes.elementsEqual(written), "what is written is read")
        try hold(written.count <= 6 * input.count, "an escape has six bytes at most")
        try hold(!written.contains { $0 < 0x20 }, "control characters are escaped")
        try hold(depth(value) <= JSONReader.depthLimit, "R115: no deeper than the limit")
        try verifyNumbers(value)
    }

    private static func depth(_ value: JSONValue) -> Int {
        switch value {
        case .array(let items): 1 + (items.map(depth).max() ?? 0)
        case .object(let members): 1 + (members.map { depth($0.value) }.max() ?? 0)
        default: 0
        }
    }

    /// A whole number agrees with its floating-point reading, within the precision of that.
    private static func verifyNumbers(_ value: JSONValue) throws {
        switch value {
        case .array(let items): for item in items { try verifyNumbers(item) }
        case .object(let members):
            for member in members { try verifyNumbers(member.value) }
            let names = members.map { Array($0.name.utf8) }
            try hold(Set(names).count == names.count, "no name stands twice")
        case .number(let number):
            guard let near = Double(number.text) else { throw Violation(description: "\(number.text) is no number") }
            guard let integer = number.integer else { return }
            try hold(abs(Double(integer) - near) <= abs(near) * 0x1p-52, "\(number.text) is \(integer)")
        default: break
        }
    }
}
