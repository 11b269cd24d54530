/// Gives out numbers: the same ones whatever is left out.
final class Register {
    private(set) var mutations: [Mutation] = []
    private var seen: [String: Int] = [:]
    /// Numbers that get no code: not chosen, or not compiled.
    private let leftOut: Set<Int>

    init(leavingOut leftOut: Set<Int> = []) { self.leftOut = leftOut }

    /// The number of a mutation, or nil when it gets no code.
    func number(
        _ operation: Operation, of original: String, in place: String, _ file: String, _ line: Int, _ area: Area
    ) -> Int? {
        var text = original.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if text.count > 100 { text = text.prefix(97) + "..." }
        let same = "\(file)\(place)\(operation)\(text)"
        seen[same, default: 0] += 1
        let mutation = Mutation(
            id: mutations.count + 1, area: area, file: file, line: line, place: place, operation: operation,
            original: text, number: seen[same, default: 1])
        mutations.append(mutation)
        return leftOut.contains(mutation.id) ? nil : mutation.id
    }
}
