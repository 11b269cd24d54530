/// The refusal of a form.
public enum FormError: Error, Sendable, Hashable {
    /// The form has more bytes than its reader takes.
    case tooLong
    /// The form has more fields than its reader takes.
    case tooManyFields
    /// A `%` stands without two hexadecimal digits.
    case malformed
    /// A name or a value is not UTF-8.
    case notUTF8
    /// A field that may occur once is repeated.
    case repeated
}

/// The fields of a form in `application/x-www-form-urlencoded`, in their order: a body, or the query of an address.
///
/// Names and values are the exact bytes that the browser was given; line breaks and NUL are not removed.
public struct Form: Sendable, ExpressibleByArrayLiteral, CustomStringConvertible, CustomReflectable {
    /// The media type of a form.
    public static let contentType: HeaderValue = "application/x-www-form-urlencoded"
    /// The largest number of bytes that are read, unless the reader says otherwise.
    public static let byteLimit = 16_384
    /// The largest number of fields that are read, unless the reader says otherwise.
    public static let fieldLimit = 32

    /// A field of a form; its value may be a password.
    public struct Field: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
        /// The name.
        public let name: String
        /// The value.
        public let value: String

        /// Creates a field.
        public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }

        /// Returns true for the same bytes: Swift calls two spellings of one letter equal.
        public static func == (left: Self, right: Self) -> Bool {
            left.name.utf8.elementsEqual(right.name.utf8) && left.value.utf8.elementsEqual(right.value.utf8)
        }

        /// Hashes the bytes.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(Array(name.utf8))
            hasher.combine(Array(value.utf8))
        }

        /// The name, without the value.
        public var description: String { "\(name)=..." }
        /// A mirror without children.
        public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
    }

    /// The fields in their order; repeated names stay repeated.
    public let fields: [Field]

    /// Holds fields, to write them.
    public init(_ fields: [Field]) { self.fields = fields }

    /// Holds fields, to write them.
    public init(arrayLiteral elements: Field...) { fields = elements }

    /// Reads a form.
    ///
    /// - Parameters:
    ///   - bytes: the body, or the query without its `?`.
    ///   - byteLimit: the largest number of bytes.
    ///   - fieldLimit: the largest number of fields.
    /// - Throws: ``FormError``.
    public init(
        parsing bytes: some Collection<UInt8>, byteLimit: Int = Form.byteLimit, fieldLimit: Int = Form.fieldLimit
    ) throws(FormError) {
        guard bytes.count <= byteLimit else { throw .tooLong }
        var fields: [Field] = []
        for part in bytes.split(separator: UInt8(ascii: "&")) {
            guard fields.count < fieldLimit else { throw .tooManyFields }
            let mark = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            fields.append(Field(try Self.decoded(part[..<mark]), try Self.decoded(part[mark...].dropFirst())))
        }
        self.fields = fields
    }

    /// Returns the values of all fields of a name, which is told apart by bytes.
    public func values(_ name: String) -> [String] {
        fields.filter { $0.name.utf8.elementsEqual(name.utf8) }.map(\.value)
    }

    /// Returns the value of a field; nil when it is absent.
    ///
    /// - Throws: ``FormError/repeated`` when the form has it more than once.
    public func value(_ name: String) throws(FormError) -> String? {
        let values = values(name)
        guard values.count <= 1 else { throw .repeated }
        return values.first
    }

    /// True when a name occurs more than once.
    public var hasRepeatedNames: Bool { Set(fields.map { Array($0.name.utf8) }).count < fields.count }

    /// The form as browsers write it: letters, digits and `*-._` stand for themselves, a space is `+`.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for (place, field) in fields.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: "&")) }
            Self.encode(field.name, to: &bytes)
            bytes.append(UInt8(ascii: "="))
            Self.encode(field.value, to: &bytes)
        }
        return bytes
    }

    /// The names, without the values.
    public var description: String { "Form(\(fields.map(\.name).joined(separator: ", ")))" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }

    private static func encode(_ text: String, to bytes: inout [UInt8]) {
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            switch byte {
            case _ where byte.isASCIIAlphanumeric || "*-._".utf8.contains(byte): bytes.append(byte)
            case UInt8(ascii: " "): bytes.append(UInt8(ascii: "+"))
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
    }

    private static func decoded(_ part: some Collection<UInt8>) throws(FormError) -> String {
        var bytes: [UInt8] = []
        var rest = part[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst()?.hexadecimalDigit, let low = rest.popFirst()?.hexadecimalDigit
                else { throw .malformed }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        return text
    }
}

extension UInt8 {
    /// The value of a hexadecimal digit in either case; nil for another byte.
    fileprivate var hexadecimalDigit: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x37
        case 0x61...0x66: self - 0x57
        default: nil
        }
    }
}
