/// What the service model asks of one member, in the order in which it is verified.
package enum Constraint: Sendable {
    /// At least so many characters.
    case minimumLength(Int)
    /// At most so many characters.
    case maximumLength(Int)
    /// Every character fits; `text` is the pattern as the service prints it.
    case pattern(text: String, matches: @Sendable (String) -> Bool)
    /// One of the model's values.
    case oneOf([String])
    /// Between the bounds, both included.
    case range(ClosedRange<Int>)

    /// The service's words for a value that fails, one for each failing part; empty if the value is good.
    func failures(of value: String) -> [String] {
        switch self {
        case .minimumLength(let bound):
            value.hasScalars(atLeast: bound) ? [] : ["Member must have length greater than or equal to \(bound)"]
        case .maximumLength(let bound):
            value.utf8.count <= bound || value.unicodeScalars.count <= bound
                ? [] : ["Member must have length less than or equal to \(bound)"]
        case .pattern(let text, let matches):
            matches(value) ? [] : ["Member must satisfy regular expression pattern: \(text)"]
        case .oneOf(let values):
            values.contains(value) ? [] : ["Member must satisfy enum value set: [\(values.joined(separator: ", "))]"]
        case .range(let bounds):
            switch Int(value) {
            case .some(let number) where number < bounds.lowerBound:
                ["Member must have value greater than or equal to \(bounds.lowerBound)"]
            case .some(let number) where number > bounds.upperBound:
                ["Member must have value less than or equal to \(bounds.upperBound)"]
            default: []
            }
        }
    }
}

extension Constraint {
    /// `[\w+]+` and its kin: letters, digits, underscore and the characters named.
    static func word(_ text: String, alsoAllowing extra: String = "") -> Constraint {
        let extra = Set(extra.unicodeScalars)
        return .pattern(text: text) { value in
            !value.isEmpty && value.unicodeScalars.allSatisfy { $0.isWord || extra.contains($0) }
        }
    }

    /// Every scalar passes, and there is one.
    static func every(_ text: String, _ passes: @escaping @Sendable (Unicode.Scalar) -> Bool) -> Constraint {
        .pattern(text: text) { !$0.isEmpty && $0.unicodeScalars.allSatisfy(passes) }
    }
}

extension String {
    /// Whether there are so many scalars; most texts show it by their bytes, four of which are one at the most.
    fileprivate func hasScalars(atLeast bound: Int) -> Bool {
        utf8.count >= 4 * bound || unicodeScalars.count >= bound
    }
}

extension Unicode.Scalar {
    /// `\w`: an ASCII letter, digit or underscore.
    var isWord: Bool { isASCIIAlphanumeric || self == "_" }

    var isASCIIAlphanumeric: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: false
        }
    }

    var isASCIIDigit: Bool { ("0"..."9").contains(self) }

    /// `[\p{L}\p{M}\p{S}\p{N}\p{P}]`.
    var isLetterMarkSymbolNumberOrPunctuation: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .enclosingMark, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol, .decimalNumber,
            .letterNumber, .otherNumber, .connectorPunctuation, .dashPunctuation, .openPunctuation,
            .closePunctuation, .initialPunctuation, .finalPunctuation, .otherPunctuation:
            true
        default: false
        }
    }
}
