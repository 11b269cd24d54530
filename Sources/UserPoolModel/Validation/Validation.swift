/// Verifies the members of one request against the constraint table and tells every failure at once, as the service does.
package struct Validation {
    private var failures: [String] = []
    /// The same without the values, for a log.
    private var reasons: [String] = []

    package init() {}

    /// Verifies a member that must be there.
    package mutating func require(_ value: String?, _ member: Member) {
        guard let value else {
            failures.append("Value null at '\(member.name)' failed to satisfy constraint: Member must not be null")
            reasons.append(failures[failures.count - 1])
            return
        }
        check(value, member)
    }

    /// Verifies a member that may be absent.
    package mutating func check(_ value: String?, _ member: Member) {
        guard let value else { return }
        for constraint in member.constraints {
            for words in constraint.failures(of: value) {
                let shown = member.isSensitive ? "Value at" : "Value '\(value)' at"
                failures.append("\(shown) '\(member.name)' failed to satisfy constraint: \(words)")
                reasons.append("Value at '\(member.name)' failed to satisfy constraint: \(words)")
            }
        }
    }

    /// Verifies a number that may be absent.
    package mutating func check(_ value: Int?, _ member: Member) { check(value.map { String($0) }, member) }

    /// Verifies the names and values of attributes, and their size together.
    package mutating func check(_ attributes: UserAttributes) {
        var bytes = 0
        for (name, value) in attributes.inOrder {
            check(name.rawValue, .attributeName)
            check(value, .attributeValue)
            bytes += name.rawValue.utf8.count + value.utf8.count
        }
        check(bytes, .allAttributes)
    }

    /// - Throws: InvalidParameterException `N validation errors detected: …` when anything failed.
    package func finish() throws(CognitoError) {
        guard !failures.isEmpty else { return }
        let count = failures.count == 1 ? "1 validation error" : "\(failures.count) validation errors"
        throw CognitoError(
            .invalidParameter,
            CognitoError.Text(
                "\(count) detected: \(failures.joined(separator: "; "))",
                reason: "\(count) detected: \(reasons.joined(separator: "; "))"))
    }
}
