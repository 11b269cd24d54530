package import AuthFlow

/// A record as the release before reads, changes and writes it.
///
/// Frozen: a reader and a writer of format 1 of their own, so that a change of this release's codec shows.
package struct PreviousRecord: Sendable, Hashable {
    package struct Refusal: Error, Hashable {
        package let reason: String
        /// The critical tag that the release before does not know.
        package var tag: UInt8?

        package init(reason: String, tag: UInt8? = nil) {
            self.reason = reason
            self.tag = tag
        }
    }

    /// The fields of a record, or of a value inside.
    package struct Fields: Sendable, Hashable {
        package var all: [UInt8: Content] = [:]

        /// The content of a plain field.
        package subscript(tag: UInt8) -> [UInt8]? {
            get { if case .plain(let bytes)? = all[tag] { bytes } else { nil } }
            set { all[tag] = newValue.map { .plain($0) } }
        }
    }

    package indirect enum Content: Sendable, Hashable {
        /// A field without fields of its own, or an ancillary one that is not known.
        case plain([UInt8])
        case value(Fields)
        case list([Fields])
    }

    package let kind: UInt8
    package var fields: Fields

    /// Reads format 1.
    package init(_ contents: [UInt8], of key: RecordKey) throws(Refusal) {
        guard contents.count >= 10, contents[0] == 1 else { throw Refusal(reason: "another format") }
        let end = contents.count - 8
        let sum = RecordCodec.checksum(of: contents, in: 0..<end, under: key).bigEndianBytes
        guard Array(contents[end...]) == sum else { throw Refusal(reason: "damaged") }
        kind = contents[1]
        guard let shapes = PreviousShape.kinds[kind] else { throw Refusal(reason: "another kind") }
        fields = try Self.fields(contents[2..<end], shapes)
    }

    /// Writes format 1.
    package func contents(of key: RecordKey) -> [UInt8] {
        let contents = [1, kind] + Self.bytes(of: fields)
        return contents + RecordCodec.checksum(of: contents, in: contents.indices, under: key).bigEndianBytes
    }

    private static func fields(
        _ bytes: ArraySlice<UInt8>, _ shapes: [UInt8: PreviousShape]
    ) throws(Refusal) -> Fields {
        var fields = Fields()
        var rest = bytes
        var last: UInt8 = 0
        while let tag = rest.popFirst() {
            guard tag > last else { throw Refusal(reason: "out of order") }
            last = tag
            let content = try part(&rest)
            switch shapes[tag] {
            case .value(let shapes)?: fields.all[tag] = .value(try self.fields(content, shapes))
            case .list(let shapes)?:
                var elements: [Fields] = []
                var left = content
                while !left.isEmpty { elements.append(try self.fields(try part(&left), shapes)) }
                fields.all[tag] = .list(elements)
            case let shape?:
                guard shape.fits(content) else { throw Refusal(reason: "field \(tag)") }
                fields.all[tag] = .plain(Array(content))
            case nil:
                guard tag >= 0x80 else { throw Refusal(reason: "unknown", tag: tag) }
                fields.all[tag] = .plain(Array(content))
            }
        }
        return fields
    }

    private static func part(_ rest: inout ArraySlice<UInt8>) throws(Refusal) -> ArraySlice<UInt8> {
        guard rest.count >= 4 else { throw Refusal(reason: "cut off") }
        let count = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        rest = rest.dropFirst(4)
        guard rest.count >= count else { throw Refusal(reason: "cut off") }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    private static func bytes(of fields: Fields) -> [UInt8] {
        fields.all.sorted { $0.key < $1.key }.flatMap { tag, content -> [UInt8] in
            switch content {
            case .plain(let bytes): [tag] + measured(bytes)
            case .value(let fields): [tag] + measured(bytes(of: fields))
            case .list(let elements): [tag] + measured(elements.flatMap { measured(bytes(of: $0)) })
            }
        }
    }

    private static func measured(_ bytes: [UInt8]) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: bytes.count >> $0) } + bytes
    }
}

extension PreviousRecord {
    /// Every value inside, and the record itself.
    package var places: [[FieldSplice.Step]] { Self.places(fields) }

    private static func places(_ fields: Fields) -> [[FieldSplice.Step]] {
        [[]]
            + fields.all.sorted { $0.key < $1.key }.flatMap { tag, content -> [[FieldSplice.Step]] in
                switch content {
                case .plain: []
                case .value(let fields): places(fields).map { [.value(tag)] + $0 }
                case .list(let elements):
                    elements.enumerated().flatMap { number, fields in
                        places(fields).map { [.element(tag, number)] + $0 }
                    }
                }
            }
    }
}

extension PreviousShape {
    /// True if a plain field has such a content.
    fileprivate func fits(_ content: ArraySlice<UInt8>) -> Bool {
        switch self {
        case .text: String(validating: content, as: UTF8.self) != nil
        case .bytes, .value, .list: true
        case .number: content.count == 8
        case .flag: content.count == 1 && content.first.map { $0 <= 1 } ?? false
        case .byte: content.count == 1
        }
    }
}
