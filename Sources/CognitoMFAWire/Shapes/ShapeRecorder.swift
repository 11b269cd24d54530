/// Records the members that a codec reads, for the operation's table.
final class ShapeRecorder {
    private enum Row {
        case member(WireMember)
        case structure(String, isList: Bool, isRequired: Bool, ShapeRecorder)
    }

    private var rows: [Row] = []

    /// The members read so far.
    var members: [WireMember] {
        var names: Set<String> = []
        return rows.compactMap { row in
            let member: WireMember =
                switch row {
                case .member(let member): member
                case .structure(let name, let isList, let isRequired, let recorder):
                    WireMember(
                        name: name, isRequired: isRequired,
                        shape: isList ? .structures(recorder.members) : .structure(recorder.members))
                }
            return names.insert(member.name).inserted ? member : nil
        }
    }

    /// Records a value.
    func record(_ name: String, _ shape: WireShape, isRequired: Bool) {
        rows.append(.member(WireMember(name: name, isRequired: isRequired, shape: shape)))
    }

    /// Records a structure or a list of structures, and returns the recorder of its members.
    func recordStructure(_ name: String, isList: Bool, isRequired: Bool) -> ShapeRecorder {
        // A structure that is read in two places is the same structure.
        for case .structure(name, _, _, let recorder) in rows { return recorder }
        let recorder = ShapeRecorder()
        rows.append(.structure(name, isList: isList, isRequired: isRequired, recorder))
        return recorder
    }
}
