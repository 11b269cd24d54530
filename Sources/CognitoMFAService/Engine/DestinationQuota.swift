import AuthFlow
import CognitoMFACore
import UserPoolModel

/// One of the two quotas of a number or address, or the one of a decoy: a message counts on exactly one of them.
enum DestinationQuota: Sendable, Hashable {
    /// Messages after a right password, to a destination that the user with this name has verified.
    case owner(CanonicalName)
    /// All other messages.
    case anyone
    /// Messages of a decoy, which go to nobody: counted all the same, so that what follows the answer is what follows a
    /// user's.
    case nobody(decoy: RecordKey)

    /// The quota of a message after a right password.
    ///
    /// It is the user's own only where the stored record has the destination, verified.
    init(afterPasswordOf record: UserAuthRecord, at location: UserLocation, to destination: CodeDestination) {
        let name = destination.attribute
        let isOwned = record.attributes.destination(name) == destination && record.attributes.isVerified(name)
        self = isOwned ? .owner(location.name) : .anyone
    }

    func key(of destination: CodeDestination, in pool: UserPoolID) -> RecordKey {
        switch self {
        case .owner(let name): .sendQuota(pool, destination, of: name)
        case .anyone: .sendQuota(pool, destination)
        case .nobody(let decoy): .sendQuota(pool, ofDecoy: decoy)
        }
    }

    func limit(in limits: HourlyLimits) -> Int {
        switch self {
        case .owner: limits.sendsPerOwnedDestination
        case .anyone, .nobody: limits.sendsPerDestination
        }
    }
}

/// A message that its destination's quota has counted.
struct CountedMessage: Sendable {
    let message: MessageRequest
    /// True for a message that no sender is given.
    let isForNobody: Bool
    fileprivate let key: RecordKey
    /// The start of the hour that it counts in.
    fileprivate let hour: UnixTime
}

/// The answer of a quota that is asked for one message.
enum MessageCount: Sendable {
    case counted(CountedMessage)
    /// The number or address has had its messages for this hour.
    case overQuota(until: UnixTime)
}

extension CognitoError {
    /// True where the work may have been done all the same: after a fault of the store, and after too many tries.
    fileprivate var leavesOutcomeOpen: Bool { code == .internalError || code == .tooManyRequests }
}

extension UserPoolService {
    /// Counts one message on a quota of its destination.
    ///
    /// - Throws: InternalErrorException or TooManyRequestsException; it may have been counted then, and stays so.
    func count(
        _ message: MessageRequest, on quota: DestinationQuota, in pool: UserPoolID
    ) async throws(CognitoError) -> MessageCount {
        let key = quota.key(of: message.destination, in: pool)
        let limit = quota.limit(in: limits.hourly)
        let decision = try await followUp().run(
            key, as: SendQuotaRecord.self, starting: SendQuotaRecord(at: time.now()),
            absent: .tooManyRequests,
            decide: { (record) async throws(CognitoError) in
                var quota = record
                let end = quota.take(limit: limit, at: time.now())
                return (quota, end.map { ChangeAction.refuse(.attemptLimitExceeded(until: $0)) } ?? .done, [])
            })
        if case .refuse(let error) = decision.action, case .waitUntil(let end) = error.advice {
            return .overQuota(until: end)
        }
        let isForNobody = if case .nobody = quota { true } else { false }
        return .counted(
            CountedMessage(message: message, isForNobody: isForNobody, key: key, hour: decision.record.startedAt))
    }

    /// Gives a message back that was certainly not sent, to the quota that counted it.
    func refund(_ counted: CountedMessage) async throws(CognitoError) {
        _ = try await followUp().update(
            counted.key, as: SendQuotaRecord.self, starting: SendQuotaRecord(at: time.now()), absent: .tooManyRequests
        ) { $0.refund(countedIn: counted.hour) }
    }

    /// Gives messages back whatever becomes of the caller; what a fault keeps from it stays counted.
    private func refund(_ counted: [CountedMessage]) async {
        for message in counted {
            _ = try? await withoutCancellation { try await self.refund(message) }
        }
    }

    /// Performs a creation whose messages are counted first, all of them or none.
    ///
    /// They are given back when the creation is refused. After a fault they stay counted: the user may be there.
    ///
    /// - Parameter create: nil when the name is taken.
    /// - Throws: LimitExceededException over a quota, with nothing created; or what `create` throws.
    func counting<Created>(
        _ messages: [MessageRequest], in pool: UserPoolID,
        _ create: () async throws(CognitoError) -> Created?
    ) async throws(CognitoError) -> (created: Created, counted: [CountedMessage])? {
        var counted: [CountedMessage] = []
        do throws(CognitoError) {
            for message in messages {
                switch try await count(message, on: .anyone, in: pool) {
                case .counted(let message): counted.append(message)
                case .overQuota(let end): throw .attemptLimitExceeded(until: end)
                }
            }
        } catch {
            await refund(counted)
            throw error
        }
        do throws(CognitoError) {
            if let created = try await create() { return (created, counted) }
        } catch {
            if !error.leavesOutcomeOpen { await refund(counted) }
            throw error
        }
        await refund(counted)
        return nil
    }

    /// Sends messages that are counted, and waits for them.
    ///
    /// - Throws: in profile `strict` CodeDeliveryFailureException for a message that was refused, or a trigger's error for
    ///   one that was not worded; what comes after it is not sent, and given back.
    func sendCounted(_ messages: [CountedMessage], to recipient: MessageRecipient) async throws(CognitoError) {
        for (place, message) in messages.enumerated() {
            do throws(CognitoError) {
                if try await deliver(message, to: recipient) == .refused, profile.failsOnRefusedSend {
                    throw .codeDeliveryFailed
                }
            } catch {
                await refund(Array(messages[(place + 1)...]))
                throw error
            }
        }
    }
}
