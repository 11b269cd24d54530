import CognitoMFA

/// Sentinel rows in a store, one sealed under each root that has sealed records there.
///
/// A process that lacks one of the roots is detected by them, before it writes records that the others cannot read.
struct KeySentinels: Sendable {
    static let prefix = "server/keys/"
    /// The row that exists while rows are resealed; no process serves the store meanwhile.
    static let resealing = RecordKey(prefix + "resealing")
    private static let text = Array("cognito-mfa-server".utf8)
    private let store: any RecordScanning
    private let sealer: any RecordSealer

    init(store: any RecordScanning, sealer: any RecordSealer) {
        self.store = store
        self.sealer = sealer
    }

    /// The current keys are not all of those that the rows of the store are sealed with.
    enum Failure: Error, Hashable, CustomStringConvertible {
        /// The row of this root does not open.
        case missing(root: String)
        /// There are rows, but no sentinel that tells their keys.
        case unmarked
        /// Rows are being resealed, or an earlier run was interrupted.
        case resealing

        var description: String {
            switch self {
            case .missing(let root):
                "The store's rows are sealed with other keys than the file of --keys holds (mark \(root)). Put the right file in its place."
            case .unmarked: "The store holds rows that this server has not written."
            case .resealing: "The store's rows are being sealed anew: run reseal to its end."
            }
        }
    }

    /// Opens the sentinels of all roots, and writes one for the sealing root.
    func enroll() async throws {
        let isEmpty = try await store.scan(prefix: "", after: nil, limit: 1).isEmpty
        // Read only after the store was seen to hold rows: the first of two processes writes its sentinel before other rows.
        let marks = try await check()
        if marks.isEmpty {
            guard isEmpty else { throw Failure.unmarked }
            // Two processes have different keys. The first inserts this row. The second tries to open it and fails.
            try await leave("first")
        }
        let own = Self.text(of: sealer.keyID)
        if !marks.contains(RecordKey(Self.prefix + own)) { try await leave(own) }
    }

    private func leave(_ name: String) async throws {
        let key = RecordKey(Self.prefix + name)
        if try await store.compareAndSwap(key, .insert(mark(key))) == .conflict { try await check() }
    }

    /// The sentinel of the sealing root.
    private func mark(_ key: RecordKey) throws -> VersionedRecord {
        let keyID = sealer.keyID
        return VersionedRecord(
            version: Self.version, contents: [UInt8(keyID.count)] + keyID + (try sealer.seal(Self.text, of: key)))
    }

    private static let version = RecordVersion(String(repeating: "0", count: 32))

    /// Opens the sentinels of all roots.
    ///
    /// - Returns: their keys.
    /// - Throws: ``Failure``, or the store's error.
    @discardableResult
    func check() async throws -> [RecordKey] {
        let rows = try await rows()
        guard !rows.contains(where: { $0.key == Self.resealing }) else { throw Failure.resealing }
        return try rows.map { row in
            try verify(row)
            return row.key
        }
    }

    private func rows() async throws -> [ScannedRecord] {
        try await store.scan(prefix: Self.prefix, after: nil, limit: 1_000)
    }

    private func verify(_ row: ScannedRecord) throws {
        let contents = row.record.contents
        let keyID = Array(contents.dropFirst().prefix(Int(contents.first ?? 0)))
        let sealed = Array(contents.dropFirst(1 + keyID.count))
        guard let text = try? sealer.open(sealed, of: row.key, sealedBy: keyID), text == Self.text else {
            throw Failure.missing(root: Self.text(of: keyID))
        }
    }

    private static func text(of keyID: [UInt8]) -> String {
        keyID.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

// The sentinels while all rows change from one sealer to another; `sealer` is the new one.
extension KeySentinels {
    /// Checks that the sentinels belong to one of the two sealers.
    ///
    /// - Throws: ``Failure/missing(root:)``; ``AlreadySealed`` when plain rows are expected but sentinels exist.
    func verifyMarks(from old: any RecordSealer) async throws {
        let former = KeySentinels(store: store, sealer: old)
        let rows = try await rows()
        let marks = rows.filter { $0.key != Self.resealing }
        // Plain rows would be accepted as they are, even if a stranger has put them among the sealed ones.
        if old.keyID.isEmpty, !marks.isEmpty, marks.count == rows.count { throw AlreadySealed() }
        for row in marks where (try? verify(row)) == nil { try former.verify(row) }
    }

    /// The rows of the store are sealed already.
    struct AlreadySealed: Error, CustomStringConvertible {
        var description: String { "The store's rows are sealed: name the keys in --from." }
    }

    /// Keeps processes from serving the store.
    func beginResealing() async throws {
        _ = try await store.compareAndSwap(
            Self.resealing, .insert(VersionedRecord(version: Self.version, contents: [])))
    }

    /// Replaces all sentinels by those of the new sealer, or by none if there is no sealer, and lets processes serve again.
    func endResealing() async throws {
        let names = sealer.keyID.isEmpty ? [] : ["first", Self.text(of: sealer.keyID)]
        let keys = names.map { RecordKey(Self.prefix + $0) }
        for key in keys {
            if let row = try await store.read(key) {
                _ = try await store.compareAndSwap(key, .replace(row.version, with: try mark(key)))
            } else {
                _ = try await store.compareAndSwap(key, .insert(try mark(key)))
            }
        }
        for row in try await rows() where row.key != Self.resealing && !keys.contains(row.key) {
            _ = try await store.compareAndSwap(row.key, .delete(row.record.version))
        }
        _ = try await store.compareAndSwap(Self.resealing, .delete(Self.version))
    }
}
