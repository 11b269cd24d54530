import CognitoMFA
import CognitoMFACore
import CognitoMFARSATokens
import Foundation
import SystemPackage

/// A file with every key of a server (R101): roots, from which the keys of service and sealer are derived, and RSA keys.
///
/// Keys stand newest first. An old RSA key stays until the tokens it signed have expired, at most a day. An old root stays
/// until ``ResealCommand`` has resealed its rows and everything else made with it has expired. A staged key opens and
/// verifies, but does not seal or sign yet.
struct KeyFile: Codable {
    /// A root, 32 bytes in base64.
    struct Root: Codable {
        let id: String
        let key: String
        var staged: Bool?
    }

    /// A private RSA key in PEM.
    struct Signing: Codable {
        let use: TokenUse
        let pem: String
        var staged: Bool?
    }

    var roots: [Root]
    var signing: [Signing]

    /// A reason to refuse a key file, or not to change it.
    enum Failure: Error, CustomStringConvertible {
        case isReadable(String, Int)
        case isNoKeyFile(String)
        case isMissing(String)
        case hasStagedKeys
        case hasNoStagedKeys

        var description: String {
            switch self {
            case .isReadable(let path, let mode):
                "\(path) has mode \(String(mode, radix: 8)): others can read it. It must be 600."
            case .isNoKeyFile(let path): "\(path) holds no keys."
            case .isMissing(let path):
                "\(path) is missing: rows of the store and tokens of users need the keys that were in it."
            case .hasStagedKeys: "There are staged keys already; promote them first."
            case .hasNoStagedKeys: "There are no staged keys; stage some first."
            }
        }
    }

    /// Returns new random keys.
    static func make() throws -> Self {
        var file = Self(roots: [], signing: [])
        try file.stage()
        try file.promote()
        return file
    }

    /// Adds new keys after the others.
    ///
    /// Every process can then open records that others will seal, and verifiers find the public keys before their first
    /// use.
    mutating func stage() throws {
        guard !hasStaged else { throw Failure.hasStagedKeys }
        let random = SystemRandomSource()
        let id = Hexadecimal.text(random.bytes(count: 8, for: .nonce))
        roots.append(Root(id: id, key: Base64.encode(random.bytes(count: 32, for: .secret)), staged: true))
        for use in TokenUse.allCases {
            signing.append(Signing(use: use, pem: try RSASigningKey.generate(for: use).pem, staged: true))
        }
    }

    /// Moves the staged keys before the others.
    mutating func promote() throws {
        guard hasStaged else { throw Failure.hasNoStagedKeys }
        roots = roots.filter { $0.staged == true } + roots.filter { $0.staged != true }
        signing = signing.filter { $0.staged == true } + signing.filter { $0.staged != true }
        for place in roots.indices { roots[place].staged = nil }
        for place in signing.indices { signing[place].staged = nil }
    }

    private var hasStaged: Bool { roots.contains { $0.staged == true } }

    /// Reads the file at `path`, and creates it if it is missing; of two processes that start at once, only one creates it.
    static func loadOrMake(_ path: String) throws -> Self {
        if !FileManager.default.fileExists(atPath: path) {
            let draft = try make().draft(beside: path)
            defer { try? FileManager.default.removeItem(atPath: draft) }
            // A link, unlike a rename, never replaces an existing file.
            do {
                try FileManager.default.linkItem(atPath: draft, toPath: path)
                let folder = try FileDescriptor.open(FilePath(folder(of: path)), .readOnly)
                try folder.closeAfter { guard fsync(folder.rawValue) == 0 else { throw Errno(rawValue: errno) } }
            } catch  where FileManager.default.fileExists(atPath: path) {
                return try load(path)
            }
        }
        return try load(path)
    }

    /// Reads the file at `path`.
    ///
    /// - Throws: ``Failure`` when others than its owner can read it, or when it has no keys.
    static func load(_ path: String) throws -> Self {
        let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard FileManager.default.fileExists(atPath: real) else { throw Failure.isMissing(path) }
        let attributes = try FileManager.default.attributesOfItem(atPath: real)
        let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
        guard mode & 0o077 == 0 else { throw Failure.isReadable(path, mode) }
        let content = try Data(contentsOf: URL(fileURLWithPath: real))
        guard let file = try? JSONDecoder().decode(Self.self, from: content), !file.roots.isEmpty,
            !file.signing.isEmpty
        else { throw Failure.isNoKeyFile(path) }
        return file
    }

    /// Changes the file at `path`, completely or not at all, under a lock.
    static func change(_ path: String, _ body: (inout Self) throws -> Void) throws -> Self {
        // Follows a link; otherwise the link would be replaced and the file would stay.
        let path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let folder = try FileDescriptor.open(FilePath(folder(of: path)), .readOnly)
        return try folder.closeAfter {
            guard flock(folder.rawValue, LOCK_EX) == 0 else { throw Errno(rawValue: errno) }
            var file = try load(path)
            try body(&file)
            let draft = try file.draft(beside: path)
            do {
                // The user who rotates may differ from the server's user, who has to read the file.
                var old = stat()
                guard unsafe stat(path, &old) == 0, unsafe chown(draft, old.st_uid, old.st_gid) == 0,
                    unsafe rename(draft, path) == 0
                else { throw Errno(rawValue: errno) }
            } catch {
                try? FileManager.default.removeItem(atPath: draft)
                throw error
            }
            guard fsync(folder.rawValue) == 0 else { throw Errno(rawValue: errno) }
            return file
        }
    }

    private static func folder(of path: String) -> String {
        URL(fileURLWithPath: path).deletingLastPathComponent().path
    }

    /// Writes a file that from the first byte only its owner can read.
    private func draft(beside path: String) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let draft = "\(path).\(UUID().uuidString)"
        let file = try FileDescriptor.open(
            FilePath(draft), .writeOnly, options: [.create, .exclusiveCreate], permissions: .ownerReadWrite)
        do {
            try file.closeAfter {
                _ = try file.writeAll(try encoder.encode(self))
                // The keys must be on the disk before a durable store seals records under them.
                try FileHandle(fileDescriptor: file.rawValue, closeOnDealloc: false).synchronize()
            }
        } catch {
            try? FileManager.default.removeItem(atPath: draft)
            throw error
        }
        return draft
    }

    /// The roots in the form that the library reads.
    var rootList: [(id: String, base64: String)] { roots.map { ($0.id, $0.key) } }

    /// The keys that sign tokens.
    func signingKeys() throws -> [RSASigningKey] { try signing.map { try RSASigningKey(pem: $0.pem, use: $0.use) } }
}

/// The digits of ids.
private enum Hexadecimal {
    static func text(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
