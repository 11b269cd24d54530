import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import UserPoolModel

/// A bug planted in the store, which then holds the rows that a library with that bug would have stored.
///
/// The library itself is unchanged. For a bug of the store, the store misbehaves. For a bug of the library, the store edits
/// a record as it is written or read, with the library's own codec.
package enum PlantedBug: String, Sendable, Hashable, CaseIterable {
    /// The store writes without comparing: the last write wins.
    case lastWriteWins
    /// One swap in six is answered as done and is not stored.
    case swapsForgotten
    /// Every process reads the pool once and keeps it.
    case poolCached
    /// The result of a password check is used after the password has changed.
    case verdictKept
    /// A session that was answered stays in the record.
    case sessionKept
    /// A session is stored again each time it is written.
    case sessionTwice
    /// A sign-in's code does not raise the floor.
    case floorNotRaised
    /// A new app starts without a floor.
    case floorOfSetUpForgotten
    /// The floor is cleared when the user signs in again.
    case floorClearedByNewSession
    /// The floor of the current app is cleared when a new app is associated.
    case floorClearedByEnrolment
    /// Wrong codes are not counted.
    case codesNotCounted
    /// Wrong passwords are not counted.
    case passwordsNotCounted
    /// A new session clears the count of wrong codes.
    case countClearedByNewSession
    /// Locks end at once.
    case locksWithoutTime
    /// A closed factor opens again.
    case factorsNeverClose
    /// Wrong codes of a message are not counted.
    case messageTriesNotCounted
    /// Wrong codes of a set-up are not counted.
    case setUpTriesNotCounted
    /// A secret is in use before it is proved.
    case secretLiveUnproved
    /// Signing out leaves the generation as it was.
    case generationNotRaised
    /// A change of password does not end open challenges.
    case challengesSurvivePassword
    /// A change of number does not end open challenges.
    case challengesSurviveNumber
    /// A changed number stays verified.
    case numberStaysVerified
    /// A disabled user may sign in.
    case disabledStaysEnabled
    /// A wrong code clears the factors that are switched on.
    case preferenceLost
    /// Rotation is not stored.
    case rotationNotStored
    /// Revocation of a refresh token is not stored.
    case revocationNotStored
    /// A deletion is not stored.
    case deletionNotStored
    /// A membership is one of the group's name: a group that is created again has the members of the former one.
    case membershipsByName
    /// A membership that was ended stays in the record.
    case membershipKept
    /// A further code leaves the one before good.
    case codeKeptAtResend
    /// A further code clears the wrong tries of the one before.
    case triesClearedAtResend
    /// A change to another factor lets the user in.
    case switchGrants
    /// A browser session that is ended stays.
    case browserKept
    /// A change of password leaves other browsers signed in.
    case browsersSurvivePassword
    /// The decision table is not asked when a browser session is used.
    case browserWithoutTable
    /// A page opens a browser session after the password alone.
    case browserWithoutFactor

    /// The memory of a planted bug.
    struct State: Sendable {
        let bug: PlantedBug
        var swaps = 0
        var pools: [Int: VersionedRecord] = [:]
        var hashes: [Int: (began: Int, key: RecordKey, hash: PasswordHash?)] = [:]
        /// The pool's row as a call sees it that forgets to ask for a factor.
        let poolOff: VersionedRecord?

        init(_ bug: PlantedBug, poolOff: VersionedRecord?) { (self.bug, self.poolOff) = (bug, poolOff) }
    }
}

extension World.State {
    /// Returns a row as the store with the bug shows it.
    mutating func read(_ key: RecordKey) -> VersionedRecord? {
        guard bug != nil else { return rows[key] }
        if clients[running].seesPoolOff, key.text.hasPrefix("pool/"), let off = bug?.poolOff { return off }
        switch bug?.bug {
        case .poolCached where key.text.hasPrefix("pool/"):
            let process = clients[running].process
            if let kept = bug?.pools[process] { return kept }
            bug?.pools[process] = rows[key]
            return rows[key]
        case .verdictKept where key.text.hasPrefix("user/"): return frozen(rows[key], key)
        case .membershipsByName where key.text.hasPrefix("group/"): return withCommonID(rows[key], key)
        default: return rows[key]
        }
    }

    /// Returns the row with the password that this operation read first.
    private mutating func frozen(_ row: VersionedRecord?, _ key: RecordKey) -> VersionedRecord? {
        guard let row, let user = user(row, key) else { return row }
        let client = clients[running]
        if let seen = bug?.hashes[running], seen.began == client.began, seen.key == key {
            return try? Stage.edit(row, of: key, as: UserAuthRecord.self) { $0.password = seen.hash }
        }
        bug?.hashes[running] = (client.began, key, user.password)
        return row
    }

    /// Returns the row of a group with the id that all groups have.
    private func withCommonID(_ row: VersionedRecord?, _ key: RecordKey) -> VersionedRecord? {
        try? Stage.edit(row, of: key, as: GroupRecord.self) { record in
            var same = GroupRecord(record.group, id: [UInt8](repeating: 0, count: GroupMembership.idByteCount))
            same.operations = record.operations
            record = same
        }
    }

    private func user(_ row: VersionedRecord?, _ key: RecordKey) -> UserAuthRecord? {
        row.flatMap { try? SealedRecordCodec(sealer: NoSealer()).decode($0.contents, as: UserAuthRecord.self, of: key) }
    }

    /// Applies a swap in the store with the bug.
    mutating func applyWithBug(_ key: RecordKey, _ change: RecordChange) -> SwapOutcome {
        guard let planted = bug?.bug else { return rows.swap(key, change) }
        bug?.swaps += 1
        let before = rows[key]
        switch (planted, change) {
        case (.lastWriteWins, .replace(_, let new)) where key.text.hasPrefix("user/"):
            rows[key] = new
            return .swapped
        case (.browserKept, .replace) where key.text.hasPrefix("browser/"): return .swapped
        case (.swapsForgotten, .replace) where (bug?.swaps ?? 0) % 6 == 0: return .swapped
        default: break
        }
        let outcome = rows.swap(key, change)
        guard outcome == .swapped, let new = rows[key], let before else {
            if outcome == .conflict { tally.conflicts += 1 }
            return outcome
        }
        rows[key] = planted.edited(new, replacing: before, of: key)
        if planted == .verdictKept { thaw(key, before) }
        return outcome
    }

    /// Restores the stored password of a row, unless the operation has set one.
    private mutating func thaw(_ key: RecordKey, _ before: VersionedRecord) {
        guard let old = user(before, key), let new = user(rows[key], key), let seen = bug?.hashes[running],
            seen.key == key, new.password == seen.hash, old.password != seen.hash
        else { return }
        rows[key] = try? Stage.edit(rows[key], of: key, as: UserAuthRecord.self) { $0.password = old.password }
    }
}
