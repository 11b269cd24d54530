package import CognitoMFACore
package import UserPoolModel

/// What a user has used up of the limits an hour.
///
/// An hour starts at the first use.
package struct HourlyUses: Sendable, Hashable {
    /// Something that is limited.
    package enum Operation: String, Sendable, Hashable, CaseIterable {
        case changePassword = "ChangePassword"
        case confirmSignUp = "ConfirmSignUp"
        case resendConfirmationCode = "ResendConfirmationCode"
        case forgotPassword = "ForgotPassword"
        case confirmForgotPassword = "ConfirmForgotPassword"
        case getAttributeCode = "GetUserAttributeVerificationCode"
        case verifyAttribute = "VerifyUserAttribute"
        /// Sign-ins that end in an open challenge.
        case openSignIns = "sign-ins"
        case grants
        /// Messages to someone who has given the password.
        case sendsWithPassword = "sends"
        /// Messages that anyone can ask for.
        case sendsWithoutPassword = "open sends"
    }

    private struct Use: Sendable, Hashable {
        var startedAt: UnixTime
        var count: Int
    }

    package static let hour = Duration.seconds(3600)
    private var uses: [Operation: Use] = [:]

    package init() {}

    /// Why an operation may not be used now, or nil.
    package func refusal(of operation: Operation, limits: HourlyLimits, at now: UnixTime) -> CognitoError? {
        guard let use = uses[operation], now < use.startedAt + Self.hour, use.count >= limits[operation] else {
            return nil
        }
        let end = use.startedAt + Self.hour
        return switch operation {
        case .openSignIns, .grants: .tooManyRequests.advising(.later(end))
        default: .attemptLimitExceeded(until: end)
        }
    }

    /// Counts a use, whatever comes of it.
    package mutating func use(_ operation: Operation, at now: UnixTime) {
        guard var use = uses[operation], now < use.startedAt + Self.hour else {
            uses[operation] = Use(startedAt: now, count: 1)
            return
        }
        use.count += 1
        uses[operation] = use
    }

    /// Gives a use back that came to nothing.
    package mutating func giveBack(_ operation: Operation) {
        guard var use = uses[operation], use.count > 0 else { return }
        use.count -= 1
        uses[operation] = use
    }

    package var isEmpty: Bool { uses.isEmpty }

    package func write(to writer: inout FieldWriter) {
        writer.put(1, list: uses.inOrder) { entry, inner in
            inner.put(1, entry.key.rawValue)
            inner.put(2, entry.value.startedAt)
            inner.put(3, entry.value.count)
        }
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        let list = try reader.list(1) { (inner) throws(CodecError) in
            guard let operation = Operation(rawValue: try inner.text(1).required("operation")) else {
                throw CodecError("unknown limit")
            }
            return (
                operation,
                Use(startedAt: try inner.time(2).required("start"), count: try inner.count(3).required("count"))
            )
        }
        for (operation, use) in list { uses[operation] = use }
    }
}
