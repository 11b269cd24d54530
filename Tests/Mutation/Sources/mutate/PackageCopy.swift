import Foundation

/// The copy of the package in a scratch folder, with every mutation compiled in.
struct PackageCopy {
    let package: URL
    let scratch: URL
    /// Numbers that get no code although the compiler would take it.
    let skipped: Set<Int>
    /// True for the mutations written by hand, false for all others.
    var plantedOnly = false

    var folder: URL { scratch.appending(path: "package") }

    /// Everything a build and the tests need; nothing hidden, nothing that is a package of its own.
    private static let copied = [
        "Package.swift", "README.md", "LICENSE", "Docs", "Snippets", "Sources", "Tests", "Benchmarks",
    ]
    private static let nested = ["Tests/Mutation", "Benchmarks/.build"]

    /// Allowed in the copy, which nobody depends on; named nowhere in this package's own manifests.
    private static let flags = "unsafe" + "Flags"

    /// The tests themselves are not worth the time that it takes to optimise them.
    private static let quickTests = """

        for target in package.targets where target.type == .test {
            target.swiftSettings = (target.swiftSettings ?? []) + [.\(flags)(["-Onone"])]
        }

        """

    /// The result of a build.
    struct Built {
        let mutations: [Mutation]
        let notCompiled: Set<Int>
        let seconds: Double
        let rounds: Int
    }

    /// The copy as an earlier run has built it.
    func asBuilt() throws -> Built {
        let all = try rewritten(leavingOut: []).mutations
        return Built(mutations: all, notCompiled: knownRefusals(of: all), seconds: 0, rounds: 0)
    }

    private var sources: URL { folder.appending(path: "Sources") }
    private var builtSources: URL { scratch.appending(path: "Sources.built") }

    /// Puts the package's own sources in the place of the mutated ones: some tests read them.
    private func showPlainSources() throws {
        try FileManager.default.moveItem(at: sources, to: builtSources)
        try FileManager.default.copyItem(at: package.appending(path: "Sources"), to: sources)
    }

    /// Undoes ``showPlainSources()``; the dates of the files are those of the last build.
    private func putMutatedSourcesBack() throws {
        guard FileManager.default.fileExists(atPath: builtSources.path) else { return }
        try FileManager.default.removeItem(at: sources)
        try FileManager.default.moveItem(at: builtSources, to: sources)
    }

    /// Returns the mutations that an earlier build refused; they need not be tried again.
    private func knownRefusals(of all: [Mutation]) -> Set<Int> {
        let text = (try? String(contentsOf: scratch.appending(path: "refused.txt"), encoding: .utf8)) ?? ""
        let known = Set(text.split(separator: "\n").map { String($0) })
        return Set(all.filter { known.contains($0.key) }.map(\.id))
    }

    /// Writes the copy and builds it, leaving out what does not compile until the rest does.
    func build() throws -> Built {
        let start = Date()
        try putMutatedSourcesBack()
        let (all, mutated) = try rewritten(leavingOut: [])
        var notCompiled = knownRefusals(of: all)
        try copy(leaving: Set(mutated.keys))
        for round in 1...20 {
            let (mutations, sources) = try rewritten(leavingOut: notCompiled.union(skipped))
            for (file, text) in sources { try write(text, to: file) }
            try write(MutantRuntime.source(count: mutations.count), to: MutantRuntime.path)
            let output = try swift(["build", "--build-tests"])
            if output.status == 0 {
                try showPlainSources()
                return Built(
                    mutations: mutations, notCompiled: notCompiled, seconds: Date().timeIntervalSince(start),
                    rounds: round)
            }
            let refused = try CompilerErrors(output.text, in: folder).mutations(in: sources)
            guard !refused.isEmpty else { throw Failure("the copy does not build:\n\(output.text.suffix(4000))") }
            say("round \(round): \(refused.count) mutations do not compile")
            notCompiled.formUnion(refused)
            let keys = all.filter { notCompiled.contains($0.id) }.map(\.key)
            try write(Data(keys.joined(separator: "\n").utf8), to: "../refused.txt")
        }
        throw Failure("the copy does not build after twenty rounds")
    }

