import CognitoMFACore

/// A strict reader of JSON (RFC 8259): valid UTF-8, at most 32 levels, no name twice in an object.
///
/// The reader is not recursive. It keeps open arrays and objects in a list, so no input decides how much stack it uses.
package struct JSONReader {
    /// The largest number of arrays and objects open at once (R115).
    package static let depthLimit = 32

    private let bytes: [UInt8]
    private var place = 0
    private var open: [Container] = []

    /// Reads one value; nothing but space may follow it.
    package static func read(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .notUTF8 }
        var reader = JSONReader(bytes: bytes)
        return try reader.document()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// An array or object whose end has not come yet.
    private struct Container {
        let isObject: Bool
        var values: [JSONValue] = []
        var names: [String] = []
        var spellings: Set<[UInt8]> = []

        var value: JSONValue {
            isObject ? .object(zip(names, values).map { JSONMember($0, $1) }) : .array(values)
        }
    }

    private mutating func document() throws(JSONError) -> JSONValue {
        while true {
            guard var value = try start() else { continue }
            // A complete value may complete the array or object around it, and so on outwards.
            while true {
                guard !open.isEmpty else {
                    skipSpace()
                    guard place == bytes.count else { throw .malformed }
                    return value
                }
                guard let outer = try add(value) else { break }
                value = outer
            }
        }
    }

    /// Reads a scalar, or an empty array or object; returns nil after the start of one that is not empty.
    private mutating func start() throws(JSONError) -> JSONValue? {
        skipSpace()
        switch peek {
        case UInt8(ascii: "{")?, UInt8(ascii: "[")?:
            let isObject = peek == UInt8(ascii: "{")
            guard open.count < Self.depthLimit else { throw .tooDeep }
            place += 1
            skipSpace()
            if peek == UInt8(ascii: isObject ? "}" : "]") {
                place += 1
                return isObject ? .object([]) : .array([])
            }
            open.append(Container(isObject: isObject))
            if isObject { try name() }
            return nil
        case UInt8(ascii: "\"")?: return .text(try string())
        case UInt8(ascii: "t")?: return try word("true", .flag(true))
        case UInt8(ascii: "f")?: return try word("false", .flag(false))
        case UInt8(ascii: "n")?: return try word("null", .null)
        default: return .number(try number())
        }
    }

    /// Adds a value to the innermost array or object; returns that one if it ends here.
    private mutating func add(_ value: JSONValue) throws(JSONError) -> JSONValue? {
        let top = open.count - 1
        open[top].values.append(value)
        let isObject = open[top].isObject
        skipSpace()
        switch peek {
        case UInt8(ascii: ",")?:
            place += 1
            if isObject { try name() }
            return nil
        case UInt8(ascii: "}")? where isObject, UInt8(ascii: "]")? where !isObject:
            place += 1
            return open.removeLast().value
        default: throw .malformed
        }
    }

    /// Reads a name and its colon.
    private mutating func name() throws(JSONError) {
        skipSpace()
        guard peek == UInt8(ascii: "\"") else { throw .malformed }
        let name = try string()
        let top = open.count - 1
        // By bytes: for Swift's `==` the composed and the decomposed spelling are equal.
        guard open[top].spellings.insert(Array(name.utf8)).inserted else { throw .nameTwice }
        open[top].names.append(name)
        skipSpace()
        guard peek == UInt8(ascii: ":") else { throw .malformed }
        place += 1
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
        let letters = word.utf8
        guard bytes[place...].starts(with: letters) else { throw .malformed }
        place += letters.count
        return value
    }

    private mutating func number() throws(JSONError) -> JSONNumber {
        let start = place
        if peek == UInt8(ascii: "-") { place += 1 }
        let first = peek
        let whole = digits()
        guard whole > 0, first != UInt8(ascii: "0") || whole == 1 else { throw .malformed }
        if peek == UInt8(ascii: ".") {
            place += 1
            guard digits() > 0 else { throw .malformed }
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            place += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { place += 1 }
            guard digits() > 0 else { throw .malformed }
        }
        return JSONNumber(spelling: String(decoding: bytes[start..<place], as: UTF8.self))
    }

    private mutating func digits() -> Int {
        let start = place
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
        return place - start
    }

    private mutating func string() throws(JSONError) -> String {
        place += 1
        var text: [UInt8] = []
        while true {
            let start = place
            while place < bytes.count, bytes[place] >= 0x20, bytes[place] != UInt8(ascii: "\""),
                bytes[place] != UInt8(ascii: "\\")
            {
                place += 1
            }
            // Most texts are one piece without an escape.
            if text.isEmpty, peek == UInt8(ascii: "\"") {
                place += 1
                return String(decoding: bytes[start..<place - 1], as: UTF8.self)
            }
            text += bytes[start..<place]
            switch peek {
            case UInt8(ascii: "\"")?:
                place += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\")?:
                place += 1
                text += String(try escaped()).utf8
            default: throw .malformed
            }
        }
    }

    /// Reads an escape, after its backslash.
    private mutating func escaped() throws(JSONError) -> Unicode.Scalar {
        guard let letter = peek else { throw .malformed }
        place += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): break
        default: throw .malformed
        }
        let unit = try codeUnit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard UTF16.isLeadSurrogate(unit), peek == UInt8(ascii: "\\") else { throw .loneSurrogate }
        place += 1
        guard peek == UInt8(ascii: "u") else { throw .loneSurrogate }
        place += 1
        let trail = try codeUnit()
        guard UTF16.isTrailSurrogate(trail) else { throw .loneSurrogate }
        let value = 0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(trail) - 0xDC00)
        guard let scalar = Unicode.Scalar(value) else { throw .loneSurrogate }
        return scalar
    }

    private mutating func codeUnit() throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = peek.flatMap(Hexadecimal.value) else { throw .malformed }
            unit = unit << 4 | UInt16(digit)
            place += 1
        }
        return unit
    }

    private var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { place += 1 }
    }
}
