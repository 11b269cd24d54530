import Foundation
import Testing

/// The published vectors beside the tests, found from this file's own place so that no bundle is needed.
enum VectorFile {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Vectors")

    static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    static func json<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: name)))
    }

    /// The rows of a `.rsp` file or of an RFC's text: lines `name = value`; a name that comes again begins a new row.
    static func rows(_ name: String) throws -> [VectorRow] {
        var rows: [VectorRow] = []
        var row = VectorRow()
        for line in try text(name).split(whereSeparator: \.isNewline) {
            guard !line.hasPrefix("#"), !line.hasPrefix("["), let equals = line.firstIndex(of: "=") else { continue }
            let field = line[..<equals].trimmingCharacters(in: .whitespaces)
            if row.fields[field] != nil {
                rows.append(row)
                row = VectorRow()
            }
            row.fields[field] = line[line.index(after: equals)...].trimmingCharacters(in: .whitespaces)
        }
        if !row.fields.isEmpty { rows.append(row) }
        return rows
    }
}

/// One row of a text file of vectors.
struct VectorRow {
    var fields: [String: String] = [:]

    func text(_ name: String) throws -> String { try #require(fields[name], "\(name) is missing") }

    func bytes(_ name: String) throws -> [UInt8] { try #require(Hex.bytes(try text(name)), "\(name) is no hex") }

    func number(_ name: String) throws -> Int { try #require(Int(try text(name)), "\(name) is no number") }
}

/// Bytes that a JSON file gives in hex, read apart from the module's own base16.
struct Hex: Decodable {
    let bytes: [UInt8]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let bytes = Self.bytes(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no hex")
        }
        self.bytes = bytes
    }

    static func bytes(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var high: Int?
        for character in text.utf8 {
            guard let digit = Character(Unicode.Scalar(character)).hexDigitValue else { return nil }
            if let first = high {
                bytes.append(UInt8(first * 16 + digit))
                high = nil
            } else {
                high = digit
            }
        }
        return high == nil ? bytes : nil
    }
}
