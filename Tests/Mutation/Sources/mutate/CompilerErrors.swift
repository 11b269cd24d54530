import Foundation

/// The errors of a build, and the mutations they are in.
struct CompilerErrors {
    private struct Place: Hashable {
        let file: String
        let line: Int
        let column: Int
        let text: String
        /// True for an error about the end of a block, which the last statement before it causes.
        let isOfFlow: Bool
        /// True for an expression that takes too long, which a mutation further on in it causes.
        let isOfTime: Bool
    }

    private var places: Set<Place> = []

    init(_ output: String, in folder: URL) {
        for line in output.split(separator: "\n") {
            guard let mark = line.range(of: ": error: "), line.hasPrefix(folder.path + "/") else { continue }
            let parts = line[..<mark.lowerBound].dropFirst(folder.path.count + 1).split(separator: ":")
            guard parts.count == 3, let row = Int(parts[1]), let column = Int(parts[2]) else { continue }
            let text = line[mark.upperBound...]
            let isOfFlow = ["fall through", "missing return", "on all paths", "initialized"].contains {
                text.contains($0)
            }
            places.insert(
                Place(
                    file: String(parts[0]), line: row, column: column, text: String(text), isOfFlow: isOfFlow,
                    isOfTime: text.contains("reasonable time")))
        }
    }

    /// The code of one mutation, or the branch that only it takes.
    private struct Span {
        let id: Int
        let isBranch: Bool
        let bytes: Range<Int>
    }

    /// For each error the innermost branch it is in, else the innermost switch, else the switches of its line.
    func mutations(in sources: [String: String]) throws -> Set<Int> {
        var found: Set<Int> = []
        for (file, places) in Dictionary(grouping: places, by: \.file) {
            guard let source = sources[file] else {
                let errors = places.map { "\(file):\($0.line): \($0.text)" }.sorted()
                throw Failure("errors outside the mutated files:\n\(errors.joined(separator: "\n"))")
            }
            let spans = Self.spans(of: source)
            let lines = Self.lineStarts(of: source)
            for place in places where place.line <= lines.count {
                let offset = lines[place.line - 1] + place.column - 1
                let here = spans.filter { $0.bytes.contains(offset) }
                let innermost = { (isBranch: Bool) in
                    here.filter { $0.isBranch == isBranch }.min { $0.bytes.count < $1.bytes.count }
                }
                if let span = innermost(true) ?? innermost(false) {
                    found.insert(span.id)
                } else {
                    let start = lines[place.line - 1]
                    let end = place.line < lines.count ? lines[place.line] : source.utf8.count
                    let line = spans.filter { $0.bytes.overlaps(start..<end) }
                    let before = spans.filter { $0.bytes.upperBound <= offset }
                        .max { $0.bytes.upperBound < $1.bytes.upperBound }
                    let after = spans.filter { $0.bytes.lowerBound >= offset }
                        .min { $0.bytes.lowerBound < $1.bytes.lowerBound }
                    let near = place.isOfTime ? after : before
                    let blamed = place.isOfFlow || line.isEmpty ? [near].compactMap(\.self) : line
                    found.formUnion(blamed.map(\.id))
                }
            }
        }
        return found
    }

    private static func lineStarts(of source: String) -> [Int] {
        [0] + source.utf8.enumerated().filter { $1 == UInt8(ascii: "\n") }.map { $0.offset + 1 }
    }

    /// The comments that ``Schemata`` writes: `/*{7*/ … /*}7*/` and `/*[7*/ … /*]7*/`.
    private static func spans(of source: String) -> [Span] {
        let bytes = Array(source.utf8)
        var open: [String: Int] = [:]
        var spans: [Span] = []
        var place = 0
        while place + 2 < bytes.count {
            guard bytes[place] == UInt8(ascii: "/"), bytes[place + 1] == UInt8(ascii: "*") else {
                place += 1
                continue
            }
            let bracket = Character(UnicodeScalar(bytes[place + 2]))
            let digits = bytes[(place + 3)...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            let text = String(decoding: digits, as: UTF8.self)
            switch bracket {
            case "{", "[": open["\(bracket)\(text)"] = place
            case "}", "]":
                let isBranch = bracket == "]"
                if let id = Int(text), let start = open["\(isBranch ? "[" : "{")\(text)"] {
                    spans.append(Span(id: id, isBranch: isBranch, bytes: start..<place))
                }
            default: break
            }
            place += 3
        }
        return spans
    }
}
