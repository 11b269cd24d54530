import UserPoolModel

/// The faults that a codec found in a request's members, collected so that all of them are reported at once.
final class MemberFaults {
    private var mismatch: String?
    private var failures: [String] = []
    private var failureCount = 0
    private var refusal: String?

    /// Records a value outside its constraints.
    ///
    /// Only the first hundred texts are kept: a list may have as many items as fit in a body.
    func fail(_ text: @autoclosure () -> String) {
        failureCount += 1
        if failures.count < 100 { failures.append(text()) }
    }

    /// Records a setting or a combination that is not offered; the first one counts.
    func refuse(_ text: String) {
        if refusal == nil { refusal = text }
    }

    /// Records a value of another type, in the service's words; the first one counts.
    func mismatch(_ text: @autoclosure () -> String) {
        if mismatch == nil { mismatch = text() }
    }

    /// Records a value in place of a scalar of another type, in the service's words (replies of several AWS services).
    func mismatch(_ value: JSONValue, _ wanted: String) {
        let text =
            switch value {
            case .text: "STRING_VALUE can not be converted to \(wanted)"
            case .number: "NUMBER_VALUE can not be converted to \(wanted)"
            case .flag(true): "TRUE_VALUE can not be converted to \(wanted)"
            case .flag(false): "FALSE_VALUE can not be converted to \(wanted)"
            case .array: "Start of list found where not expected"
            case .object: "Start of structure or map found where not expected."
            case .null: "NULL_VALUE can not be converted to \(wanted)"
            }
        mismatch(text)
    }

    /// Throws the gravest kind of fault that was recorded, if any.
    ///
    /// - Throws: SerializationException for a member of another type. InvalidParameterException for absent required
    ///   members, values outside an enumeration, and settings that are not offered.
    func validate() throws(CognitoError) {
        if let mismatch { throw .serialization(CognitoError.Text(mismatch, reason: mismatch)) }
        if !failures.isEmpty {
            let errors = failureCount == 1 ? "1 validation error" : "\(failureCount) validation errors"
            throw CognitoError(.invalidParameter, "\(errors) detected: \(failures.joined(separator: "; "))")
        }
        if let refusal { throw CognitoError(.invalidParameter, "\(refusal)") }
    }
}
