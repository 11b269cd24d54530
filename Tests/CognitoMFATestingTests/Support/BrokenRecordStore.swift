import AuthFlow
import CognitoMFACore
import CognitoMFAService

/// One handle on a store with one flaw.
actor BrokenRecordStore: RecordScanning {
    private let flaw: StoreFlaw
    private let shared: SharedRows
    private var cache: [RecordKey: VersionedRecord?] = [:]
    private var replica: [RecordKey: VersionedRecord] = [:]

    struct Down: Error {}

    init(_ flaw: StoreFlaw, _ shared: SharedRows) {
        self.flaw = flaw
        self.shared = shared
    }

    func read(_ key: RecordKey) async throws -> VersionedRecord? {
        let key = kept(key)
        switch flaw {
        case .neverAnswers: throw Down()
        case .cachesReads:
            if let row = cache[key] { return row }
            let row = await shared.read(key)
            cache[key] = .some(row)
            return row
        case .readsReplica:
            let row = replica[key]
            replica = await shared.rows
            return row
        case .answersFirst: await shared.flush()
        default: break
        }
        guard let row = await shared.read(key) else { return nil }
        if [.hidesExpired, .removesExpired].contains(flaw), isExpired(row) {
            if flaw == .removesExpired { await shared.put(nil, key) }
            return nil
        }
        return row
    }

    func compareAndSwap(_ key: RecordKey, _ change: RecordChange) async throws -> SwapOutcome {
        let key = kept(key)
        let change = altered(change)
        let stored = await shared.read(key)
        switch flaw {
        case .neverAnswers: throw Down()
        case .insertOverwrites, .overwritesExpired:
            guard case .insert(let new) = change, flaw == .insertOverwrites || stored.map(isExpired) == true else {
                break
            }
            await shared.put(new, key)
            return .swapped
        case .replacesAnyVersion:
            guard case .replace(_, let new) = change, stored != nil else { break }
            await shared.put(new, key)
            return .swapped
        case .replacesNothing:
            guard case .replace(_, let new) = change, stored == nil else { break }
            await shared.put(new, key)
            return .swapped
        case .deletesAnyVersion:
            guard case .delete = change, stored != nil else { break }
            await shared.put(nil, key)
            return .swapped
        case .writesAndRefuses:
            guard case .replace(let old, let new) = change, let stored, stored.version != old else { break }
            await shared.put(
                VersionedRecord(version: stored.version, contents: new.contents, expiresAt: stored.expiresAt), key)
            return .conflict
        case .deniesItsWrites:
            let outcome = await shared.swap(key, change)
            guard outcome == .swapped else { return outcome }
            return await shared.isUnlucky() ? .conflict : .swapped
        case .countsVersions: return await shared.swapCounting(key, change)
        case .comparesHalves:
            return await shared.swap(key, change) { $0.text.prefix(16) == $1.text.prefix(16) }
        case .comparesCaselessly:
            return await shared.swap(key, change) { Int($0.text, radix: 10) == Int($1.text, radix: 10) || $0 == $1 }
        case .checksThenInserts, .checksThenReplaces, .checksThenDeletes:
            return await checkingThenWriting(key, change, stored)
        case .commitsInBatches: return await batched(key, change)
        case .cachesReads: cache[key] = nil
        case .removesExpired:
            if let stored, isExpired(stored) { await shared.put(nil, key) }
        case .ignoresSwapsOfExpired:
            if let stored, isExpired(stored), change.insertedRow == nil { return .conflict }
        case .stopsHalfWay:
            guard Task.isCancelled, case .replace(let old, let new) = change, stored?.version == old else { break }
            await shared.put(VersionedRecord(version: old, contents: new.contents, expiresAt: new.expiresAt), key)
            throw Down()
        case .deniesAfterCancelling:
            let outcome = await shared.swap(key, change)
            return Task.isCancelled ? .conflict : outcome
        case .answersFirst: await shared.flush()
        default: break
        }
        let outcome = await shared.swap(key, change)
        switch flaw {
        case .answersFirst: break
        case .storesContentsLater: await shared.flushWithoutContents(key)
        default: await shared.flush(key)
        }
        return outcome
    }

    private func checkingThenWriting(
        _ key: RecordKey, _ change: RecordChange, _ stored: VersionedRecord?
    ) async -> SwapOutcome {
        switch (flaw, change) {
        case (.checksThenInserts, .insert(let new)) where stored == nil:
            await Task.yield()
            await shared.put(new, key)
        case (.checksThenReplaces, .replace(let old, let new)) where stored?.version == old:
            await Task.yield()
            await shared.put(new, key)
        case (.checksThenDeletes, .delete(let old)) where stored?.version == old:
            await Task.yield()
            await shared.put(nil, key)
        default: return await shared.swap(key, change)
        }
        return .swapped
    }

    private func batched(_ key: RecordKey, _ change: RecordChange) async -> SwapOutcome {
        await shared.enter(key)
        await Task.yield()
        let outcome = await shared.swap(key, change)
        let isSingle = await shared.isAlone(key)
        await shared.leave(key)
        return isSingle ? outcome : .swapped
    }

    func scan(prefix: String, after key: RecordKey?, limit: Int) async throws -> [ScannedRecord] {
        var found = await shared.rows.map { ScannedRecord(key: $0.key, record: $0.value) }
        found = found.filter { row in
            guard flaw == .scansPatterns else { return row.key.text.utf8.starts(with: prefix.utf8) }
            let (text, pattern) = (Array(row.key.text.utf8), Array(prefix.utf8))
            return text.count >= pattern.count
                && zip(text, pattern).allSatisfy { $0 == $1 || $1 == UInt8(ascii: "_") }
        }
        func word(_ text: String) -> [UInt8] { text.utf8.filter { $0 > UInt8(ascii: "/") && $0 != UInt8(ascii: "_") } }
        found.sort { left, right in
            flaw == .scansInDictionaryOrder && word(left.key.text) != word(right.key.text)
                ? word(left.key.text).lexicographicallyPrecedes(word(right.key.text))
                : left.key.text.utf8.lexicographicallyPrecedes(right.key.text.utf8)
        }
        if let key {
            if flaw == .scansFromPresentRowsOnly {
                if let place = found.firstIndex(where: { $0.key == key }) { found.removeFirst(place + 1) }
            } else {
                found.removeAll {
                    flaw == .scansFromAfter
                        ? $0.key.text.utf8.lexicographicallyPrecedes(key.text.utf8)
                        : !key.text.utf8.lexicographicallyPrecedes($0.key.text.utf8)
                }
            }
        }
        if flaw == .shoutsKeys {
            found = found.map { ScannedRecord(key: RecordKey($0.key.text.uppercased()), record: $0.record) }
        }
        return flaw == .scansWithoutLimit ? found : Array(found.prefix(limit))
    }

    private func isExpired(_ row: VersionedRecord) -> Bool {
        row.expiresAt.map { $0 < UnixTime(seconds: 1_700_000_000) } ?? false
    }

    private func kept(_ key: RecordKey) -> RecordKey {
        switch flaw {
        case .cutsKeys: RecordKey(String(key.text.prefix(100)))
        case .foldsKeys: RecordKey(String(key.text.map { $0 == "_" ? "-" : $0 }))
        case .tidiesPaths: RecordKey("/" + key.text.split(separator: "/").joined(separator: "/"))
        default: key
        }
    }

    private func altered(_ change: RecordChange) -> RecordChange {
        switch change {
        case .insert(let row): .insert(altered(row))
        case .replace(let version, let row): .replace(version, with: altered(row))
        case .delete: change
        }
    }

    private func altered(_ row: VersionedRecord) -> VersionedRecord {
        var (contents, expiry) = (row.contents, row.expiresAt)
        switch flaw {
        case .cutsContents: contents = Array(contents.prefix(65_535))
        case .endsAtNUL: contents = Array(contents.prefix { $0 != 0 })
        case .repairsText: contents = Array(String(decoding: contents, as: UTF8.self).utf8)
        case .dropsEmptyRows: if contents.isEmpty { contents = [0] }
        case .keepsSeconds: expiry = expiry.map { UnixTime(seconds: $0.seconds) }
        case .forgetsExpiry: expiry = nil
        case .clampsToEpoch: expiry = expiry.map { max($0, UnixTime(milliseconds: 0)) }
        default: break
        }
        return VersionedRecord(version: row.version, contents: contents, expiresAt: expiry)
    }
}

extension RecordChange {
    fileprivate var insertedRow: VersionedRecord? {
        if case .insert(let row) = self { row } else { nil }
    }
}
