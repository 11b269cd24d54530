extension ContractClause {
    static let insertIfAbsent = ContractClause(
        "insert-if-absent", ["R1", "R9"], "an insert is made if the key is absent, and only then")
    static let replaceByVersion = ContractClause(
        "replace-by-version", ["R11", "R13"],
        "a replacement is made if the stored version is the one named, and only then")
    static let deleteByVersion = ContractClause(
        "delete-by-version", ["R11", "R116"], "a deletion is made if the stored version is the one named, and only then"
    )
    static let conflictChangesNothing = ContractClause(
        "conflict-changes-nothing", ["R17"], "what answers conflict has changed nothing, and never will")
    static let recreationFoolsNobody = ContractClause(
        "recreation-fools-nobody", ["R13", "R16"],
        "the version of a row that was deleted never swaps the row that came after")
    static let versionsExact = ContractClause(
        "versions-exact", ["R13"], "versions are kept and compared digit by digit")
    static let oneInsertWins = ContractClause(
        "one-insert-wins", ["R1", "R5"], "of many inserts under one key at once one is made")
    static let oneReplaceWins = ContractClause(
        "one-replace-wins", ["R11", "R51"], "of many replacements of one version at once one is made")
    static let oneDeleteWins = ContractClause(
        "one-delete-wins", ["R7", "R116"],
        "of many deletions and replacements of one version at once one is made, and what it made stays")
    static let noLostUpdate = ContractClause(
        "no-lost-update", ["R11", "R51"], "an acknowledged write is in every later one")
    static let readsSeeSwaps = ContractClause(
        "reads-see-swaps", ["R12", "R81"],
        "a read that starts after a swap has answered sees it or a later one, through every handle")
    static let keysExact = ContractClause(
        "keys-exact", ["R4"], "keys of up to 120 bytes of [a-z0-9/_-] are kept apart byte by byte")
    static let contentsExact = ContractClause(
        "contents-exact", ["R102", "R106"], "contents of 0 to 65,536 bytes come back byte by byte")
    static let expiryExact = ContractClause(
        "expiry-exact", ["R105"], "expiresAt comes back to the millisecond, or as nil")
    static let expiredRowsStay = ContractClause(
        "expired-rows-stay", ["R105"], "the clock neither hides a row nor lets an insert take its place")
    static let expiredRowsSwap = ContractClause(
        "expired-rows-swap", ["R105"], "an expired row is replaced and deleted by its version like any other")
    static let cancelledSwapsWhole = ContractClause(
        "cancelled-swaps-whole", ["R17", "R18"], "a cancelled swap is made wholly or not at all, and its answer is true"
    )
    static let durableOnReturn = ContractClause(
        "durable-on-return", ["R4", "R105", "R106"],
        "what was acknowledged is there after a crash, key, contents and expiry")
    static let scanByPrefix = ContractClause(
        "scan-by-prefix", ["R10"], "a scan finds every row whose key begins with the prefix, and no other, unchanged")
    static let scanInOrder = ContractClause("scan-in-order", ["R10"], "a scan is in the order of the keys' bytes")
    static let scanAfter = ContractClause(
        "scan-after", ["R10"], "a scan begins behind the key named, whether there is such a row or not")
    static let scanLimit = ContractClause(
        "scan-limit", ["R10"], "a scan ends at its limit, and pages come together whole")
    static let storeAnswers = ContractClause(
        "store-answers", ["R17"], "a store answers; sixteen throws one after another are none")

    static let ofStores: [ContractClause] = [
        .insertIfAbsent, .replaceByVersion, .deleteByVersion, .conflictChangesNothing, .recreationFoolsNobody,
        .versionsExact, .oneInsertWins, .oneReplaceWins, .oneDeleteWins, .noLostUpdate, .readsSeeSwaps, .keysExact,
        .contentsExact, .expiryExact, .expiredRowsStay, .expiredRowsSwap, .cancelledSwapsWhole, .durableOnReturn,
        .scanByPrefix, .scanInOrder, .scanAfter, .scanLimit, .storeAnswers,
    ]
}
