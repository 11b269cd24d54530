import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

/// One user of a world: the record as the machine left it, what an observer believes, and the time.
struct SearchedUser {
    var record: UserAuthRecord
    var modelState: ModelState
    var now: Int64
    /// The verdict of the slow check under way.
    var proof: FirstFactorProof?

    init(number: Int?, held: Int) {
        record = SmallWorld.user(number: number)
        modelState = ModelState(number: number, held: held)
        now = SmallWorld.start
    }

    var time: UnixTime { UnixTime(seconds: now) }

    /// The randomness of the next operation.
    var slots: Slots {
        var sessions = Set(record.sessions.map { Int($0.id.bytes[0]) } + modelState.handles.map(\.slot))
        sessions.formUnion(
            (modelState.handles.map(\.newCode)
                + [modelState.spent?.slot, modelState.numberCode?.slot, modelState.recovery?.slot])
                .compactMap(\.self))
        sessions.formUnion(record.codes.values.map { Int($0.id.bytes[0]) })
        var secrets = Set(modelState.handles.compactMap { $0.waiting?.secret })
        secrets.formUnion(
            [modelState.app?.secret, modelState.oldApp, modelState.pending?.waiting.secret].compactMap(\.self))
        secrets.formUnion(
            [record.softwareToken?.secret, record.pendingSoftwareToken?.token.secret].compactMap {
                $0.map { Int($0.bytes[0]) }
            })
        secrets.formUnion(
            record.sessions.compactMap {
                if case .settingUpMFA(_, let waiting?) = $0.state { Int(waiting.secret.bytes[0]) } else { nil }
            })
        var families = Set(modelState.tokens.map(\.slot))
        if let pending = modelState.pending { families.insert(pending.owner) }
        if let kept = record.keptFamily { families.insert(Int(kept.family.bytes[1])) }
        let passwords = Set(
            [modelState.password, modelState.oldPassword, modelState.check?.password].compactMap(\.self))
        func smallest(_ taken: Set<Int>) -> Int { (0...taken.count).first { !taken.contains($0) } ?? taken.count }
        return Slots(
            session: smallest(sessions), secret: smallest(secrets), family: smallest(families),
            password: smallest(passwords))
    }

    var isLocked: Bool { modelState.codes.isLocked(at: now) || modelState.passwords.isLocked(at: now) }

    /// The user once time has passed.
    func after(_ passing: Passing) -> SearchedUser {
        var later = self
        later.now += passing.rawValue
        later.modelState.timePassed(to: later.now)
        return later
    }
}

/// 128 bits over a state's numbers.
struct StateFingerprint: Hashable {
    private(set) var high: UInt64 = 0x9E37_79B9_7F4A_7C15
    private(set) var low: UInt64 = 0xD1B5_4A32_D192_ED03

    mutating func put(_ number: Int64) {
        let word = UInt64(bitPattern: number)
        high = Self.mix(high ^ word)
        low = Self.mix(low &+ (word &* 0xA24B_AED4_963E_E407) &+ 0x9FB2_1C65_1E98_DF25)
    }

    mutating func put(_ number: Int) { put(Int64(number)) }
    mutating func put(_ flag: Bool) { put(flag ? 1 : 0) }

    private static func mix(_ word: UInt64) -> UInt64 {
        var mixed = word &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension SearchedUser {
    /// The state up to what no rule can tell apart: times as distances from now, ids by their place, and what has run out
    /// left away.
    ///
    /// It is made of the observer's beliefs; that the record says the same is verified after every step.
    func fingerprint(_ profile: CognitoProfile) -> StateFingerprint {
        var print = StateFingerprint()
        print.put(now % 30)
        print.put(modelState.isEnabled)
        print.put([UserStatus.confirmed, .forceChangePassword, .resetRequired].firstIndex(of: modelState.status) ?? 9)
        print.put(modelState.oldPassword != nil)
        print.put(modelState.check.map { $0.isStale ? 2 : 1 } ?? 0)
        print.put(modelState.number ?? -1)
        print.put(modelState.isNumberVerified)
        print.put(Self.bits(modelState.enabled))
        print.put(modelState.preferred?.rawValue ?? -1)
        print.put(modelState.app.map { max($0.lastStep - now / 30, -2) } ?? -9)
        print.put(modelState.oldApp != nil)
        if let (owner, waiting) = modelState.pending, now - waiting.since < 900,
            let place = modelState.tokens.firstIndex(where: { $0.slot == owner })
        {
            print.put(place)
            print.put(now - waiting.since)
            print.put(waiting.wrong)
        } else {
            print.put(-1)
        }
        put(modelState.passwords, in: &print)
        put(modelState.codes, in: &print)
        for factor in ModelFactor.allCases { print.put(modelState.inARow[factor] ?? 0) }
        print.put(modelState.handles.count)
        for handle in modelState.handles { put(handle, in: &print) }
        print.put(modelState.spent?.kind.rawValue ?? -1)
        print.put(modelState.tokens.count)
        for token in modelState.tokens {
            print.put(token.isEnded ? 1 : token.isRevoked ? 2 : 0)
            print.put(profile == .strict && !token.isEnded ? min(now - token.since, 600) : 0)
        }
        if let code = modelState.numberCode {
            print.put(code.number)
            print.put(code.wrong)
            print.put(code.setsNumber)
        } else {
            print.put(-1)
        }
        if let code = modelState.recovery, code.isGood(at: now) {
            print.put(code.number)
            print.put(code.until - now)
            print.put(code.wrong)
        } else {
            print.put(-1)
        }
        print.put(modelState.recoveryMisses)
        return print
    }

    private static func bits(_ factors: Set<ModelFactor>) -> Int { factors.reduce(0) { $0 | 1 << $1.rawValue } }

    private func put(_ tally: FailureCount, in print: inout StateFingerprint) {
        let isOver = tally.quietSince.map { now - $0 >= 900 } ?? true
        print.put(isOver ? 0 : tally.count)
        print.put(isOver || tally.count == 0 ? 0 : (tally.quietSince ?? now) - now)
        print.put(max((tally.until ?? now) - now, 0))
    }

    private func put(_ handle: HeldSession, in print: inout StateFingerprint) {
        print.put(handle.kind.rawValue)
        print.put(handle.firstFactorAt - now)
        print.put(Self.bits(handle.proved))
        print.put(Self.bits(Set(handle.choices)))
        print.put(handle.number ?? -1)
        print.put(handle.number == nil ? 0 : max(handle.until - now, 0))
        print.put(handle.wrong)
        print.put(handle.waiting.map(\.wrong) ?? -1)
        guard modelState.tracksCounts else { return }
        print.put(handle.counts.sends)
        print.put(min(now - handle.counts.lastSend, 60))
        print.put(handle.counts.wrong)
        print.put(handle.counts.switches)
        print.put(handle.newCode != nil)
    }
}
