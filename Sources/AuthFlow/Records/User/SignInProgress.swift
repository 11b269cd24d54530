package import CognitoMFACore
package import UserPoolModel

/// All that a sign-in has proved so far.
package struct SignInProgress: Sendable, Hashable {
    /// The way the first factor was proved; nil in a session that does not say so.
    package let firstFactor: FirstFactor?
    package let firstFactorAt: UnixTime
    /// The second factors answered so far.
    package let satisfied: FactorSet
    /// The messages, wrong codes and changes of factor so far.
    package var uses: SignInUses

    package init(
        firstFactor: FirstFactor?, at firstFactorAt: UnixTime, satisfied: FactorSet = FactorSet(),
        uses: SignInUses = SignInUses()
    ) {
        (self.firstFactor, self.firstFactorAt, self.satisfied) = (firstFactor, firstFactorAt, satisfied)
        self.uses = uses
    }

    /// The same sign-in with one second factor more.
    package func adding(_ factor: SecondFactor) -> SignInProgress {
        SignInProgress(
            firstFactor: firstFactor, at: firstFactorAt, satisfied: satisfied.inserting(factor), uses: uses.answered)
    }

    /// The same sign-in as if no second factor had been answered.
    package var withoutSecondFactors: SignInProgress {
        SignInProgress(firstFactor: firstFactor, at: firstFactorAt, uses: uses)
    }
}

/// The state of a challenge that waits for one factor's answer: one case for each kind of factor.
package enum FactorState: Sendable, Hashable {
    /// The code that was sent to the user's number or address.
    case sentCode(SentCode)
    /// The code that was sent to a number or address typed in MFA_SETUP, which is not the user's yet.
    case pendingDestination(SentCode)
    /// A code that the authenticator app shows.
    case softwareToken

    /// The factor that is waited for.
    package var factor: SecondFactor {
        switch self {
        case .sentCode(let code), .pendingDestination(let code): code.destination.factor
        case .softwareToken: .softwareToken
        }
    }

    /// The code that was sent, where one is awaited.
    package var sentCode: SentCode? {
        switch self {
        case .sentCode(let code), .pendingDestination(let code): code
        case .softwareToken: nil
        }
    }

    /// The same state with another code, or the same code with another count of wrong answers.
    package func holding(_ code: SentCode) -> FactorState {
        switch self {
        case .sentCode: .sentCode(code)
        case .pendingDestination: .pendingDestination(code)
        case .softwareToken: .softwareToken
        }
    }

    /// True while the code is on its way to a number or address that is not the user's yet.
    package var isPendingDestination: Bool { if case .pendingDestination = self { true } else { false } }

    /// Writes the state with the number of its kind.
    func write(to writer: inout FieldWriter) {
        switch self {
        case .sentCode(let code):
            writer.put(8, byte: 3)
            writer.put(10, code, named: true)
        case .softwareToken: writer.put(8, byte: 4)
        case .pendingDestination(let code):
            // A kind of its own: a release that took it for the user's own destination would sign in by it.
            writer.put(8, byte: 7)
            writer.put(10, code, named: true)
        }
    }

    /// Reads the state of a kind, or returns nil for a number that is no factor's.
    init?(kind: UInt8, from reader: inout FieldReader) throws(CodecError) {
        switch kind {
        case 3:
            let code = try reader.value(10, as: SentCode.self)
            self = .sentCode(try code.required("code"))
        case 4: self = .softwareToken
        case 7:
            let code = try reader.value(10, as: SentCode.self)
            self = .pendingDestination(try code.required("code"))
        default: return nil
        }
    }
}

/// The nonce of a sign-in handle that was accepted: it stands in the user's record until the handle has run out.
package struct SpentHandle: FieldValue, Sendable, Hashable {
    /// The most that stand in a record at one time.
    package static let cap = 8
    /// The time that a mark stays after its handle's end: another server's clock may be behind by as much.
    package static let skew = Duration.seconds(5)

    package let nonce: [UInt8]
    package let expiresAt: UnixTime

    package init(nonce: [UInt8], expiresAt: UnixTime) {
        (self.nonce, self.expiresAt) = (nonce, expiresAt)
    }

    package func write(to writer: inout FieldWriter) {
        writer.put(1, nonce)
        writer.put(2, expiresAt)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        nonce = try reader.bytes(1).required("nonce")
        expiresAt = try reader.time(2).required("expiry")
    }
}

extension UserAuthRecord {
    /// Spends a handle with the proof that came by it.
    ///
    /// - Throws: NotAuthorizedException `Invalid session for the user, session is expired.` once the handle has run out,
    ///   `... session can only be used once.` for one that was spent, and TooManyRequestsException when eight others
    ///   stand in the record.
    package mutating func spend(_ handle: SpentHandle, at now: UnixTime) throws(CognitoError) {
        guard now < handle.expiresAt else { throw .expiredSession }
        let standing = spentHandles.filter { now < $0.expiresAt + SpentHandle.skew }
        guard !standing.contains(where: { $0.nonce == handle.nonce }) else { throw .usedSession }
        guard standing.count < SpentHandle.cap else { throw .tooManyRequests }
        spentHandles = standing + [handle]
    }
}
