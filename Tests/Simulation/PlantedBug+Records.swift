import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import UserPoolModel

extension PlantedBug {
    /// Returns the row that the library with the bug would have stored.
    func edited(_ row: VersionedRecord, replacing before: VersionedRecord, of key: RecordKey) -> VersionedRecord {
        if key.text.hasPrefix("family/") { return family(row, before, key) }
        guard key.text.hasPrefix("user/") else { return row }
        let codec = SealedRecordCodec(sealer: NoSealer())
        guard let old = try? codec.decode(before.contents, as: UserAuthRecord.self, of: key) else { return row }
        guard let new = try? codec.decode(row.contents, as: UserAuthRecord.self, of: key) else {
            guard self == .deletionNotStored else { return row }
            return VersionedRecord(version: row.version, contents: before.contents, expiresAt: before.expiresAt)
        }
        var changed = new
        change(&changed, old)
        guard changed != new else { return row }
        let edited = try? Stage.edit(row, of: key, as: UserAuthRecord.self) { $0 = changed }
        return edited ?? row
    }

    private func family(_ row: VersionedRecord, _ before: VersionedRecord, _ key: RecordKey) -> VersionedRecord {
        let codec = SealedRecordCodec(sealer: NoSealer())
        guard let old = try? codec.decode(before.contents, as: FamilyRecord.self, of: key),
            let new = try? codec.decode(row.contents, as: FamilyRecord.self, of: key)
        else { return row }
        let isMeant =
            switch self {
            case .rotationNotStored: new.counter != old.counter
            case .revocationNotStored: new.isRevoked && !old.isRevoked
            default: false
            }
        guard isMeant else { return row }
        return VersionedRecord(version: row.version, contents: before.contents, expiresAt: before.expiresAt)
    }

    private func change(_ new: inout UserAuthRecord, _ old: UserAuthRecord) {
        let opened = new.sessions.filter { old.session($0.id) == nil }
        switch self {
        case .sessionKept: keep(old.sessions, in: &new)
        case .floorNotRaised, .floorOfSetUpForgotten, .floorClearedByNewSession, .floorClearedByEnrolment:
            floor(&new, old, isOpening: !opened.isEmpty)
        case .codesNotCounted: new.codeFailures = old.codeFailures
        case .passwordsNotCounted: new.passwordFailures = old.passwordFailures
        case .countClearedByNewSession: if !opened.isEmpty { new.codeFailures.clearAll() }
        case .locksWithoutTime: new.codeFailures = timeless(new.codeFailures)
        case .factorsNeverClose:
            for factor in SecondFactor.allCases where new.codeFailures.isClosed(factor) {
                new.codeFailures.clear(factor)
            }
        case .messageTriesNotCounted, .setUpTriesNotCounted: tries(&new)
        case .secretLiveUnproved:
            guard let pending = new.pendingSoftwareToken?.token.secret,
                pending != old.pendingSoftwareToken?.token.secret
            else { return }
            new.softwareToken = VerifiedSoftwareToken(
                secret: pending, friendlyDeviceName: nil, replayFloor: TimeStep(1))
        case .generationNotRaised: new.generation = old.generation
        case .challengesSurvivePassword: if new.password != old.password { keep(old.sessions, in: &new) }
        case .challengesSurviveNumber:
            if new.attributes[.phoneNumber] != old.attributes[.phoneNumber] { keep(old.sessions, in: &new) }
        case .numberStaysVerified:
            if old.attributes[.phoneNumberVerified] == "true" { new.attributes[.phoneNumberVerified] = "true" }
        case .disabledStaysEnabled: new.isEnabled = true
        case .preferenceLost:
            if new.codeFailures != old.codeFailures { new.mfa = UserMFAPreference() }
        case .membershipKept: if new.groups.count < old.groups.count { new.groups = old.groups }
        case .codeKeptAtResend, .triesClearedAtResend: resent(&new, old)
        case .browsersSurvivePassword: if old.passwordChanges != nil { new.passwordChanges = old.passwordChanges }
        case .sessionTwice:
            // The second entry can still be answered when the first is gone.
            if opened.isEmpty { keep(old.sessions, in: &new) }
        default: break
        }
    }

    private func keep(_ sessions: [ChallengeSession], in new: inout UserAuthRecord) {
        for session in sessions where new.session(session.id) == nil {
            let copy = session
            guard copy.generation == new.generation else { continue }
            new.open(copy, now: copy.openedAt)
        }
    }

    private func resent(_ new: inout UserAuthRecord, _ old: UserAuthRecord) {
        for session in new.sessions {
            guard case .awaitingFactor(.sentCode(let former))? = old.session(session.id)?.state,
                case .awaitingFactor(.sentCode(let code)) = session.state, former.digest != code.digest
            else { continue }
            new.update(session.id) { session in
                var kept = self == .codeKeptAtResend ? former : code
                if self == .triesClearedAtResend { kept.failures = 0 }
                session.state = .awaitingFactor(.sentCode(kept))
            }
        }
    }

    private func floor(_ new: inout UserAuthRecord, _ old: UserAuthRecord, isOpening: Bool) {
        guard let token = new.softwareToken else { return }
        func reset(_ floor: TimeStep) {
            new.softwareToken = VerifiedSoftwareToken(
                secret: token.secret, friendlyDeviceName: token.friendlyDeviceName, replayFloor: floor)
        }
        let isNew = old.softwareToken?.secret != token.secret
        switch self {
        case .floorNotRaised: if !isNew, let former = old.softwareToken { reset(former.replayFloor) }
        case .floorOfSetUpForgotten: if isNew { reset(TimeStep(1)) }
        case .floorClearedByNewSession: if isOpening { reset(TimeStep(1)) }
        case .floorClearedByEnrolment:
            if new.pendingSoftwareToken != nil, new.pendingSoftwareToken != old.pendingSoftwareToken {
                reset(TimeStep(1))
            }
        default: break
        }
    }

    /// Returns a counter with the same failures, whose locks ended long ago.
    private func timeless(_ counter: CodeCounter) -> CodeCounter {
        var fresh = CodeCounter()
        for (factor, failures) in counter.factors {
            guard let factor = SecondFactor(factor) else { continue }
            for _ in 0..<failures.consecutive { fresh.fail(factor, at: UnixTime(milliseconds: 0)) }
        }
        return fresh
    }

    private func tries(_ new: inout UserAuthRecord) {
        if self == .setUpTriesNotCounted { new.pendingSoftwareToken?.token.failures = 0 }
        for session in new.sessions {
            new.update(session.id) { session in
                switch session.state {
                case .awaitingFactor(let state) where self == .messageTriesNotCounted:
                    guard var code = state.sentCode else { break }
                    code.failures = 0
                    session.state = .awaitingFactor(state.holding(code))
                case .settingUpMFA(let choices, var pending?) where self == .setUpTriesNotCounted:
                    pending.failures = 0
                    session.state = .settingUpMFA(choices, pending)
                default: break
                }
            }
        }
    }
}
