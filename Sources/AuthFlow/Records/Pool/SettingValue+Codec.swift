import UserPoolModel

/// The codec of stored settings: a kind, and its value.
extension SettingValue: FieldValue {
    /// The deepest nesting that is read: the service model needs four levels.
    private static let deepest = 8

    package func write(to writer: inout FieldWriter) {
        switch self {
        case .text(let text): writer.put(1, text)
        case .number(let number): writer.put(2, Int64(number))
        case .flag(let flag): writer.put(3, flag)
        case .list(let values):
            writer.put(4, byte: 1)
            writer.put(5, list: values)
        case .object(let members):
            writer.put(4, byte: 2)
            writer.put(6, settings: members)
        }
    }

    package init(from reader: inout FieldReader) throws(CodecError) { try self.init(from: &reader, depth: 0) }

    fileprivate init(from reader: inout FieldReader, depth: Int) throws(CodecError) {
        guard depth < Self.deepest else { throw CodecError("settings too deep") }
        if let text = try reader.text(1) {
            self = .text(text)
        } else if let number = try reader.int64(2) {
            self = .number(try Int(exactly: number).required("number in range"))
        } else if let flag = try reader.flag(3) {
            self = .flag(flag)
        } else if try reader.byte(4).required("setting") == 1 {
            self = .list(
                try reader.list(5) { (inner) throws(CodecError) in try Self(from: &inner, depth: depth + 1) })
        } else {
            self = .object(try reader.settings(6, depth: depth + 1))
        }
    }
}

extension FieldWriter {
    /// Settings by name; none have no field.
    mutating func put(_ tag: UInt8, settings: [String: SettingValue]) {
        put(tag, list: settings.sorted { $0.key < $1.key }) { entry, inner in
            inner.put(1, entry.key)
            inner.put(2, entry.value)
        }
    }
}

extension FieldReader {
    /// Settings by name; absent means none.
    mutating func settings(_ tag: UInt8, depth: Int = 0) throws(CodecError) -> [String: SettingValue] {
        var settings: [String: SettingValue] = [:]
        try each(tag) { (inner) throws(CodecError) in
            let name = try inner.text(1).required("setting's name")
            let value = try inner.value(2) { (core) throws(CodecError) in try SettingValue(from: &core, depth: depth) }
            settings[name] = try value.required("setting's value")
        }
        return settings
    }
}
