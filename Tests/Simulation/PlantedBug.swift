import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import UserPoolModel

/// A bug on purpose, planted in the store: it keeps what the library would have stored if it had that bug.
///
/// Nothing of the library is changed for it. A bug of the store itself is one line; a bug of the library is a record that
/// is edited on its way in (or out), with the library's own codec.
package enum PlantedBug: String, Sendable, Hashable, CaseIterable {
    /// Compare, then save: the last write wins.
    case lastWriteWins
    /// One swap in six is answered and not made.
    case swapsForgotten
    /// The pool is read once and kept by every process.
    case poolCached
    /// A password's verdict is kept when the password has changed.
    case verdictKept
    /// A session that was answered is still there.
    case sessionKept
    /// A session is kept in the list once for every time it is written.
    case sessionTwice
    /// A sign-in's code does not raise the floor.
    case floorNotRaised
    /// A new app starts without a floor.
    case floorOfSetUpForgotten
    /// The floor falls back when the user signs in again.
    case floorClearedByNewSession
    /// The floor is the user's only as long as the app is not enrolled anew: the user's own secret comes back with none.
    case floorClearedByEnrolment
    /// Wrong codes are not counted.
    case codesNotCounted
    /// Wrong passwords are not counted.
    case passwordsNotCounted
    /// A new session starts the count of wrong codes anew.
    case countClearedByNewSession
    /// Locks end as they begin.
    case locksWithoutTime
    /// A closed factor opens again.
    case factorsNeverClose
    /// Wrong codes of a message are not counted.
    case messageTriesNotCounted
    /// Wrong codes of a set-up are not counted.
    case setUpTriesNotCounted
    /// A secret is live before it has proved itself.
    case secretLiveUnproved
    /// Signing out leaves the generation as it was.
    case generationNotRaised
    /// A changed password leaves open challenges.
    case challengesSurvivePassword
    /// A changed number leaves open challenges.
    case challengesSurviveNumber
    /// A changed number stays verified.
    case numberStaysVerified
    /// Whoever is disabled may sign in.
    case disabledStaysEnabled
    /// Switched-on factors are forgotten at a wrong code.
    case preferenceLost
    /// Rotation is not stored.
    case rotationNotStored
    /// Revocation of a refresh token is not stored.
    case revocationNotStored
    /// What was deleted is still there.
    case deletionNotStored

    /// What a bug remembers.
    struct State: Sendable {
        let bug: PlantedBug
        var swaps = 0
        var pools: [Int: VersionedRecord] = [:]
        var hashes: [Int: (began: Int, key: RecordKey, hash: PasswordHash?)] = [:]

        init(_ bug: PlantedBug) { self.bug = bug }
    }
}

extension World.State {
    /// A row as the store with the bug shows it.
    mutating func read(_ key: RecordKey) -> VersionedRecord? {
        guard bug != nil else { return rows[key] }
        switch bug?.bug {
        case .poolCached where key.text.hasPrefix("pool/"):
            let process = parties[running].process
            if let kept = bug?.pools[process] { return kept }
            bug?.pools[process] = rows[key]
            return rows[key]
        case .verdictKept where key.text.hasPrefix("user/"): return frozen(rows[key], key)
        default: return rows[key]
        }
    }

    /// The row with the password that this operation has seen first.
    private mutating func frozen(_ row: VersionedRecord?, _ key: RecordKey) -> VersionedRecord? {
        guard let row, let user = user(row, key) else { return row }
        let party = parties[running]
        if let seen = bug?.hashes[running], seen.began == party.began, seen.key == key {
            return try? Stage.edit(row, of: key, as: UserAuthRecord.self) { $0.password = seen.hash }
        }
        bug?.hashes[running] = (party.began, key, user.password)
        return row
    }

    private func user(_ row: VersionedRecord?, _ key: RecordKey) -> UserAuthRecord? {
        row.flatMap { try? SealedRecordCodec(sealer: NoSealer()).decode($0.contents, as: UserAuthRecord.self, of: key) }
    }

    /// A swap of the store with the bug.
    mutating func applyWithBug(_ key: RecordKey, _ change: RecordChange) -> SwapOutcome {
        guard let planted = bug?.bug else { return rows.swap(key, change) }
        bug?.swaps += 1
        let before = rows[key]
        switch (planted, change) {
        case (.lastWriteWins, .replace(_, let new)) where key.text.hasPrefix("user/"):
            rows[key] = new
            return .swapped
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

    /// Gives the row the password back that it had, unless the operation has set one.
    private mutating func thaw(_ key: RecordKey, _ before: VersionedRecord) {
        guard let old = user(before, key), let new = user(rows[key], key), let seen = bug?.hashes[running],
            seen.key == key, new.password == seen.hash, old.password != seen.hash
        else { return }
        rows[key] = try? Stage.edit(rows[key], of: key, as: UserAuthRecord.self) { $0.password = old.password }
    }
}
