import Foundation
import Testing

/// Swift code in README and in the guides against the programs that it is taken from.
@Suite struct DocumentationTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The lines of all Swift files in a folder, file by file.
    private static func sources(in folder: String) throws -> [[String]] {
        let files = FileManager.default.enumerator(
            at: root.appending(path: folder), includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
        var sources: [[String]] = []
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift", file.lastPathComponent != "Package.swift" else { continue }
            sources.append(try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n"))
        }
        return sources
    }

    /// The Swift blocks of a page, each as lines.
    private static func blocks(of page: URL) throws -> [[String]] {
        try String(contentsOf: page, encoding: .utf8)
            .matches(of: /(?ms)^```swift\n(.*?)\n```$/).map { String($0.1).components(separatedBy: "\n") }
    }

    private static func pages() throws -> [URL] {
        let guides = root.appending(path: "Sources/CognitoMFA/CognitoMFA.docc")
        return [root.appending(path: "README.md")]
            + (try FileManager.default.contentsOfDirectory(at: guides, includingPropertiesForKeys: nil))
    }

    @Test func everySwiftBlockIsPartOfAProgram() throws {
        let programs = try [
            "Snippets", "Docs/Examples/Script", "Docs/Examples/HummingbirdApp", "Docs/Examples/HostTests",
        ]
        .flatMap(Self.sources)
        var blocks = 0
        for page in try Self.pages() {
            for block in try Self.blocks(of: page) {
                blocks += 1
                let isFound = programs.contains { program in program.contains(block) }
                #expect(isFound, "\(page.lastPathComponent): \(block[0])")
            }
        }
        #expect(blocks > 15)
    }

    @Test func everyFileNamedThereExists() throws {
        for page in try Self.pages() {
            let text = try String(contentsOf: page, encoding: .utf8)
            let links = text.matches(of: /\]\(([A-Z][^)#:]*)(?:#[^)]*)?\)/).map { String($0.1) }
            let paths = text.matches(of: /`(Docs\/[^`]*)`/).map { String($0.1) }
            for path in links + paths {
                #expect(
                    FileManager.default.fileExists(atPath: Self.root.appending(path: path).path),
                    "\(page.lastPathComponent): \(path)")
            }
        }
    }

    @Test func theReadmeIsShort() throws {
        let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        #expect(readme.components(separatedBy: "\n").count <= 121)
    }
}
