/// Validates the members of one request and reports every failure at once, as the service does.
package struct Validation {
    private var failures: [String] = []
    /// The failures without the values, for a log.
    private var reasons: [String] = []
    /// True while every failure is a code that a user typed.
    private var areCodes = true

    package init() {}

    /// Validates a required member.
    package mutating func require(_ value: String?, _ member: Member) {
        guard let value else {
            failures.append("Value null at '\(member.name)' failed to satisfy constraint: Member must not be null")
            reasons.append(failures[failures.count - 1])
            areCodes = false
            return
        }
        check(value, member)
    }

    /// Validates an optional member.
    package mutating func check(_ value: String?, _ member: Member) {
        guard let value else { return }
        for constraint in member.constraints {
            for words in constraint.failures(of: value) {
                areCodes = areCodes && member.isCode
                let shown = member.isSensitive ? "Value at" : "Value '\(value)' at"
                failures.append("\(shown) '\(member.name)' failed to satisfy constraint: \(words)")
                reasons.append("Value at '\(member.name)' failed to satisfy constraint: \(words)")
            }
        }
    }

    /// Records a failure without a value.
    mutating func fail(at name: String, _ words: String) {
        failures.append("Value at '\(name)' failed to satisfy constraint: \(words)")
        reasons.append(failures[failures.count - 1])
    }

    /// Validates an optional number.
    package mutating func check(_ value: Int?, _ member: Member) { check(value.map { String($0) }, member) }

    /// Validates the names and values of attributes, and their total size.
    package mutating func check(_ attributes: UserAttributes) {
        var bytes = 0
        for (name, value) in attributes.inOrder {
            check(name.rawValue, .attributeName)
            check(value, .attributeValue)
            bytes += name.rawValue.utf8.count + value.utf8.count
        }
        check(bytes, .allAttributes)
    }

    /// Validates members in one go.
    ///
    /// - Throws: InvalidParameterException that names every failure.
    package static func check(_ members: (inout Validation) -> Void) throws(CognitoError) {
        var validation = Validation()
        members(&validation)
        try validation.finish()
    }

    /// - Throws: InvalidParameterException `N validation errors detected: …` if any member failed.
    package func finish() throws(CognitoError) {
        guard !failures.isEmpty else { return }
        let count = failures.count == 1 ? "1 validation error" : "\(failures.count) validation errors"
        throw CognitoError(
            .invalidParameter,
            CognitoError.Text(
                "\(count) detected: \(failures.joined(separator: "; "))",
                reason: "\(count) detected: \(reasons.joined(separator: "; "))"),
            advice: areCodes ? .correctCode : .changeCall)
    }
}
