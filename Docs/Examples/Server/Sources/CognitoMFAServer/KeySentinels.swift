import CognitoMFA

/// One sealed row for each root that has sealed in a store, so that a process without one of them is found before it
/// writes what the others cannot read.
struct KeySentinels: Sendable {
    private static let prefix = "server/keys/"
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

        var description: String {
            switch self {
            case .missing(let root):
                "The store's rows are sealed with other keys than the file of --keys holds (mark \(root)). Put the right file in its place."
            case .unmarked: "The store holds rows that this server has not written."
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
        let keyID = sealer.keyID
        let row = VersionedRecord(
            version: RecordVersion(String(repeating: "0", count: 32)),
            contents: [UInt8(keyID.count)] + keyID + (try sealer.seal(Self.text, of: key)))
        if try await store.compareAndSwap(key, .insert(row)) == .conflict { try await check() }
    }

    /// Opens the rows of all roots.
    ///
    /// - Returns: their keys.
    /// - Throws: ``Failure``, or what the store says.
    @discardableResult
    func check() async throws -> [RecordKey] {
        try await store.scan(prefix: Self.prefix, after: nil, limit: 1_000).map { row in
            let contents = row.record.contents
            let keyID = Array(contents.dropFirst().prefix(Int(contents.first ?? 0)))
            let sealed = Array(contents.dropFirst(1 + keyID.count))
            guard let text = try? sealer.open(sealed, of: row.key, sealedBy: keyID), text == Self.text else {
                throw Failure.missing(root: Self.text(of: keyID))
            }
            return row.key
        }
    }

    private static func text(of keyID: [UInt8]) -> String {
        keyID.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
