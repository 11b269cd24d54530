/// The headers of a message in their order; repeated ones stay repeated.
public struct HeaderFields: Sendable, Hashable, RandomAccessCollection, ExpressibleByArrayLiteral,
    CustomStringConvertible, CustomReflectable
{
    private var fields: [HeaderField]

    /// Creates an empty collection.
    public init() { fields = [] }

    /// Holds headers in their order.
    public init(arrayLiteral elements: HeaderField...) { fields = elements }

    /// Reads the headers that an HTTP server has received.
    ///
    /// - Parameter pairs: names and values in the order in which they came.
    /// - Throws: ``HeaderFieldError`` for the first that no HTTP message can carry.
    public init(_ pairs: [(name: String, value: String)]) throws(HeaderFieldError) {
        fields = []
        for (name, value) in pairs {
            fields.append(HeaderField(try HeaderName(validating: name), try HeaderValue(validating: value)))
        }
    }

    /// Reads the headers that an HTTP message can carry, and leaves out the others.
    ///
    /// A refusal of such a message is made from what is left.
    package init(possibleOf pairs: [(name: String, value: String)]) {
        fields = pairs.compactMap { name, value in
            guard let name = try? HeaderName(validating: name), let value = try? HeaderValue(validating: value) else {
                return nil
            }
            return HeaderField(name, value)
        }
    }

    /// The position of the first header.
    public var startIndex: Int { fields.startIndex }
    /// The position after the last header.
    public var endIndex: Int { fields.endIndex }
    /// Returns the header at a position.
    public subscript(position: Int) -> HeaderField { fields[position] }

    /// Returns the values of all headers of a name, in their order.
    public func values(_ name: String) -> [String] {
        fields.lazy.filter { $0.name.text.equalsIgnoringASCIICase(name) }.map(\.value.text)
    }

    /// Returns the value of a header that occurs once; nil when it is absent or repeated.
    public func value(_ name: String) -> String? {
        let values = values(name)
        return values.count == 1 ? values[0] : nil
    }

    /// Adds a header at the end.
    public mutating func append(_ name: HeaderName, _ value: HeaderValue) { fields.append(HeaderField(name, value)) }

    /// Adds headers at the end.
    public mutating func append(contentsOf others: HeaderFields) { fields += others.fields }

    /// Removes every header of a name.
    public mutating func removeAll(_ name: HeaderName) { fields.removeAll { $0.name == name } }

    /// Names and values, for the types of an HTTP server.
    public var pairs: [(name: String, value: String)] { fields.map { ($0.name.text, $0.value.text) } }

    /// The names, without the values.
    public var description: String { "[\(fields.map(\.name.text).joined(separator: ", "))]" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
