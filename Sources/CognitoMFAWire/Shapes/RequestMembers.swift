import UserPoolModel

/// The members of a request, or of a structure in it, as an operation's codec reads them.
///
/// Nothing throws here: what does not fit is noted, so that a codec reads straight on, and ``verify()`` tells all of it at
/// once, as the service does. A `null` is an absent member. Members that nobody reads are passed over.
final class RequestMembers {
    private let members: [JSONMember]
    private let path: String
    private let notes: Notes
    private let recorder: ShapeRecorder?

    /// What did not fit.
    private final class Notes {
        var mismatch: String?
        var failures: [String] = []
        var failureCount = 0
        var refusals: [String] = []

        /// Counts a failure; the text of the first hundred is kept, for a list may have as many as a body holds.
        func fail(_ text: @autoclosure () -> String) {
            failureCount += 1
            if failures.count < 100 { failures.append(text()) }
        }
    }

    /// The members of a request's body.
    convenience init(_ members: [JSONMember]) {
        self.init(members, path: "", notes: Notes(), recorder: nil)
    }

    /// No members: to note what a codec asks for.
    convenience init(recording recorder: ShapeRecorder) {
        self.init([], path: "", notes: Notes(), recorder: recorder)
    }

    private init(_ members: [JSONMember], path: String, notes: Notes, recorder: ShapeRecorder?) {
        self.members = members
        self.path = path
        self.notes = notes
        self.recorder = recorder
    }

    /// - Throws: SerializationException for a member of another type; InvalidParameterException for required ones that are
    ///   absent, values outside an enumeration, and settings that are not offered.
    func validate() throws(CognitoError) {
        if let mismatch = notes.mismatch { throw .serialization(CognitoError.Text(mismatch, reason: mismatch)) }
        if !notes.failures.isEmpty {
            let count = notes.failureCount
            let errors = count == 1 ? "1 validation error" : "\(count) validation errors"
            throw CognitoError(.invalidParameter, "\(errors) detected: \(notes.failures.joined(separator: "; "))")
        }
        if let first = notes.refusals.first { throw CognitoError(.invalidParameter, "\(first)") }
    }

    /// A string that may be absent.
    func text(_ name: String) -> String? {
        recorder?.note(name, .text, isRequired: false)
        return readText(name)
    }

    /// A string that must be there; empty where it is not.
    func required(_ name: String) -> String {
        recorder?.note(name, .text, isRequired: true)
        guard let text = readText(name) else {
            noteAbsence(name)
            return ""
        }
        return text
    }

    /// One of the model's values, or nothing.
    func choice(_ name: String, of values: [String]) -> String? {
        recorder?.note(name, .text, isRequired: false)
        guard let text = readText(name) else { return nil }
        guard values.contains(where: { $0.utf8.elementsEqual(text.utf8) }) else {
            notes.fail(
                "Value '\(text)' at '\(wireName(name))' failed to satisfy constraint: Member must satisfy enum value set: "
                    + "[\(values.joined(separator: ", "))]")
            return nil
        }
        return text
    }

    /// One of the model's values that must be there; the first of them where it is not.
    func requiredChoice(_ name: String, of values: [String]) -> String {
        recorder?.note(name, .text, isRequired: true)
        if value(name) == nil { noteAbsence(name) }
        return choice(name, of: values) ?? values[0]
    }

    /// `true` or `false`, or nothing.
    func flag(_ name: String) -> Bool? {
        recorder?.note(name, .flag, isRequired: false)
        return readFlag(name)
    }

    /// `true` or `false`, which must be there; `false` where it is not.
    func requiredFlag(_ name: String) -> Bool {
        recorder?.note(name, .flag, isRequired: true)
        if value(name) == nil { noteAbsence(name) }
        return readFlag(name) ?? false
    }

    /// A whole number, or nothing.
    func number(_ name: String) -> Int? {
        recorder?.note(name, .number, isRequired: false)
        return readNumber(name)
    }

    /// A whole number within bounds, or nothing.
    func number(_ name: String, in bounds: ClosedRange<Int>) -> Int? {
        guard let number = number(name) else { return nil }
        guard !bounds.contains(number) else { return number }
        let bound =
            number < bounds.lowerBound
            ? "greater than or equal to \(bounds.lowerBound)" : "less than or equal to \(bounds.upperBound)"
        notes.fail(
            "Value '\(number)' at '\(wireName(name))' failed to satisfy constraint: Member must have value \(bound)")
        return nil
    }

    /// A whole number that must be there; 0 where it is not.
    func requiredNumber(_ name: String) -> Int {
        recorder?.note(name, .number, isRequired: true)
        if value(name) == nil { noteAbsence(name) }
        return readNumber(name) ?? 0
    }

    /// An array of strings, or nothing.
    func texts(_ name: String) -> [String]? {
        recorder?.note(name, .texts, isRequired: false)
        return readTexts(name)
    }

    /// An array of strings that must be there; empty where it is not.
    func requiredTexts(_ name: String) -> [String] {
        recorder?.note(name, .texts, isRequired: true)
        if value(name) == nil { noteAbsence(name) }
        return readTexts(name) ?? []
    }

