import AuthFlow
import CognitoMFACore
import UserPoolModel

/// The outcome of a message that a stored decision has asked for.
enum Delivery: Sendable, Hashable {
    /// Handed over, or cut off after its time: it counts as sent.
    case sent
    case refused
    /// The number or address has had its messages for this hour.
    case overQuota(until: UnixTime)
}

/// The user of a message, as the decision that asks for it has stored them.
struct MessageRecipient: Sendable {
    let subject: EventSubject
    let user: UserAuthRecord
}

extension UserPoolService {
    /// Counts a message on a quota of its number or address and hands it over; what was refused is given back.
    ///
    /// It runs to its end whatever becomes of the caller.
    func deliver(
        _ message: MessageRequest, on quota: DestinationQuota, to recipient: MessageRecipient
    ) async throws(CognitoError) -> Delivery {
        do {
            return try await withoutCancellation {
                switch try await self.count(message, on: quota, in: recipient.subject.userPoolID) {
                case .overQuota(let end): .overQuota(until: end)
                case .counted(let message): try await self.handOver(message, to: recipient)
                }
            }
        } catch {
            throw (error as? CognitoError) ?? .internalError(error)
        }
    }

    /// The same for a message that is counted already.
    func deliver(_ message: CountedMessage, to recipient: MessageRecipient) async throws(CognitoError) -> Delivery {
        do {
            return try await withoutCancellation { try await self.handOver(message, to: recipient) }
        } catch {
            throw (error as? CognitoError) ?? .internalError(error)
        }
    }

    private func handOver(
        _ counted: CountedMessage, to recipient: MessageRecipient
    ) async throws(CognitoError) -> Delivery {
        let (subject, details) = (recipient.subject, CodeDeliveryDetails(counted.message.destination))
        let message: OutgoingMessage
        do throws(CognitoError) { message = try await worded(counted, for: recipient) } catch {
            // It stays counted: the trigger may have sent a message of its own.
            observer.observe(.messageRefused(subject, details, reason: error.message))
            throw error
        }
        let result = await withDeadline(limits.sendTimeout) { [sms, email] () -> DeliveryOutcome in
            if counted.isForNobody { return .accepted }
            return switch message {
            case .sms(let message): try await sms.send(message)
            case .email(let message): try await email.send(message)
            }
        }
        guard case .success(.refused(let reason))? = result else {
            if !counted.isForNobody { observer.observe(.messageSent(subject, details)) }
            return .sent
        }
        try await refund(counted)
        observer.observe(.messageRefused(subject, details, reason: reason))
        return .refused
    }

    /// Takes a message back from a user's own quota that was not sent.
    ///
    /// - Parameters:
    ///   - session: the session that waits for it, and ends.
    ///   - former: the session that it took the place of, which is open again instead.
    func takeBack(
        _ quota: HourlyUses.Operation, of location: UserLocation, ending session: ChallengeSession? = nil,
        puttingBack former: ChallengeSession? = nil
    ) async throws(CognitoError) {
        do {
            _ = try await withoutCancellation {
                try await self.followUp().run(
                    location.key, as: UserAuthRecord.self,
                    absent: .userNotFound,
                    decide: { (record) async throws(CognitoError) in
                        var machine = AuthMachine(record: record)
                        machine.takenBack(quota, ending: session, puttingBack: former)
                        return (machine.record, ChangeAction.done, [])
                    })
            }
        } catch {
            throw (error as? CognitoError) ?? .internalError(error)
        }
    }

    /// Sends the messages of a change and waits for them.
    ///
    /// - Parameter destinationQuota: the quota of its destination, on which a message counts beside the user's own `quota`.
    /// - Returns: their destinations.
    /// - Throws: LimitExceededException over a destination's quota; in profile `strict` CodeDeliveryFailureException for
    ///   a message that was refused; a trigger's error for one that was not worded. What comes after it is not sent, and
    ///   taken back.
    @discardableResult
    func sendAll(
        _ messages: [MessageRequest], quota: HourlyUses.Operation,
        on destinationQuota: (CodeDestination) -> DestinationQuota, to recipient: MessageRecipient,
        of location: UserLocation
    ) async throws(CognitoError) -> [CodeDeliveryDetails] {
        for (place, message) in messages.enumerated() {
            do throws(CognitoError) {
                switch try await deliver(message, on: destinationQuota(message.destination), to: recipient) {
                case .sent: continue
                case .overQuota(let end):
                    try await takeBack(quota, of: location)
                    throw .attemptLimitExceeded(until: end)
                case .refused:
                    try await takeBack(quota, of: location)
                    if profile.failsOnRefusedSend { throw .codeDeliveryFailed }
                }
            } catch {
                for _ in messages[(place + 1)...] { try? await takeBack(quota, of: location) }
                throw error
            }
        }
        return messages.map { CodeDeliveryDetails($0.destination) }
    }

    /// Sends a message that nobody waits for, and is silent about what becomes of it: the wait would tell who exists.
    ///
    /// - Parameter location: the user from whose own quota a message is taken back that was not sent; nil where users are
    ///   hidden, for a name that nobody has gets nothing back.
    func sendSilently(
        _ message: MessageRequest, on quota: DestinationQuota = .anyone, to recipient: MessageRecipient,
        takingBackOf location: UserLocation? = nil
    ) {
        background.start {
            let delivery = try? await self.deliver(message, on: quota, to: recipient)
            guard let location, let delivery, delivery != .sent else { return }
            try? await self.takeBack(.sendsWithoutPassword, of: location)
        }
    }

    func recipient(_ record: UserAuthRecord, in pool: UserPoolID) -> MessageRecipient {
        MessageRecipient(subject: subject(record, in: pool), user: record)
    }

    func subject(_ record: UserAuthRecord, in pool: UserPoolID) -> EventSubject {
        EventSubject(userPoolID: pool, username: record.username, sub: record.sub, time: time.now())
    }
}
