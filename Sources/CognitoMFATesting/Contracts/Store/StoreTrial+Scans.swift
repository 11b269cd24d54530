import AuthFlow
import CognitoMFAService

// Scans, for a store that can list.
extension StoreTrial {
    /// The number of scans after which a store that lags must list every row.
    private static let lag = 64

    func scans() async throws {
        guard let scanning = second.store as? any RecordScanning else { return }
        let stem = prefix + "scan_"
        // Bytes order `-` before `/`, digits, `_` and letters; a language's collation does not.
        let tails = [
            "-", "--", "-a", "/", "/a", "0", "00", "1", "10", "2", "9", "_", "__", "_a", "a", "a-", "a-b", "a/", "a/b",
            "a0", "a_", "a_b", "aa", "ab", "b", "z", "zz",
        ]
        var rows: [ScannedRecord] = []
        for tail in tails {
            let row = ScannedRecord(key: key(whole: stem + tail), record: row(Array(tail.utf8)))
            _ = try await first.swap(row.key, .insert(row.record))
            rows.append(row)
        }
        // Neighbouring keys; one matches if `_` is a wildcard.
        for neighbour in ["scan", "scan-x", "scan/x", "scana", "scanax", "scam_z"] {
            _ = try await first.swap(key(neighbour), .insert(row([0])))
        }
        rows.sort { $0.key.text.utf8.lexicographicallyPrecedes($1.key.text.utf8) }
        guard try await finds(rows, scanning, stem) else { return }
        try await pages(rows, scanning, stem)
    }

    private func finds(
        _ rows: [ScannedRecord], _ scanning: any RecordScanning, _ stem: String
    ) async throws -> Bool {
        var found: [ScannedRecord] = []
        for _ in 0..<Self.lag {
            found = try await second.scan(scanning, stem, limit: 1_000)
            if Set(found) == Set(rows) { break }
            await Task.yield()
        }
        let (strange, missing) = (Set(found).subtracting(rows), Set(rows).subtracting(found))
        report.expect(
            strange.isEmpty && missing.isEmpty && found.count == rows.count, .scanByPrefix,
            "of \(rows.count) rows \(missing.count) were not found, and \(found.count - rows.count + missing.count) were "
                + "found that are not among them")
        guard strange.isEmpty, missing.isEmpty else { return false }
        report.expect(found == rows, .scanInOrder, "the rows came in another order")
        return true
    }

    private func pages(_ rows: [ScannedRecord], _ scanning: any RecordScanning, _ stem: String) async throws {
        func keys(after key: RecordKey, limit: Int = 1_000) async throws -> Set<RecordKey> {
            Set(try await second.scan(scanning, stem, after: key, limit: limit).map(\.key))
        }
        for (place, row) in rows.enumerated() where place % 3 == 0 || row == rows.last {
            // Start after a row, and after a key without a row.
            for after in [row.key, RecordKey(row.key.text + "-0")] {
                let due = rows.map(\.key).filter { after.text.utf8.lexicographicallyPrecedes($0.text.utf8) }
                let found = try await keys(after: after)
                report.expect(
                    found == Set(due), .scanAfter,
                    "behind \(after.text.dropFirst(stem.count)) \(found.count) rows were found in place of \(due.count)"
                )
            }
        }
        for limit in [2, 7, rows.count] {
            var paged: [RecordKey] = []
            for _ in 0...rows.count {
                let page = try await second.scan(scanning, stem, after: paged.last, limit: limit)
                report.expect(
                    page.count <= limit, .scanLimit, "a scan for at most \(limit) rows answered \(page.count)")
                guard !page.isEmpty, page.count <= limit else { break }
                paged += page.map(\.key)
            }
            report.expect(
                Set(paged) == Set(rows.map(\.key)) && paged.count == rows.count, .scanLimit,
                "pages of \(limit) came to \(paged.count) rows in place of \(rows.count)")
        }
    }
}
