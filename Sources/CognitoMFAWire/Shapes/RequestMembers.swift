import UserPoolModel

/// The members of a request, or of a structure in it, as an operation's codec reads them.
///
/// Reading never throws. A value that does not fit is recorded, and the codec reads on; ``validate()`` then reports all
/// faults at once, as the service does. A `null` counts as an absent member. Members that nobody reads are ignored.
final class RequestMembers {
    private let members: [JSONMember]
    private let path: String
    private let faults: MemberFaults
    private let recorder: ShapeRecorder?

    /// The members of a request's body.
    convenience init(_ members: [JSONMember]) {
        self.init(members, path: "", faults: MemberFaults(), recorder: nil)
    }

    /// No members, to record those that a codec asks for.
    convenience init(recording recorder: ShapeRecorder) {
        self.init([], path: "", faults: MemberFaults(), recorder: recorder)
    }

    private init(_ members: [JSONMember], path: String, faults: MemberFaults, recorder: ShapeRecorder?) {
        (self.members, self.path, self.faults, self.recorder) = (members, path, faults, recorder)
    }

    /// Throws if any member read so far did not fit.
    ///
    /// - Throws: SerializationException for a member of another type. InvalidParameterException for absent required
    ///   members, values outside an enumeration, and settings that are not offered.
    func validate() throws(CognitoError) { try faults.validate() }

    /// A string that may be absent.
    func text(_ name: String) -> String? {
        recorder?.record(name, .text, isRequired: false)
        return readText(name)
    }

    /// A required string; empty where it is absent.
    func required(_ name: String) -> String {
        recorder?.record(name, .text, isRequired: true)
        guard let text = readText(name) else {
            recordAbsence(name)
            return ""
        }
        return text
    }

    /// One of the service model's values, or nil.
    func choice(_ name: String, of values: [String]) -> String? {
        recorder?.record(name, .text, isRequired: false)
        guard let text = readText(name) else { return nil }
        guard values.contains(where: { $0.utf8.elementsEqual(text.utf8) }) else {
            faults.fail(
                "Value '\(text)' at '\(wireName(name))' failed to satisfy constraint: Member must satisfy enum value set: "
                    + "[\(values.joined(separator: ", "))]")
            return nil
        }
        return text
    }

    /// A required one of the service model's values; the first of them where it is absent.
    func requiredChoice(_ name: String, of values: [String]) -> String {
        require(name, .text)
        return choice(name, of: values) ?? values[0]
    }

    /// `true` or `false`, or nil.
    func flag(_ name: String) -> Bool? {
        recorder?.record(name, .flag, isRequired: false)
        return readFlag(name)
    }

    /// A required `true` or `false`; `false` where it is absent.
    func requiredFlag(_ name: String) -> Bool {
        require(name, .flag)
        return readFlag(name) ?? false
    }

    /// A whole number, or nil.
    func number(_ name: String) -> Int? {
        recorder?.record(name, .number, isRequired: false)
        return readNumber(name)
    }

    /// A whole number within bounds, or nil.
    func number(_ name: String, in bounds: ClosedRange<Int>) -> Int? {
        guard let number = number(name) else { return nil }
        guard !bounds.contains(number) else { return number }
        let bound =
            number < bounds.lowerBound
            ? "greater than or equal to \(bounds.lowerBound)" : "less than or equal to \(bounds.upperBound)"
        faults.fail(
            "Value '\(number)' at '\(wireName(name))' failed to satisfy constraint: Member must have value \(bound)")
        return nil
    }

    /// A required whole number; 0 where it is absent.
    func requiredNumber(_ name: String) -> Int {
        require(name, .number)
        return readNumber(name) ?? 0
    }

    /// An array of strings, or nil.
    func texts(_ name: String) -> [String]? {
        recorder?.record(name, .texts, isRequired: false)
        return readTexts(name)
    }

    /// A required array of strings; empty where it is absent.
    func requiredTexts(_ name: String) -> [String] {
        require(name, .texts)
        return readTexts(name) ?? []
    }

    /// An object of strings, or nil; of two names that Swift compares as equal, the last counts.
    func map(_ name: String) -> [String: String]? {
        recorder?.record(name, .map, isRequired: false)
        guard let members = readObject(name) else { return nil }
        let pairs = members.compactMap { member in
            string(member.value).map { (member.name, $0) }
        }
        return Dictionary(pairs) { $1 }
    }

    /// A required object of strings; empty where it is absent.
    func requiredMap(_ name: String) -> [String: String] {
        require(name, .map)
        return map(name) ?? [:]
    }

    /// A structure, or nil; never nil while the table is recorded.
    func structure(_ name: String) -> RequestMembers? {
        if let recorder { return child([], name, recorder.recordStructure(name, isList: false, isRequired: false)) }
        return readObject(name).map { child($0, name, nil) }
    }

    /// An array of structures, or nil; one structure while the table is recorded.
    func structures(_ name: String) -> [RequestMembers]? {
        if let recorder {
            return [child([], name, recorder.recordStructure(name, isList: true, isRequired: false))]
        }
        guard let items = readArray(name) else { return nil }
        return items.enumerated().compactMap { place, item in
            guard case .object(let members) = item else {
                faults.mismatch("Expected map or null")
                return nil
            }
            return child(members, "\(name).\(place + 1).member", nil)
        }
    }

