/// The flaw of a store; each case is a mistake that somebody has made.
enum StoreFlaw: String, CaseIterable, Sendable {
    case insertOverwrites, replacesAnyVersion, replacesNothing, deletesAnyVersion, writesAndRefuses, deniesItsWrites
    case countsVersions, comparesHalves, comparesCaselessly
    case checksThenInserts, checksThenReplaces, checksThenDeletes, commitsInBatches
    case cachesReads, readsReplica
    case cutsKeys, foldsKeys, tidiesPaths
    case cutsContents, endsAtNUL, repairsText, dropsEmptyRows
    case keepsSeconds, forgetsExpiry, clampsToEpoch
    case hidesExpired, removesExpired, overwritesExpired, ignoresSwapsOfExpired
    case stopsHalfWay, deniesAfterCancelling
    case answersFirst, storesContentsLater
    case scansPatterns, scansInDictionaryOrder, scansFromAfter, scansFromPresentRowsOnly, scansWithoutLimit, shoutsKeys
    case neverAnswers

    /// The clause that must be found broken.
    var clause: String {
        switch self {
        case .insertOverwrites: "insert-if-absent"
        case .replacesAnyVersion, .replacesNothing: "replace-by-version"
        case .deletesAnyVersion: "delete-by-version"
        case .writesAndRefuses, .deniesItsWrites: "conflict-changes-nothing"
        case .countsVersions: "recreation-fools-nobody"
        case .comparesHalves, .comparesCaselessly: "versions-exact"
        case .checksThenInserts: "one-insert-wins"
        case .checksThenReplaces: "one-replace-wins"
        case .checksThenDeletes: "one-delete-wins"
        case .commitsInBatches: "no-lost-update"
        case .cachesReads, .readsReplica: "reads-see-swaps"
        case .cutsKeys, .foldsKeys, .tidiesPaths: "keys-exact"
        case .cutsContents, .endsAtNUL, .repairsText, .dropsEmptyRows: "contents-exact"
        case .keepsSeconds, .forgetsExpiry, .clampsToEpoch: "expiry-exact"
        case .hidesExpired, .removesExpired, .overwritesExpired: "expired-rows-stay"
        case .ignoresSwapsOfExpired: "expired-rows-swap"
        case .stopsHalfWay, .deniesAfterCancelling: "cancelled-swaps-whole"
        case .answersFirst, .storesContentsLater: "durable-on-return"
        case .scansPatterns, .shoutsKeys: "scan-by-prefix"
        case .scansInDictionaryOrder: "scan-in-order"
        case .scansFromAfter, .scansFromPresentRowsOnly: "scan-after"
        case .scansWithoutLimit: "scan-limit"
        case .neverAnswers: "store-answers"
        }
    }
}