    /// An object of strings, or nothing; of two names that Swift calls equal the last counts.
    func map(_ name: String) -> [String: String]? {
        recorder?.note(name, .map, isRequired: false)
        guard let members = readObject(name) else { return nil }
        let pairs = members.compactMap { member in
            string(member.value).map { (member.name, $0) }
        }
        return Dictionary(pairs) { $1 }
    }

    /// A structure, or nothing; always one while the table is taken.
    func structure(_ name: String) -> RequestMembers? {
        if let recorder { return child([], name, recorder.noteStructure(name, isList: false, isRequired: false)) }
        return readObject(name).map { child($0, name, nil) }
    }

    /// An array of structures, or nothing; always one while the table is taken.
    func structures(_ name: String) -> [RequestMembers]? {
        if let recorder {
            return [child([], name, recorder.noteStructure(name, isList: true, isRequired: false))]
        }
        guard let items = readArray(name) else { return nil }
        return items.enumerated().compactMap { place, item in
            guard case .object(let members) = item else {
                if notes.mismatch == nil { notes.mismatch = "Expected map or null" }
                return nil
            }
            return child(members, "\(name).\(place + 1).member", nil)
        }
    }

    /// An array of structures that must be there.
    func requiredStructures(_ name: String) -> [RequestMembers] {
        _ = recorder?.noteStructure(name, isList: true, isRequired: true)
        if value(name) == nil { noteAbsence(name) }
        return structures(name) ?? []
    }

    /// A setting that is not offered, and would be missed if it were passed over: refused where `isAsked`.
    func refuse(_ name: String, _ isAsked: Bool) {
        guard isAsked else { return }
        guard notes.refusals.isEmpty else { return }
        notes.refusals.append("\(path.isEmpty ? "" : path)\(name) is not supported.")
    }

    /// Values that fit one by one and not together, in the service's words.
    func refuse(saying text: String) {
        if notes.refusals.isEmpty { notes.refusals.append(text) }
    }

    /// A setting that is not offered: refused where it is there and says anything.
    func refuse(_ name: String) {
        recorder?.note(name, .anything, isRequired: false)
        switch value(name) {
        case nil, .object([])?, .array([])?: return
        case _?: refuse(name, true)
        }
    }
}

// How values are found and verified.
extension RequestMembers {
    private func value(_ name: String) -> JSONValue? {
        guard let member = members.first(where: { $0.name.utf8.elementsEqual(name.utf8) }), member.value != .null else {
            return nil
        }
        return member.value
    }

    private func child(_ members: [JSONMember], _ name: String, _ recorder: ShapeRecorder?) -> RequestMembers {
        RequestMembers(members, path: wireName(name) + ".", notes: notes, recorder: recorder)
    }

    /// The name as the service prints it: its first letter is small.
    private func wireName(_ name: String) -> String { path + name.prefix(1).lowercased() + name.dropFirst() }

    private func noteAbsence(_ name: String) {
        guard recorder == nil else { return }
        notes.fail(
            "Value null at '\(wireName(name))' failed to satisfy constraint: Member must not be null")
    }

    private func readText(_ name: String) -> String? { value(name).flatMap(string) }

    private func string(_ value: JSONValue) -> String? {
        if case .text(let text) = value { return text }
        if value != .null { mismatch(value, "a String") }
        return nil
    }

    private func readFlag(_ name: String) -> Bool? {
        switch value(name) {
        case nil: return nil
        case .flag(let flag)?: return flag
        case let other?:
            mismatch(other, "a Boolean")
            return nil
        }
    }

    private func readNumber(_ name: String) -> Int? {
        switch value(name) {
        case nil: return nil
        case .number(let number)?:
            guard let integer = number.integer else {
                mismatch(.number(number), "an Integer")
                return nil
            }
            return integer
        case let other?:
            mismatch(other, "an Integer")
            return nil
        }
    }

    private func readTexts(_ name: String) -> [String]? { readArray(name)?.compactMap(string) }

    private func readArray(_ name: String) -> [JSONValue]? {
        switch value(name) {
        case nil: return nil
        case .array(let items)?: return items
        case _?:
            if notes.mismatch == nil { notes.mismatch = "Expected list or null" }
            return nil
        }
    }

    private func readObject(_ name: String) -> [JSONMember]? {
        switch value(name) {
        case nil: return nil
        case .object(let members)?: return members
        case _?:
            if notes.mismatch == nil { notes.mismatch = "Expected map or null" }
            return nil
        }
    }

    /// The service's words for a value of another type (replies of several AWS services).
    private func mismatch(_ value: JSONValue, _ wanted: String) {
        guard notes.mismatch == nil else { return }
        notes.mismatch =
            switch value {
            case .text: "STRING_VALUE can not be converted to \(wanted)"
            case .number: "NUMBER_VALUE can not be converted to \(wanted)"
            case .flag(true): "TRUE_VALUE can not be converted to \(wanted)"
            case .flag(false): "FALSE_VALUE can not be converted to \(wanted)"
            case .array: "Start of list found where not expected"
            case .object: "Start of structure or map found where not expected."
            case .null: "NULL_VALUE can not be converted to \(wanted)"
            }
    }
}
