import CognitoMFA
import Foundation
import Testing

@testable import CognitoMFAServer

// R101.
@Suite struct KeyFileTests {
    private let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path

    private func mode() throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue
    }

    @Test func isMadeForItsOwnerAloneAndReadBack() async throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let made = try KeyFile.loadOrMake(path)
        #expect(try mode() == 0o600)
        let read = try KeyFile.loadOrMake(path)
        #expect(read.roots.map(\.key) == made.roots.map(\.key) && read.roots.count == 1)
        #expect(read.signing.map(\.pem) == made.signing.map(\.pem))
        #expect(Set(read.signing.map(\.use)) == Set(TokenUse.allCases))
        _ = try KeyRing(roots: read.rootList)
    }

    @Test(arguments: [0o640, 0o604, 0o644, 0o660, 0o610]) func isRefusedIfOthersCanRead(mode: Int) throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = try KeyFile.loadOrMake(path)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        #expect(throws: KeyFile.Failure.self) { try KeyFile.loadOrMake(path) }
        // Through a link too.
        let link = path + ".link"
        defer { try? FileManager.default.removeItem(atPath: link) }
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        #expect(throws: KeyFile.Failure.self) { try KeyFile.loadOrMake(link) }
    }

    @Test(arguments: ["", "{}", #"{"roots":[],"signing":[]}"#, "no JSON"]) func whatHoldsNoKeysIsRefused(
        text: String
    ) throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(throws: KeyFile.Failure.self) { try KeyFile.loadOrMake(path) }
        // It is not written over.
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(text.utf8))
    }

    @Test func processesThatStartAtOnceShareOne() async throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let path = path
        let roots = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<4 { group.addTask { try KeyFile.loadOrMake(path).roots[0].key } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(roots.count == 1)
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let name = URL(fileURLWithPath: path).lastPathComponent
        let left = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix(name) }
        #expect(left == [name])
    }

    @Test func newKeysComeFirstAndOldOnesStay() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let old = try KeyFile.loadOrMake(path)
        var file = try KeyFile.load(path)
        try file.rotate()
        try file.save(replacing: path)
        #expect(try mode() == 0o600)
        let new = try KeyFile.load(path)
        #expect(new.roots.count == 2 && new.roots[1].key == old.roots[0].key && new.roots[0].key != old.roots[0].key)
        #expect(new.signing.count == 4 && new.signing.suffix(2).map(\.pem) == old.signing.map(\.pem))
    }
}
