/// One small change to the sources.
struct Mutation: Sendable, Hashable {
    /// Its number in the copy; zero is no mutation.
    let id: Int
    let area: Area
    /// Relative to the package, as in `Sources/AuthFlow/Rules/FactorPolicy.swift`.
    let file: String
    let line: Int
    /// The declaration that contains it, such as `fail(at:)`.
    let place: String
    let operation: Operation
    /// The text that is changed, on one line.
    let original: String
    /// The number among mutations with the same place, operation and text; from 1.
    let number: Int

    /// Names it whatever its line is.
    var key: String {
        let file = file.hasPrefix("Sources/") ? String(file.dropFirst("Sources/".count)) : file
        return "\(file) \(place): \(operation.rawValue) `\(original)`" + (number > 1 ? " #\(number)" : "")
    }
}

/// The kind of change to the sources.
enum Operation: String, Sendable, CaseIterable {
    /// A guard's condition holds always.
    case guardDropped = "guard dropped"
    /// The branch of an `if` is never taken.
    case neverTaken = "branch never taken"
    /// A condition of an `if` holds always.
    case alwaysTaken = "condition dropped"
    /// The condition of a ternary operator, a `while` or a `where` is turned round.
    case negated = "condition negated"
    case boundaryMoved = "< for <=, or the like"
    case equalityTurned = "== for !=, or the like"
    case andForOr = "&& for ||, or the like"
    case oneMore = "one more"
    case oneLess = "one less"
    /// In kernels and codec: the bits are added, joined or shifted the other way.
    case arithmetic = "+ for -, or the like"
    case statementDropped = "statement dropped"
    case returnsAtOnce = "returns at once"
    case returnsTrue = "returns true"
    case returnsFalse = "returns false"
    case returnsNil = "returns nil"
    case returnsEmpty = "returns nothing"
    case defaultTaken = "default taken"
    case literalTurned = "true for false, or the like"
    /// Written by hand in `Planted.json`: the wrong order of two steps, and the like.
    case planted = "planted"
}
