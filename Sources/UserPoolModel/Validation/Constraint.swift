/// A constraint of the service model on one member.
package enum Constraint: Sendable {
    /// A minimum number of characters.
    case minimumLength(Int)
    /// A maximum number of characters.
    case maximumLength(Int)
    /// A pattern; `text` is its spelling in the service's messages.
    case pattern(text: String, matches: @Sendable (String) -> Bool)
    /// A list of allowed values.
    case oneOf([String])
    /// A range of numbers, both bounds included.
    case range(ClosedRange<Int>)

    /// The service's words for an invalid value, one for each failed part; empty for a valid one.
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
    /// A pattern like `[\w+]+`: letters, digits, underscore and the characters in `extra`.
    static func word(_ text: String, alsoAllowing extra: String = "") -> Constraint {
        let extra = Set(extra.unicodeScalars)
        return .pattern(text: text) { value in
            !value.isEmpty && value.unicodeScalars.allSatisfy { $0.isWord || extra.contains($0) }
        }
    }

    /// The pattern of an Amazon resource name.
    static let arn = Constraint.pattern(
        text: #"arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?"#
    ) { value in
        let parts = value.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.first == "arn", (6...8).contains(parts.count) else { return false }
        return parts.indices.dropFirst().allSatisfy { place in
            if place == 4 { return !parts[place].isEmpty && parts[place].unicodeScalars.allSatisfy(\.isASCIIDigit) }
            guard place == 3 || !parts[place].isEmpty else { return false }
            return parts[place].unicodeScalars.allSatisfy { $0.isWord || "+=/,.@-".unicodeScalars.contains($0) }
        }
    }

    /// A pattern of at least one scalar, each of which passes.
    static func every(_ text: String, _ passes: @escaping @Sendable (Unicode.Scalar) -> Bool) -> Constraint {
        .pattern(text: text) { !$0.isEmpty && $0.unicodeScalars.allSatisfy(passes) }
    }
}

extension String {
    /// Returns true if there are at least `bound` scalars.
    ///
    /// A scalar has at most four bytes, so the byte count decides for most texts.
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
