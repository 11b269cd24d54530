import CognitoMFA
import CognitoMFARSATokens
import Foundation
import SystemPackage

/// Every key of a server: roots, from which the service's and the sealer's are derived, and what signs tokens (R101).
///
/// Newest first. An old RSA key stays until the tokens it signed have expired, a day at most. An old root stays: it has
/// sealed rows, and nothing writes all of them anew.
struct KeyFile: Codable {
    /// A root, 32 bytes in base64.
    struct Root: Codable {
        let id: String
        let key: String
    }

    /// A private RSA key in PEM.
    struct Signing: Codable {
        let use: TokenUse
        let pem: String
    }

    var roots: [Root]
    var signing: [Signing]

    /// Others can read the file, or it is no file of keys.
    enum Failure: Error, CustomStringConvertible {
        case isReadable(String, Int)
        case isNoKeyFile(String)

        var description: String {
            switch self {
            case .isReadable(let path, let mode):
                "\(path) has mode \(String(mode, radix: 8)): others can read it. It must be 600."
            case .isNoKeyFile(let path): "\(path) holds no keys."
            }
        }
    }

    /// Fresh keys.
    static func make() throws -> Self {
        var file = Self(roots: [], signing: [])
        try file.rotate()
        return file
    }

    /// Puts fresh keys before the others.
    mutating func rotate() throws {
        let random = SystemRandomSource()
        let id = Hexadecimal.text(random.bytes(count: 8, for: .nonce))
        roots.insert(Root(id: id, key: Base64.encode(random.bytes(count: 32, for: .secret))), at: 0)
        for use in TokenUse.allCases {
            signing.insert(Signing(use: use, pem: try RSASigningKey.generate(for: use).pem), at: 0)
        }
    }

    /// Reads the file at `path`, and makes it if there is none: of two processes that start at once, one makes it.
    static func loadOrMake(_ path: String) throws -> Self {
        if !FileManager.default.fileExists(atPath: path) {
            let draft = try make().draft(beside: path)
            defer { try? FileManager.default.removeItem(atPath: draft) }
            // A link, unlike a rename, never takes another's place.
            do {
                try FileManager.default.linkItem(atPath: draft, toPath: path)
            } catch  where FileManager.default.fileExists(atPath: path) {
                return try load(path)
            }
        }
        return try load(path)
    }

    /// Reads the file at `path`.
    ///
    /// - Throws: ``Failure`` when it can be read by others than its owner, or holds no keys.
    static func load(_ path: String) throws -> Self {
        let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let attributes = try FileManager.default.attributesOfItem(atPath: real)
        let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
        guard mode & 0o077 == 0 else { throw Failure.isReadable(path, mode) }
        let content = try Data(contentsOf: URL(fileURLWithPath: real))
        guard let file = try? JSONDecoder().decode(Self.self, from: content), !file.roots.isEmpty,
            !file.signing.isEmpty
        else { throw Failure.isNoKeyFile(path) }
        return file
    }

    /// Puts these keys in the place of the file at `path`, whole or not at all.
    func save(replacing path: String) throws {
        let draft = try draft(beside: path)
        guard unsafe rename(draft, path) == 0 else {
            let code = errno
            try FileManager.default.removeItem(atPath: draft)
            throw Errno(rawValue: code)
        }
    }

    /// Writes a file that only its owner can read, from its first byte on.
    private func draft(beside path: String) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let draft = "\(path).\(UUID().uuidString)"
        let file = try FileDescriptor.open(
            FilePath(draft), .writeOnly, options: [.create, .exclusiveCreate], permissions: .ownerReadWrite)
        try file.closeAfter {
            _ = try file.writeAll(try encoder.encode(self))
            // What a durable store seals under these keys must not outlive them.
            try FileHandle(fileDescriptor: file.rawValue, closeOnDealloc: false).synchronize()
        }
        return draft
    }

    /// The roots as the library takes them.
    var rootList: [(id: String, base64: String)] { roots.map { ($0.id, $0.key) } }

    /// The keys that sign tokens.
    func signingKeys() throws -> [RSASigningKey] { try signing.map { try RSASigningKey(pem: $0.pem, use: $0.use) } }
}

/// Digits for ids.
private enum Hexadecimal {
    static func text(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
