import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import Foundation
import TestSupport
import Testing
import UserPoolModel

/// Records of each format as they were written once: this release reads them, and writes the same bytes.
///
/// `UPDATE_GOLDEN=1` writes the files of the latest format anew, which makes another format of it.
@Suite struct GoldenFileTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    private static let updates = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil

    enum Kind: String, CaseIterable, CustomTestStringConvertible {
        case user, pool, client, reservation, tombstone, decoy, sendQuota, family, directory, group
        /// A user in groups.
        case member
        /// A user whose number waits for its code.
        case settingUp

        var testDescription: String { rawValue }
        /// The key that the checksum of the file begins with.
        var key: RecordKey { RecordKey("golden/\(rawValue.lowercased())") }

        /// The contents of a record with as many fields as the generator gives one.
        func make() throws -> [UInt8] {
            let keys = KeyRing(from: SeededRandomSource(seed: 5))
            return try (0..<100 as Range<UInt64>).map { seed in
                var generator = RecordGenerator(seed: seed)
                func bytes<Record: StorableRecord>(_ record: Record) -> [UInt8] {
                    var record = record
                    // The fields of this release alone.
                    record.ancillary = AncillaryFields()
                    record.operations.remember([UInt8](0..<16), .init(isGrant: true, attempt: 3))
                    return RecordCodec.encode(record, of: key)
                }
                return switch self {
                case .user: bytes(try generator.user(keys))
                case .pool: bytes(generator.pool())
                case .client: bytes(generator.client())
                case .reservation: bytes(generator.reservation())
                case .tombstone: bytes(Tombstone(generation: UInt32(seed)))
                case .decoy: bytes(generator.decoy())
                case .sendQuota: bytes(generator.quota())
                case .family: bytes(generator.family())
                case .directory: bytes(generator.directory())
                case .group: bytes(generator.group())
                case .member: bytes(try generator.member(keys))
                case .settingUp: bytes(try generator.settingUp(keys))
                }
            }.max { $0.count < $1.count } ?? []
        }

        /// The bytes that this release makes of them.
        func rewritten(_ contents: [UInt8]) throws -> [UInt8] {
            func rewritten<Record: StorableRecord>(_ type: Record.Type) throws -> [UInt8] {
                switch try RecordCodec.decode(contents, as: type, of: key) {
                case .record(let record): RecordCodec.encode(record, of: key)
                case .tombstone(let tombstone): RecordCodec.encode(tombstone, of: key)
                }
            }
            return switch self {
            case .user: try rewritten(UserAuthRecord.self)
            case .pool: try rewritten(PoolRecord.self)
            case .client: try rewritten(ClientRecord.self)
            case .reservation: try rewritten(AliasReservation.self)
            case .tombstone: try rewritten(Tombstone.self)
            case .decoy: try rewritten(DecoyRecord.self)
            case .sendQuota: try rewritten(SendQuotaRecord.self)
            case .family: try rewritten(FamilyRecord.self)
            case .directory: try rewritten(DirectoryRecord.self)
            case .group: try rewritten(GroupRecord.self)
            case .member, .settingUp: try rewritten(UserAuthRecord.self)
            }
        }
    }

    private func file(_ kind: Kind, format: Int) -> URL {
        Self.folder.appending(path: "\(format)/\(kind.rawValue).hex")
    }

    private func lines(_ bytes: [UInt8]) -> String {
        stride(from: 0, to: bytes.count, by: 32)
            .map { Hexadecimal.encode(Array(bytes[$0..<min($0 + 32, bytes.count)])) + "\n" }.joined()
    }

    // R103
    @Test(arguments: Kind.allCases) func aRecordOfTheFormatIsReadAndWrittenAsItStands(_ kind: Kind) throws {
        for format in RecordFormat.known {
            let file = file(kind, format: format)
            if Self.updates, format == RecordFormat.current.writes {
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try lines(kind.make()).write(to: file, atomically: true, encoding: .utf8)
            }
            let text = try String(contentsOf: file, encoding: .utf8)
            let contents = try #require(Hexadecimal.decode(text.filter { $0 != "\n" }))
            #expect(Int(contents[0]) == format)
            #expect(try kind.rewritten(contents) == contents, "as it stands")
            let previous = try PreviousRecord(contents, of: kind.key)
            #expect(previous.contents(of: kind.key) == contents, "and so does the release before")
        }
    }

    @Test func everyKindHasAFile() throws {
        for format in RecordFormat.known {
            let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path + "/\(format)")
            #expect(Set(files) == Set(Kind.allCases.map { "\($0.rawValue).hex" }))
        }
        // Users have three files.
        #expect(Kind.allCases.count == PreviousShape.kinds.count + 2)
    }
}
