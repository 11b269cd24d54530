package import CognitoMFACore
package import UserPoolModel

/// The key of a session inside its user's record: sixteen random bytes.
package struct SessionID: Sendable, Hashable {
    package let bytes: [UInt8]
    package init(_ bytes: [UInt8]) { self.bytes = bytes }
}

/// An open challenge: what the client must answer, and all that has been won so far.
package struct ChallengeSession: FieldValue, Sendable, Hashable {
    /// The longest a chain of challenges may take after its first factor, however often it is renewed.
    package static let longestChain = Duration.seconds(900)

    package let id: SessionID
    package let client: AppClientID
    /// The user's revocation generation when it was opened; under another one it is dead.
    package let generation: UInt32
    package let openedAt: UnixTime
    package let expiresAt: UnixTime
    package let firstFactorAt: UnixTime
    /// The way the first factor was proved; nil in a session that does not say so.
    package let firstFactor: FirstFactor?
    /// The second factors answered so far.
    package let satisfied: FactorSet
    /// The messages, wrong codes and changes of factor of the sign-in so far.
    package var uses: SignInUses
    package var state: State

    /// The answer that is awaited.
    ///
    /// Each case carries only what that state needs.
    package enum State: Sendable, Hashable {
        /// A password of the user's own, in place of the temporary one.
        case replacingPassword
        /// A choice among these factors.
        case selectingMFAType([MFAType])
        /// The answer of a second factor.
        case awaitingFactor(FactorState)
        /// A factor among these must be set up; the secret is there once associated.
        case settingUpMFA([MFAType], PendingSoftwareToken?)
        /// The new authenticator app has proved itself; the client has yet to say that it is done.
        case mfaSetUp

        /// The code that was sent, where one is awaited.
        package var sentCode: SentCode? {
            if case .awaitingFactor(let state) = self { state.sentCode } else { nil }
        }

        /// True while a typed number or address waits for its code.
        package var isPendingDestination: Bool {
            if case .awaitingFactor(let state) = self { state.isPendingDestination } else { false }
        }
    }

    package init(
        id: SessionID, client: AppClient, generation: UInt32, now: UnixTime, _ progress: SignInProgress, state: State
    ) {
        self.id = id
        self.client = client.id
        self.generation = generation
        openedAt = now
        expiresAt = Self.expiry(client: client, now: now, firstFactorAt: progress.firstFactorAt)
        firstFactorAt = progress.firstFactorAt
        firstFactor = progress.firstFactor
        satisfied = progress.satisfied
        uses = progress.uses
        self.state = state
        if state.sentCode != nil, uses.sends == 0 { uses.send(at: now) }
    }

    /// All that the sign-in has proved so far.
    package var progress: SignInProgress {
        SignInProgress(firstFactor: firstFactor, at: firstFactorAt, satisfied: satisfied, uses: uses)
    }

    /// The same with the wrong answers to this session's code counted: another session gives no fresh count.
    package var progressWithFailures: SignInProgress {
        var progress = progress
        progress.uses.failures = state.sentCode?.failures ?? progress.uses.failures
        return progress
    }

    /// The end of a session that is opened now.
    package static func expiry(client: AppClient, now: UnixTime, firstFactorAt: UnixTime) -> UnixTime {
        min(now + .seconds(Int64(client.authSessionValidityMinutes) * 60), firstFactorAt + longestChain)
    }

    package var challengeName: ChallengeName {
        switch state {
        case .replacingPassword: .newPasswordRequired
        case .selectingMFAType: .selectMFAType
        case .awaitingFactor(let state): state.factor.challengeName
        case .settingUpMFA, .mfaSetUp: .mfaSetup
        }
    }

    package var holdsPendingSecret: Bool {
        if case .settingUpMFA(_, .some) = state { true } else { false }
    }
}

extension ChallengeSession {
    package func write(to writer: inout FieldWriter) {
        writer.put(1, id.bytes)
        writer.put(2, client.text)
        writer.put(3, Int64(generation))
        writer.put(4, openedAt)
        writer.put(5, expiresAt)
        writer.put(6, firstFactorAt)
        writer.put(7, factors: satisfied)
        switch state {
        case .replacingPassword: writer.put(8, byte: 1)
        case .selectingMFAType(let choices):
            writer.put(8, byte: 2)
            writer.put(9, list: choices) { $1.put(1, $0.rawValue) }
        case .awaitingFactor(let state): state.write(to: &writer)
        case .settingUpMFA(let choices, let pending):
            writer.put(8, byte: 5)
            writer.put(9, list: choices) { $1.put(1, $0.rawValue) }
            writer.put(11, pending, named: true)
        case .mfaSetUp: writer.put(8, byte: 6)
        }
        writer.put(20, byte: firstFactor?.rawValue)
        // Absent where they follow from the state: most sign-ins send one code.
        writer.put(21, uses == SignInUses(of: state, openedAt: openedAt) ? nil : uses)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        id = SessionID(try reader.bytes(1).required("session id"))
        client = AppClientID(try reader.text(2).required("client"))
        generation = try reader.generation(3)
        openedAt = try reader.time(4).required("opening")
        expiresAt = try reader.time(5).required("expiry")
        firstFactorAt = try reader.time(6).required("first factor")
        satisfied = try reader.factorSet(7)
        switch try reader.byte(8).required("state") {
        case 1: state = .replacingPassword
        case 2: state = .selectingMFAType(try reader.factors(9))
        case 5:
            let choices = try reader.factors(9)
            let pending = try reader.value(11, as: PendingSoftwareToken.self)
            state = .settingUpMFA(choices, pending)
        case 6: state = .mfaSetUp
        case let kind:
            guard let awaited = try FactorState(kind: kind, from: &reader) else {
                throw CodecError("unknown session state")
            }
            state = .awaitingFactor(awaited)
        }
        firstFactor = try reader.firstFactor(20)
        uses = try reader.value(21, as: SignInUses.self) ?? SignInUses(of: state, openedAt: openedAt)
    }
}

extension FieldReader {
    mutating func factors(_ tag: UInt8) throws(CodecError) -> [MFAType] {
        try list(tag) { (inner) throws(CodecError) in MFAType(rawValue: try inner.text(1).required("factor")) }
    }

    /// Absent means empty.
    mutating func factorSet(_ tag: UInt8) throws(CodecError) -> FactorSet {
        try knownFactorSet(tag) ?? FactorSet()
    }

    mutating func generation(_ tag: UInt8) throws(CodecError) -> UInt32 {
        guard let number = try int64(tag), let generation = UInt32(exactly: number) else {
            throw CodecError("no generation")
        }
        return generation
    }
}

extension FieldWriter {
    /// An empty set has no field.
    mutating func put(_ tag: UInt8, factors: FactorSet) { put(tag, byte: factors.isEmpty ? nil : factors.bits) }
}
