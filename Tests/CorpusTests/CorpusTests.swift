import Foundation
import Testing

/// The corpus of the fuzzer, and the faults that it found: every file through its property.
///
/// `Tests/Fuzz/run.sh` runs the same properties under libFuzzer.
@Suite struct CorpusTests {
    private static let corpus = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fuzz/corpus")

    @Test(arguments: Property.all) func thePropertyHoldsOverItsCorpus(_ property: Property) async throws {
        let folder = Self.corpus.appending(path: property.name)
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        try #require(files.count >= 4, "a corpus of \(property.name)")
        for file in files.sorted(by: { $0.path < $1.path }) {
            do {
                try await property.check(Array(try Data(contentsOf: file)))
            } catch {
                Issue.record("\(file.lastPathComponent): \(error)")
            }
        }
        try await property.check([])
    }

    /// A failure means that the format has changed and `run.sh --seeds` was not run.
    @Test func everySeedOfARecordIsOne() throws {
        let folder = Self.corpus.appending(path: "record")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        let seeds = files.filter { $0.lastPathComponent.hasPrefix("seed-") }
        #expect(seeds.count >= 54)
        for seed in seeds {
            #expect(try Property.isRecord(Array(try Data(contentsOf: seed))), "\(seed.lastPathComponent)")
        }
    }

    /// Every folder has a property, because its files would test nothing otherwise.
    @Test func everyFolderHasAProperty() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.corpus.path)
        #expect(Set(folders) == Set(Property.all.map(\.name)))
    }
}
