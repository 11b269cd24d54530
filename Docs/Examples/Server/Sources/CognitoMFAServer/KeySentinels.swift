import CognitoMFA

/// One sealed row for each root that has sealed in a store, so that a process without one of them is found before it
/// writes what the others cannot read.
struct KeySentinels: Sendable {
    static let prefix = "server/keys/"
    /// A row that stands while rows are sealed anew: no process serves the store meanwhile.
    static let resealing = RecordKey(prefix + "resealing")
    private static let text = Array("cognito-mfa-server".utf8)
    private let store: any RecordScanning
    private let sealer: any RecordSealer

    init(store: any RecordScanning, sealer: any RecordSealer) {
        self.store = store
        self.sealer = sealer
    }

    /// The keys at hand are not those, or not all of those, that the rows of the store are sealed with.
    enum Failure: Error, Hashable, CustomStringConvertible {
        /// The row of this root does not open.
        case missing(root: String)
        /// There are rows, and nothing says with which keys they are sealed.
        case unmarked
        /// Rows are being sealed anew, or that was interrupted.
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

    /// Opens the rows of all roots, and leaves one of the root that seals now.
    func claim() async throws {
        let isEmpty = try await store.scan(prefix: "", after: nil, limit: 1).isEmpty
        // Read after the store was seen to hold rows: the first of two processes leaves its mark before anything else.
        let marks = try await check()
        if marks.isEmpty {
            guard isEmpty else { throw Failure.unmarked }
            // One row for whoever is first: of two with keys of their own the other opens it and cannot.
            try await leave("first")
        }
        let own = Self.text(of: sealer.keyID)
        if !marks.contains(RecordKey(Self.prefix + own)) { try await leave(own) }
    }

    private func leave(_ name: String) async throws {
        let key = RecordKey(Self.prefix + name)
        if try await store.compareAndSwap(key, .insert(mark(key))) == .conflict { try await check() }
    }

    /// The row of the root that seals now.
    private func mark(_ key: RecordKey) throws -> VersionedRecord {
        let keyID = sealer.keyID
        return VersionedRecord(
            version: Self.version, contents: [UInt8(keyID.count)] + keyID + (try sealer.seal(Self.text, of: key)))
    }

    private static let version = RecordVersion(String(repeating: "0", count: 32))

    /// Opens the rows of all roots.
    ///
    /// - Returns: their keys.
    /// - Throws: ``Failure``, or what the store says.
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

// The marks while the sealer of all rows changes from one to another; `sealer` is the one to come.
extension KeySentinels {
    /// Verifies that the marks are those of either sealer.
    ///
    /// - Throws: ``Failure/missing(root:)``; ``AlreadySealed`` when rows without a sealer are asked for and there are none.
    func verifyMarks(from old: any RecordSealer) async throws {
        let former = KeySentinels(store: store, sealer: old)
        let rows = try await rows()
        let marks = rows.filter { $0.key != Self.resealing }
        // Rows that nothing has sealed would be taken as they are, whoever has put them among the sealed ones.
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

    /// Leaves the marks of the sealer to come in place of all others, or none if there is no sealer, and opens the store.
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
