/// The form of a field, as the release before knows it.
///
/// Frozen: these tables say what format 1 is. A critical field that is added to them is one that every server must know
/// before it is written.
package indirect enum PreviousShape: Sendable {
    case text, bytes, number, flag, byte
    /// A value with fields of its own.
    case value([UInt8: PreviousShape])
    /// A list of such values.
    case list([UInt8: PreviousShape])

    /// The fields of a record by the number of its kind.
    package static let kinds: [UInt8: [UInt8: PreviousShape]] = [
        1: user, 2: pool, 3: client, 4: reservation, 5: tombstone, 6: decoy, 7: sendQuota, 8: family, 9: directory,
        11: group,
    ]

    private static let ladder: [UInt8: PreviousShape] = [1: .number, 2: .number, 3: .number]
    private static let passwordCounter: [UInt8: PreviousShape] = [1: .value(ladder), 2: .number]
    private static let hourly: [UInt8: PreviousShape] = [1: .list([1: .byte, 2: .number, 3: .number])]
    private static let sentCode: [UInt8: PreviousShape] = [
        1: .bytes, 2: .bytes, 3: .text, 4: .text, 5: .number, 6: .number,
    ]
    private static let pendingToken: [UInt8: PreviousShape] = [1: .bytes, 2: .number, 3: .number]
    private static let texts: PreviousShape = .list([1: .text])
    private static let listing: PreviousShape = .list([1: .text, 2: .flag])

    private static let session: [UInt8: PreviousShape] = [
        1: .bytes, 2: .text, 3: .number, 4: .number, 5: .number, 6: .number, 7: .byte, 8: .byte, 9: texts,
        10: .value(sentCode), 11: .value(pendingToken),
        20: .byte,
    ]
    private static let codes: PreviousShape = .list([
        1: .text, 2: .value([2: .bytes, 3: .value(sentCode), 4: .flag]),
    ])
    private static let user: [UInt8: PreviousShape] = [
        1: .text, 2: .text, 3: .number, 4: .text, 5: .flag, 6: .number, 7: .number,
        8: .list([1: .text, 2: .text]), 9: .text, 10: .number,
        12: .value([1: .bytes, 2: .number, 3: .list([1: .bytes, 2: .bytes])]),
        13: .value([1: .byte, 2: .byte]), 14: .value([1: .bytes, 2: .text, 3: .number]),
        15: .value([1: .bytes, 2: .value(pendingToken)]), 16: .list(session), 17: .value(passwordCounter),
        18: .value([1: .value(ladder), 2: .list([1: .text, 2: .number, 3: .number])]), 19: .bytes,
        20: .list([1: .text, 2: .value([1: .bytes, 2: .bytes])]), 21: .value(hourly), 22: codes,
        23: .value([1: .bytes, 2: .number]), 24: .flag, 25: .number, 26: .value([1: .value(tombstone)]),
        40: .list([1: .bytes, 2: .bytes]), 42: .list([1: .bytes, 2: .number]),
    ]
    /// A stored setting, as deep as settings are read.
    private static func setting(_ depth: Int = 0) -> [UInt8: PreviousShape] {
        let plain: [UInt8: PreviousShape] = [1: .text, 2: .number, 3: .flag, 4: .byte]
        guard depth < 8 else { return plain }
        let inner = setting(depth + 1)
        return plain.merging([5: .list(inner), 6: .list([1: .text, 2: .value(inner)])]) { $1 }
    }
    private static let settings: PreviousShape = .list([1: .text, 2: .value(setting())])
    private static let pool: [UInt8: PreviousShape] = [
        1: .text, 2: .text, 3: .number, 4: .text, 5: texts, 6: .text,
        7: .value([1: .text, 2: .text, 3: .text, 4: .value(setting())]),
        8: .value([1: .number, 2: .flag, 3: .flag, 4: .flag, 5: .flag, 6: .number, 7: .number]), 9: .flag, 10: texts,
        11: .value([1: texts]), 12: .value([1: .text, 2: .text, 3: .text, 4: .text, 5: .text, 6: .text]), 13: .flag,
        14: texts, 15: .flag, 16: texts, 17: texts,
        18: .list([1: .text, 2: .flag, 3: .flag, 4: .text, 5: .text, 6: .text]), 19: .bytes,
        20: listing, 21: .number, 22: .value([1: .text, 2: .text]), 23: .flag, 24: settings, 25: settings, 26: .flag,
    ]
    private static let client: [UInt8: PreviousShape] = [
        1: .text, 2: .text, 3: .text, 4: .text, 5: texts, 6: .number, 7: .number, 8: .number, 9: .number, 10: .flag,
        11: .flag, 12: .number, 13: .value([1: texts]), 14: .value([1: texts]), 15: settings,
        16: .list([1: .text, 2: .text, 3: .number]), 17: .number, 18: .number, 19: .bytes, 20: .flag,
    ]
    private static let holder: PreviousShape = .value([1: .bytes, 2: .bytes])
    private static let reservation: [UInt8: PreviousShape] = [
        1: .text, 2: holder, 3: holder, 4: .number, 5: .flag, 19: .bytes,
    ]
    private static let tombstone: [UInt8: PreviousShape] = [1: .number, 19: .bytes]
    private static let decoy: [UInt8: PreviousShape] = [
        4: .number, 6: .value(user), 7: .bytes, 19: .bytes,
    ]
    private static let sendQuota: [UInt8: PreviousShape] = [1: .number, 2: .number, 19: .bytes]
    private static let family: [UInt8: PreviousShape] = [
        1: .bytes, 2: .text, 3: .bytes, 4: .text, 5: .text, 6: .number, 7: .number, 8: .number, 9: .number, 10: .number,
        11: .number, 12: .flag, 19: .bytes, 40: .value([1: .byte, 2: .byte]),
    ]
    private static let group: [UInt8: PreviousShape] = [
        1: .text, 2: .text, 3: .bytes, 4: .text, 5: .text, 6: .number, 7: .number, 8: .number, 19: .bytes,
    ]
    private static let directory: [UInt8: PreviousShape] = [1: listing, 19: .bytes]
}