    /// Every mutation there is, and the sources that hold them.
    func rewritten(leavingOut: Set<Int>) throws -> (mutations: [Mutation], sources: [String: String]) {
        let register = Register(leavingOut: leavingOut)
        let planted = plantedOnly ? try Planted.load(from: package) : []
        var sources: [String: String] = [:]
        for area in Area.allCases {
            for file in try area.files(in: package) {
                let source = try String(contentsOf: package.appending(path: file), encoding: .utf8)
                let here = planted.filter { $0.file == file }
                if plantedOnly, here.isEmpty { continue }
                let text =
                    try plantedOnly
                    ? here.reduce(source) { try $1.plant(in: $0, area: area, register: register) }
                    : Schemata.rewrite(source, file: file, area: area, register: register)
                let needsImport = !file.hasPrefix("Sources/CognitoMFACore/")
                sources[file] = needsImport ? "public import CognitoMFACore\n" + text : text
            }
        }
        let elsewhere = planted.map(\.file).filter { sources[$0] == nil }
        guard elsewhere.isEmpty else { throw Failure("planted in files of no area: \(elsewhere)") }
        return (register.mutations, sources)
    }

    /// Copies everything but the files that are written anew.
    private func copy(leaving mutated: Set<String>) throws {
        let manager = FileManager.default
        var kept: Set<String> = [MutantRuntime.path]
        for name in Self.copied {
            let root = package.appending(path: name)
            var isTree: ObjCBool = false
            guard manager.fileExists(atPath: root.path, isDirectory: &isTree) else { continue }
            var files = [name]
            if isTree.boolValue, let tree = manager.enumerator(atPath: root.path) {
                files = tree.compactMap { $0 as? String }.map { "\(name)/\($0)" }
            }
            for file in files where !Self.nested.contains(where: { file.hasPrefix($0) }) && !file.contains("/.") {
                var isFolder: ObjCBool = false
                _ = manager.fileExists(atPath: package.appending(path: file).path, isDirectory: &isFolder)
                if isFolder.boolValue { continue }
                kept.insert(file)
                if file == "Package.swift" { continue }
                if !mutated.contains(file) { try write(Data(contentsOf: package.appending(path: file)), to: file) }
            }
        }
        let manifest = try String(contentsOf: package.appending(path: "Package.swift"), encoding: .utf8)
        try write(manifest + Self.quickTests, to: "Package.swift")
        // A file that is gone must not stay in the copy.
        for name in ["Sources", "Tests", "Snippets"] {
            let tree = manager.enumerator(atPath: folder.appending(path: name).path)?.compactMap { $0 as? String } ?? []
            for file in tree.map({ "\(name)/\($0)" }) where file.hasSuffix(".swift") && !kept.contains(file) {
                try manager.removeItem(at: folder.appending(path: file))
            }
        }
    }

    private func write(_ text: String, to file: String) throws { try write(Data(text.utf8), to: file) }

    /// Leaves a file alone that is already so: its date decides what is built again.
    private func write(_ data: Data, to file: String) throws {
        let place = folder.appending(path: file)
        if (try? Data(contentsOf: place)) == data { return }
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: place)
    }

    private var flags: [String] {
        [
            "-c", "release", "--package-path", folder.path, "--scratch-path", scratch.appending(path: "build").path,
            "-Xswiftc", "-enable-testing", "-Xswiftc", "-suppress-warnings", "-Xswiftc", "-Xfrontend", "-Xswiftc",
            "-solver-expression-time-threshold=20",
        ]
    }

    func swift(_ arguments: [String]) throws -> (status: Int32, text: String) {
        let run = try Subprocess(["swift"] + arguments + flags, environment: [:], in: folder)
        let status = run.wait(limit: 3600) { _ in false }
        return (status.code, status.text)
    }

    /// The program that holds every test.
    func testProgram() throws -> URL {
        let path = try swift(["build", "--show-bin-path"]).text.split(separator: "\n").last.map { String($0) } ?? ""
        return URL(fileURLWithPath: path).appending(path: "cognito-mfaPackageTests.xctest")
    }
}
