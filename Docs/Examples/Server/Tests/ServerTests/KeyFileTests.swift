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

    @Test func aNewFileIsReadableByItsOwnerOnlyAndReadBack() async throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let made = try KeyFile.loadOrMake(path)
        #expect(try mode() == 0o600)
        let read = try KeyFile.loadOrMake(path)
        #expect(read.roots.map(\.key) == made.roots.map(\.key) && read.roots.count == 1)
        #expect(read.signing.map(\.pem) == made.signing.map(\.pem))
        #expect(Set(read.signing.map(\.use)) == Set(TokenUse.allCases))
        _ = try KeyRing(roots: read.rootList)
    }

    @Test(arguments: [0o640, 0o604, 0o644, 0o660, 0o610]) func aFileThatOthersCanReadIsRefused(mode: Int) throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = try KeyFile.loadOrMake(path)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        #expect(throws: KeyFile.Failure.self) { try KeyFile.loadOrMake(path) }
        // The same holds through a link.
        let link = path + ".link"
        defer { try? FileManager.default.removeItem(atPath: link) }
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        #expect(throws: KeyFile.Failure.self) { try KeyFile.loadOrMake(link) }
    }

    @Test(arguments: ["", "{}", #"{"roots":[],"signing":[]}"#, "no JSON"]) func aFileWithoutKeysIsRefused(
        text: String
    ) throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(throws: KeyFile.Failure.self) { try KeyFile.loadOrMake(path) }
        // The file is not overwritten.
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
        let staged = try KeyFile.change(path) { try $0.stage() }
        #expect(staged.roots.map(\.id).first == old.roots[0].id && staged.roots.count == 2)
        #expect(staged.signing.prefix(2).map(\.pem) == old.signing.map(\.pem) && staged.signing.count == 4)
        #expect(throws: KeyFile.Failure.self) { try KeyFile.change(path) { try $0.stage() } }
        #expect(try KeyFile.load(path).roots.count == 2)
        _ = try KeyFile.change(path) { try $0.promote() }
        #expect(throws: KeyFile.Failure.self) { try KeyFile.change(path) { try $0.promote() } }
        #expect(try mode() == 0o600)
        let new = try KeyFile.load(path)
        #expect(new.roots.map(\.id) == [staged.roots[1].id, old.roots[0].id])
        #expect(new.signing.count == 4 && new.signing.suffix(2).map(\.pem) == old.signing.map(\.pem))
    }

    @Test func rotationsAtOnceLoseNoRoot() async throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let path = path
        _ = try KeyFile.loadOrMake(path)
        let drawn = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try KeyFile.change(path) {
                        try $0.stage()
                        try $0.promote()
                    }.roots[0].id
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        let roots = try KeyFile.load(path).roots.map(\.id)
        #expect(drawn.count == 4 && roots.count == 5 && drawn.isSubset(of: roots))
    }

    @Test func aRotationChangesTheFileBehindALink() throws {
        let link = path + ".link"
        defer { for name in [path, link] { try? FileManager.default.removeItem(atPath: name) } }
        _ = try KeyFile.loadOrMake(path)
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        _ = try KeyFile.change(link) { try $0.stage() }
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
        #expect(try KeyFile.load(path).roots.count == 2)
    }
}