    /// A required array of structures; empty where it is absent.
    func requiredStructures(_ name: String) -> [RequestMembers] {
        _ = recorder?.recordStructure(name, isList: true, isRequired: true)
        if value(name) == nil { recordAbsence(name) }
        return structures(name) ?? []
    }

    /// Refuses a setting that is not offered, where `isAsked`: a client would rely on it.
    func refuse(_ name: String, _ isAsked: Bool) {
        if isAsked { faults.refuse("\(path)\(name) is not supported.") }
    }

    /// Refuses values that fit one by one but not together, in the service's words.
    func refuse(saying text: String) { faults.refuse(text) }

    /// Refuses values that fit one by one but not together, as an operation would.
    func refuse(_ error: CognitoError) { faults.refuse(error.message) }

    /// Refuses a setting that is not offered, unless it is absent or empty.
    func refuse(_ name: String) {
        recorder?.record(name, .anything, isRequired: false)
        switch value(name) {
        case nil, .object([])?, .array([])?: return
        case _?: refuse(name, true)
        }
    }
}

// Settings that are stored and told back.
extension RequestMembers {
    /// The settings of a table that the request mentions.
    func settings(_ table: [StoredSetting]) -> [String: SettingValue] {
        table.reduce(into: [:]) { settings, setting in
            settings[setting.name] = self.setting(setting.name, setting.shape)
        }
    }

    /// One setting, or nil; its bounds are validated with the request.
    func setting(_ name: String, _ shape: SettingShape, isRequired: Bool = false) -> SettingValue? {
        switch shape {
        case .text:
            if isRequired { return value(name) == nil ? recordingAbsence(name) : .text(required(name)) }
            return text(name).map { .text($0) }
        case .number: return number(name).map { .number($0) }
        case .flag: return flag(name).map { .flag($0) }
        case .list(.structure(let members), _):
            return structures(name).map { .list($0.map { $0.object(members) }) }
        case .list: return texts(name).map { .list($0.map { .text($0) }) }
        case .map: return map(name).map { .object($0.mapValues { .text($0) }) }
        case .structure(let members): return structure(name).map { $0.object(members) }
        }
    }

    private func object(_ members: [SettingMember]) -> SettingValue {
        .object(
            members.reduce(into: [:]) { object, member in
                object[member.name] = setting(member.name, member.shape, isRequired: member.isRequired)
            })
    }

    /// Records that a required text is absent; its shape is recorded for the operation's table.
    private func recordingAbsence(_ name: String) -> SettingValue? {
        _ = required(name)
        return nil
    }

    // Look-up of values, and checks of their types.
    private func value(_ name: String) -> JSONValue? {
        guard let member = members.first(where: { $0.name.utf8.elementsEqual(name.utf8) }), member.value != .null else {
            return nil
        }
        return member.value
    }

    private func child(_ members: [JSONMember], _ name: String, _ recorder: ShapeRecorder?) -> RequestMembers {
        RequestMembers(members, path: wireName(name) + ".", faults: faults, recorder: recorder)
    }

    /// Returns the name as the service prints it, with a small first letter.
    private func wireName(_ name: String) -> String { path + name.prefix(1).lowercased() + name.dropFirst() }

    private func recordAbsence(_ name: String) {
        guard recorder == nil else { return }
        faults.fail("Value null at '\(wireName(name))' failed to satisfy constraint: Member must not be null")
    }

    private func readText(_ name: String) -> String? { value(name).flatMap(string) }

    private func string(_ value: JSONValue) -> String? {
        if case .text(let text) = value { return text }
        if value != .null { faults.mismatch(value, "a String") }
        return nil
    }

    private func readFlag(_ name: String) -> Bool? {
        read(name, { if case .flag(let flag) = $0 { flag } else { nil } }, orElse: { faults.mismatch($0, "a Boolean") })
    }

    private func readNumber(_ name: String) -> Int? {
        read(
            name, { if case .number(let number) = $0 { number.integer } else { nil } },
            orElse: { faults.mismatch($0, "an Integer") })
    }

    private func readTexts(_ name: String) -> [String]? { readArray(name)?.compactMap(string) }

    private func readArray(_ name: String) -> [JSONValue]? {
        read(
            name, { if case .array(let items) = $0 { items } else { nil } },
            orElse: { _ in faults.mismatch("Expected list or null") })
    }

    private func readObject(_ name: String) -> [JSONMember]? {
        read(
            name, { if case .object(let members) = $0 { members } else { nil } },
            orElse: { _ in faults.mismatch("Expected map or null") })
    }

    /// Reads a member as one kind of value; notes a mismatch for any other kind.
    private func read<Kind>(
        _ name: String, _ take: (JSONValue) -> Kind?, orElse mismatch: (JSONValue) -> Void
    ) -> Kind? {
        guard let value = value(name) else { return nil }
        let taken = take(value)
        if taken == nil { mismatch(value) }
        return taken
    }

    private func require(_ name: String, _ shape: WireShape) {
        recorder?.record(name, shape, isRequired: true)
        if value(name) == nil { recordAbsence(name) }
    }
}
