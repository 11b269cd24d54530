/// Puts fields into the contents of a record, as a later release would.
package enum FieldSplice {
    /// A step into a record: a value under a tag, or an element of a list.
    package enum Step: Sendable, Hashable, CustomStringConvertible {
        case value(UInt8)
        case element(UInt8, Int)

        package var tag: UInt8 {
            switch self {
            case .value(let tag), .element(let tag, _): tag
            }
        }

        package var description: String {
            switch self {
            case .value(let tag): "\(tag)"
            case .element(let tag, let place): "\(tag)[\(place)]"
            }
        }
    }

    /// A field: tag, length of four bytes, content.
    package static func field(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] { [tag] + part(content) }

    /// The fields with one more in its order, inside the value that `path` leads to; nil where there is no such value.
    package static func insert(
        _ field: [UInt8], into fields: [UInt8], at path: some Collection<Step>
    ) -> [UInt8]? {
        var place = 0
        while place < fields.count {
            let tag = fields[place]
            guard let content = content(of: fields, at: place + 1) else { return nil }
            guard let step = path.first else {
                guard tag != field[0] else { return nil }
                if tag > field[0] { break }
                place = content.upperBound
                continue
            }
            guard tag == step.tag else {
                place = content.upperBound
                continue
            }
            let inside = Array(fields[content])
            let changed =
                switch step {
                case .value: insert(field, into: inside, at: path.dropFirst())
                case .element(_, let number): insert(field, into: inside, element: number, path.dropFirst())
                }
            return changed.map { fields[..<place] + [tag] + part($0) + fields[content.upperBound...] }
        }
        return path.isEmpty ? fields[..<place] + field + fields[place...] : nil
    }

    private static func insert(
        _ field: [UInt8], into list: [UInt8], element number: Int, _ path: some Collection<Step>
    ) -> [UInt8]? {
        var place = 0
        for _ in 0..<number {
            guard let content = content(of: list, at: place) else { return nil }
            place = content.upperBound
        }
        guard let content = content(of: list, at: place),
            let changed = insert(field, into: Array(list[content]), at: path)
        else { return nil }
        return list[..<place] + part(changed) + list[content.upperBound...]
    }

    private static func part(_ content: [UInt8]) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: content.count >> $0) } + content
    }

    private static func content(of bytes: [UInt8], at place: Int) -> Range<Int>? {
        guard place + 4 <= bytes.count else { return nil }
        let count = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
        guard place + 4 + count <= bytes.count else { return nil }
        return place + 4..<place + 4 + count
    }
}
