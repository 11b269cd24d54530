import Foundation

/// The results of the last run, one mutation a line: verdict, place, name.
struct LastRun: Sendable {
    private let file: URL

    init(in scratch: URL) { file = scratch.appending(path: "verdicts.txt") }

    /// The end of a suite's name whose time was over.
    static let outOfTime = ", out of time"

    /// The suite that killed, by the mutation's name; none whose time was over, which may be the machine's load.
    var killed: [String: String] {
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        var killed: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "\t")
            guard parts.count == 3, parts[0].hasPrefix("killed by "), !parts[0].hasSuffix(Self.outOfTime) else {
                continue
            }
            killed[String(parts[2])] = String(parts[0].dropFirst("killed by ".count))
        }
        return killed
    }

    /// Adds a verdict at once, so that a run that is cut short is not lost.
    func add(_ verdict: Verdict, on mutation: Mutation) {
        let line = Data("\(verdict.text)\t\(mutation.file):\(mutation.line)\t\(mutation.key)\n".utf8)
        if let handle = try? FileHandle(forWritingTo: file) {
            _ = try? handle.seekToEnd()
            try? handle.write(contentsOf: line)
            try? handle.close()
        } else {
            try? line.write(to: file)
        }
    }

    func forget() { try? FileManager.default.removeItem(at: file) }

    func write(_ verdicts: [Mutation: Verdict]) throws {
        let lines = verdicts.map { "\($0.value.text)\t\($0.key.file):\($0.key.line)\t\($0.key.key)\n" }.sorted()
        try lines.joined().write(to: file, atomically: true, encoding: .utf8)
    }
}

extension Verdict {
    /// The verdict in words.
    var text: String {
        switch self {
        case .killed(let suite): "killed by \(suite)"
        case .survived: "survived"
        case .notReached: "not reached"
        case .notCompiled: "not compiled"
        }
    }
}
