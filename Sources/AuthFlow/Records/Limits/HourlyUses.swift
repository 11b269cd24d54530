package import CognitoMFACore
package import UserPoolModel

/// The uses of a user in this hour, against the limits.
///
/// An hour starts at the first use.
package struct HourlyUses: FieldValue, Sendable, Hashable {
    /// Something that is limited; the number stands for it in a record.
    package enum Operation: UInt8, Sendable, CaseIterable {
        case changePassword = 1
        case confirmSignUp = 2
        case resendConfirmationCode = 3
        case forgotPassword = 4
        case confirmForgotPassword = 5
        case getAttributeCode = 6
        case verifyAttribute = 7
        /// Sign-ins that end in an open challenge.
        case openSignIns = 8
        case grants = 9
        /// Messages to someone who has given the password.
        case sendsWithPassword = 10
        /// Messages that anyone can ask for.
        case sendsWithoutPassword = 11
    }

    private struct Use: Sendable, Hashable {
        let operation: Operation
        var startedAt: UnixTime
        var count: Int
    }

    package static let hour = Duration.seconds(3600)
    /// At most one an operation, in the order of their numbers.
    private var uses: [Use] = []

    package init() {}

    /// The reason for which an operation may not be used now, or nil.
    package func refusal(of operation: Operation, limits: HourlyLimits, at now: UnixTime) -> CognitoError? {
        guard let place = place(of: operation) else { return nil }
        let end = uses[place].startedAt + Self.hour
        guard now < end, uses[place].count >= limits[operation] else { return nil }
        return switch operation {
        case .openSignIns, .grants: .tooManyRequests.advising(.waitUntil(end))
        default: .attemptLimitExceeded(until: end)
        }
    }

    /// Counts a use, whatever comes of it.
    package mutating func use(_ operation: Operation, at now: UnixTime) {
        let first = Use(operation: operation, startedAt: now, count: 1)
        guard let place = place(of: operation) else {
            uses.insert(first, at: uses.firstIndex { $0.operation.rawValue > operation.rawValue } ?? uses.endIndex)
            return
        }
        if now < uses[place].startedAt + Self.hour { uses[place].count += 1 } else { uses[place] = first }
    }

    /// Gives a use back that came to nothing.
    package mutating func refund(_ operation: Operation) {
        guard let place = place(of: operation), uses[place].count > 0 else { return }
        uses[place].count -= 1
    }

    package var isEmpty: Bool { uses.isEmpty }

    private func place(of operation: Operation) -> Int? { uses.firstIndex { $0.operation == operation } }

    package func write(to writer: inout FieldWriter) {
        writer.put(1, list: uses) { use, inner in
            inner.put(1, byte: use.operation.rawValue)
            inner.put(2, use.startedAt)
            inner.put(3, use.count)
        }
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        uses = try reader.list(1) { (inner) throws(CodecError) in
            guard let operation = Operation(rawValue: try inner.byte(1).required("operation")) else {
                throw CodecError("unknown limit")
            }
            return Use(
                operation: operation, startedAt: try inner.time(2).required("start"),
                count: try inner.count(3).required("count"))
        }
        guard zip(uses, uses.dropFirst()).allSatisfy({ $0.operation.rawValue < $1.operation.rawValue }) else {
            throw CodecError("limits out of order")
        }
    }
}

/// The limits an hour for one user; the hour starts with the first use.
///
/// Source: Cognito quotas, within their ranges; sign-ins, grants and messages are the library's own.
public struct HourlyLimits: Sendable, Hashable {
    /// ChangePassword, right or wrong; 5.
    public var changePassword = 5
    /// ConfirmSignUp; 15.
    public var confirmSignUp = 15
    /// ResendConfirmationCode; 5.
    public var resendConfirmationCode = 5
    /// ForgotPassword; 5.
    public var forgotPassword = 5
    /// ConfirmForgotPassword; 10.
    public var confirmForgotPassword = 10
    /// GetUserAttributeVerificationCode; 5.
    public var getUserAttributeVerificationCode = 5
    /// VerifyUserAttribute; 15.
    public var verifyUserAttribute = 15
    /// Sign-ins with the right password that end in an open challenge; 30.
    public var openSignIns = 30
    /// Grants of tokens; 200.
    public var grants = 200
    /// Messages to a user after the right password; 20.
    public var sendsWithPassword = 20
    /// Messages to a user that anyone can ask for; 5.
    public var sendsWithoutPassword = 5
    /// Messages to one number or address of a pool that anyone can ask for; 20.
    ///
    /// All messages but those of ``sendsPerOwnedDestination``: sign-ups, recovery, invitations, and sign-in codes to a
    /// number that is not verified.
    public var sendsPerDestination = 20
    /// Messages after a right password to a number or address that its user has verified, for each such user; 20.
    ///
    /// They are counted apart, so that strangers who use up a number do not keep its owner out.
    public var sendsPerOwnedDestination = 20

    /// The defaults.
    public init() {}

    subscript(operation: HourlyUses.Operation) -> Int {
        switch operation {
        case .changePassword: changePassword
        case .confirmSignUp: confirmSignUp
        case .resendConfirmationCode: resendConfirmationCode
        case .forgotPassword: forgotPassword
        case .confirmForgotPassword: confirmForgotPassword
        case .getAttributeCode: getUserAttributeVerificationCode
        case .verifyAttribute: verifyUserAttribute
        case .openSignIns: openSignIns
        case .grants: grants
        case .sendsWithPassword: sendsWithPassword
        case .sendsWithoutPassword: sendsWithoutPassword
        }
    }
}
