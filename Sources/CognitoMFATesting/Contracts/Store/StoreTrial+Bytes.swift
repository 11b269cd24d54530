import AuthFlow
import CognitoMFACore
import CognitoMFAService

// Keys, contents and expiry must come back unchanged.
extension StoreTrial {
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789/_-".utf8)

    /// Inserts rows under keys that are easily confused, then reads all of them.
    func keys() async throws {
        let longest = 120
        let stem = Array((prefix + "k").utf8)
        let base = stem + (stem.count..<longest).map { Self.alphabet[($0 * 7) % Self.alphabet.count] }
        var names: [[UInt8]] = [base]
        // Each key differs from the base in one letter, at every position after the prefix.
        for place in stem.count..<longest {
            var other = base
            other[place] = base[place] == UInt8(ascii: "x") ? UInt8(ascii: "y") : UInt8(ascii: "x")
            names.append(other)
        }
        // Every allowed letter, with no other difference.
        for letter in Self.alphabet { names.append(stem + [UInt8(ascii: "/"), letter]) }
        // Keys that paths, patterns and case folding equate, and a key that is a prefix of another.
        for tail in ["a", "a/", "a//b", "a/b", "a/b/c", "a/b/c/", "a_b", "a-b", "axb", "a__b", "00", "0", "-1", "1"] {
            names.append(stem + Array("p/\(tail)".utf8))
        }
        var kept: [(RecordKey, VersionedRecord)] = []
        for name in names {
            let key = key(whole: String(decoding: name, as: UTF8.self))
            let row = row(Array(key.text.utf8))
            let answer = try await first.swap(key, .insert(row))
            report.expect(
                answer == .swapped, .keysExact,
                "an insert under \(key) of \(name.count) bytes answered \(answer), as if another key were this one")
            if answer == .swapped { kept.append((key, row)) }
        }
        for (key, row) in kept {
            let found = try await second.read(key)
            report.expect(
                found == row, .keysExact,
                "\(key) of \(key.text.utf8.count) bytes holds \(found == nil ? "nothing" : "another key's row")")
        }
    }

    func contents() async throws {
        let everyByte = [UInt8](0...255)
        let largest = (0..<256).flatMap { _ in everyByte }
        var samples: [(String, [UInt8])] = [
            ("no bytes", []), ("every byte value", everyByte), ("65,536 bytes", largest),
            ("65,536 bytes of a seed", bytes(65_536)), ("65,535 bytes", Array(largest.dropLast())),
            ("65,536 zeros", [UInt8](repeating: 0, count: 65_536)), ("zeros at both ends", [0, 0, 1, 0, 0]),
            ("blanks at both ends", Array(" \t\r\n x \r\n\t ".utf8)), ("what is not UTF-8", [0xC3, 0x28, 0xFF, 0xFE]),
            ("quotes and wildcards", Array("'\"\\%_;--\0$1?{}".utf8)), ("hexadecimal digits", Array("deadbeef".utf8)),
            ("a byte order mark", [0xEF, 0xBB, 0xBF, 0x61]),
        ]
        samples += everyByte.map { ("the one byte \($0)", [$0]) }
        for (place, sample) in samples.enumerated() {
            let key = key("contents-\(place)")
            let row = row(sample.1)
            let answer = try await first.swap(key, .insert(row))
            let found = try await second.read(key)
            report.expect(
                answer == .swapped && found?.contents == row.contents, .contentsExact,
                "\(sample.0) came back as \(found.map { "\($0.contents.count) bytes" } ?? "no row")")
        }
        // One row grows and shrinks.
        let key = key("contents-resized")
        var stored = row([])
        _ = try await first.swap(key, .insert(stored))
        for count in [65_536, 0, 4_096, 1] {
            let next = row(bytes(count))
            let answer = try await first.swap(key, .replace(stored.version, with: next))
            let found = try await second.read(key)
            report.expect(
                answer == .swapped && found?.contents == next.contents, .contentsExact,
                "\(stored.contents.count) bytes were replaced by \(count), and \(found?.contents.count ?? -1) came back"
            )
            stored = found ?? next
        }
    }

    /// Tests expiry times in every direction and none: each under its own key, then all under one.
    func expiries() async throws {
        let times: [UnixTime?] = [
            nil, UnixTime(milliseconds: 0), UnixTime(milliseconds: 1), UnixTime(milliseconds: -1),
            UnixTime(milliseconds: 1_800_000_000_123), UnixTime(milliseconds: 1_800_000_000_999),
            // The end of the year 9999 and the year 1.
            UnixTime(milliseconds: 253_402_300_799_999), UnixTime(milliseconds: -62_135_596_799_999), nil,
        ]
        let changing = key("expiry")
        var stored: VersionedRecord?
        for (place, time) in times.enumerated() {
            let separate = row([1], expiresAt: time)
            let key = key("expiry-\(place)")
            _ = try await first.swap(key, .insert(separate))
            let next = row([2], expiresAt: time)
            _ = try await first.swap(changing, stored.map { .replace($0.version, with: next) } ?? .insert(next))
            let isPast = time.map { $0 < UnixTime(seconds: 1_000_000_000) } ?? false
            for found in [try await second.read(key), try await second.read(changing)] {
                // A missing row is tested elsewhere: a store may delete a row after its expiry.
                guard found != nil || !isPast else { continue }
                report.expect(
                    found != nil && found?.expiresAt == time, .expiryExact,
                    "\(Self.spelt(time)) came back as \(found.map { Self.spelt($0.expiresAt) } ?? "no row")")
            }
            stored = try await first.read(changing)
        }
        try await expiredRows()
    }

    private static func spelt(_ time: UnixTime?) -> String { time.map { "\($0)" } ?? "nil" }

    /// Tests several rows: a store may delete any of them at any time, but all at once means that the clock hides them.
    private func expiredRows() async throws {
        let keys = (0..<6).map { key("expired-\($0)") }
        var rows: [VersionedRecord] = []
        for key in keys {
            let row = row([3], expiresAt: UnixTime(milliseconds: 946_684_800_000))
            rows.append(row)
            _ = try await first.swap(key, .insert(row))
        }
        var shown = 0
        for (key, row) in zip(keys, rows) {
            if try await second.read(key)?.version == row.version {
                shown += 1
            } else if try await first.swap(key, .insert(row)) == .conflict {
                report.add(.expiredRowsStay, "an expired row is not read, and prevents an insert")
                return
            }
        }
        report.expect(shown > 0, .expiredRowsStay, "of \(keys.count) expired rows none was there an instant later")
        guard shown > 0 else { return }

        var overwritten = 0
        for (place, key) in keys.enumerated() {
            let other = row([4], expiresAt: rows[place].expiresAt)
            guard try await first.swap(key, .insert(other)) == .swapped else { continue }
            overwritten += 1
            rows[place] = other
        }
        report.expect(overwritten < keys.count, .expiredRowsStay, "an insert took the place of an expired row")

        for (place, key) in keys.enumerated() {
            let isDeletion = place % 2 == 0
            let change: RecordChange =
                isDeletion ? .delete(rows[place].version) : .replace(rows[place].version, with: row([5]))
            let answer = try await first.swap(key, change)
            let found = try await second.read(key)?.version
            if answer == .conflict {
                report.expect(
                    found != rows[place].version, .expiredRowsSwap,
                    "a \(isDeletion ? "deletion" : "replacement") of an expired row by its version answered conflict")
            } else {
                report.expect(
                    found == change.made, .expiredRowsSwap, "a swap of an expired row was acknowledged and not made")
            }
        }
    }
}
