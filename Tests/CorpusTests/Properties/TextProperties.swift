import AuthFlow
import CognitoMFAService
import Foundation
import UserPoolModel

extension Property {
    /// Placeholders are filled in one pass: inserted text is not scanned again.
    static let messages = Property("messages") { input in
        var reader = InputReader(input)
        let (code, username) = (reader.text(), reader.text())
        let text = String(decoding: reader.remainder(), as: UTF8.self)
        let filled = VerificationMessages.fill(text, code: code, username: username)
        let expected = pieces(Array(text.utf8), by: "{####}").map { piece in
            Array(pieces(piece, by: "{username}").joined(separator: Array(username.utf8)))
        }
        try hold(filled.utf8.elementsEqual(expected.joined(separator: Array(code.utf8))), "each place once")
    }

    private static func pieces(_ bytes: [UInt8], by place: String) -> [[UInt8]] {
        var pieces: [[UInt8]] = [[]]
        var rest = bytes[...]
        while let first = rest.first {
            if rest.starts(with: place.utf8) {
                pieces.append([])
                rest = rest.dropFirst(place.utf8.count)
            } else {
                pieces[pieces.count - 1].append(first)
                rest = rest.dropFirst()
            }
        }
        return pieces
    }

    /// Foundation reads what is written: the same texts, whatever is in them.
    static let jsonText = Property("json_text") { input in
        let items = input.split(separator: 0xFF, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        let array = try JSONDecoder().decode([String].self, from: Data(JSONText.array(items).utf8))
        try hold(array.count == items.count && zip(array, items).allSatisfy { $0.isSpelled($1) }, "an array of strings")
        let members = items.enumerated().map { ("\($0.offset):" + $0.element, $0.element) }
        let object = try JSONDecoder().decode([String: String].self, from: Data(JSONText.object(members).utf8))
        try hold(object.count == members.count, "as many names")
        try hold(members.allSatisfy { object[$0.0]?.isSpelled($0.1) == true }, "an object of strings")
        try hold(!JSONText.object(members).utf8.contains { $0 < 0x20 }, "control characters are escaped")
    }
}
