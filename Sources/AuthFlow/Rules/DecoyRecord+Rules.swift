package import CognitoMFACore
package import UserPoolModel

// The rules of a name that nobody has, where unknown users are hidden: those of a user, on the stand-in.
extension DecoyRecord {
    /// Counts a wrong password for a name that nobody has.
    package mutating func passwordRejected(at now: UnixTime) -> ChangeAction {
        if let lockEnd = standIn.passwordFailures.ladder.lockEnd(at: now) {
            return .refuse(.attemptsExceeded(.waitUntil(lockEnd)))
        }
        standIn.passwordFailures.fail(at: now)
        let lockEnd = standIn.passwordFailures.ladder.lockEnd(at: now)
        return .refuse(.incorrectPassword.advising(lockEnd.map { .waitUntil($0) } ?? .newSignIn))
    }

    /// Takes ForgotPassword or ResendConfirmationCode, as a user whom the operation serves does.
    ///
    /// - Returns: the message, which goes to nobody, or the refusal.
    package mutating func ask(_ purpose: CodePurpose, in context: PoolContext) -> ChangeAction {
        perform(as: purpose == .recovery ? .confirmed : .unconfirmed) { machine in
            purpose == .recovery
                ? machine.recoveryAsked(hiding: true, in: context)
                : machine.signUpCodeAsked(hiding: true, in: context)
        }
    }

    /// Takes ConfirmForgotPassword or ConfirmSignUp, as a user does whom no code serves: a right one is wrong, too.
    package mutating func answer(
        _ purpose: CodePurpose, _ code: OneTimeCode, in context: PoolContext
    ) -> ChangeAction {
        perform(as: .confirmed, isEnabled: false) { machine in
            purpose == .recovery
                ? machine.recovered(code, nil, hiding: true, in: context) ?? .refuse(.verificationCodeMismatch)
                : machine.signUpConfirmed(code, hiding: true, in: context)
        }
    }

    /// Runs a user's event on the stand-in in a state that is not stored: between events all stand-ins have the same.
    private mutating func perform(
        as status: UserStatus, isEnabled: Bool = true, _ event: (inout AuthMachine) -> ChangeAction
    ) -> ChangeAction {
        let (storedStatus, storedFlag) = (standIn.status, standIn.isEnabled)
        standIn.status = status
        standIn.isEnabled = isEnabled
        var machine = AuthMachine(record: standIn)
        let action = event(&machine)
        standIn = machine.record
        standIn.status = storedStatus
        standIn.isEnabled = storedFlag
        return action
    }
}

/// The delivery that is answered for a code that went to nobody: a keyed function of pool and canonical name (R122).
///
/// It has the forms that users' deliveries have. Both operations that send codes tell one name the same destinations.
package struct DecoyDelivery: Sendable {
    private let pool: PoolRecord
    private let key: DerivedKey

    package init(in pool: PoolRecord, keys: KeyRing) {
        self.pool = pool
        key = keys.current(.decoy)
    }

    /// The delivery of a code of this purpose.
    package func details(for username: Username, _ purpose: CodePurpose) -> CodeDeliveryDetails {
        let spelling = pool.fixed.isUsernameCaseSensitive ? username.text : username.text.lowercased()
        let bytes = key.authenticationCode(
            for: Array("delivery".utf8) + [0] + Array(pool.id.text.utf8) + [0] + pool.canonical(username).digest
        ).array
        let channels = pool.channels(of: purpose)
        // A name that is an address or a number stands for itself half of the time, where the pool has both channels.
        guard channels.count > 1 ? bytes[0] % 2 == 0 : channels.first == .phoneNumber else {
            let typed = try? EmailAddress(spelling)
            return CodeDeliveryDetails(simulating: .email, masked: typed?.masked ?? Self.address(bytes[1..<5]))
        }
        let typed = try? PhoneNumber(spelling)
        return CodeDeliveryDetails(simulating: .phoneNumber, masked: typed?.masked ?? Self.number(bytes[5..<10]))
    }

    /// A masked address out of four bytes.
    private static func address(_ bytes: ArraySlice<UInt8>) -> String {
        func letter(_ place: Int) -> String {
            let number = UInt16(bytes[bytes.startIndex + place]) << 8 | UInt16(bytes[bytes.startIndex + place + 1])
            // Addresses seldom begin with a digit or a capital, and masks keep both.
            let (first, count): (Unicode.Scalar, UInt16) =
                switch number % 16 {
                case 0: ("0", 10)
                case 1: ("A", 26)
                default: ("a", 26)
                }
            return String(Unicode.Scalar(UInt8(ascii: first) + UInt8(number / 16 % count)))
        }
        return "\(letter(0))***@\(letter(2))***"
    }

    /// A masked number of 11 to 13 digits, as most mobile numbers have, out of five bytes.
    private static func number(_ bytes: ArraySlice<UInt8>) -> String {
        let digits = bytes.dropFirst().reduce(UInt32(0)) { $0 << 8 | UInt32($1) } % 10_000
        let stars = 7 + Int(bytes[bytes.startIndex] % 3)
        return "+" + String(repeating: "*", count: stars) + String(10_000 + digits).dropFirst()
    }
}

extension PoolRecord {
    /// The channels that a code of this purpose goes to in this pool, the first choice first; never empty.
    fileprivate func channels(of purpose: CodePurpose) -> [AttributeName] {
        let ways: [AttributeName] =
            purpose == .recovery
            ? (accountRecovery ?? [.verifiedPhoneNumber, .verifiedEmail]).compactMap(\.attribute)
                .filter { !receivesOnlyFactorCodes($0) }
            : [.phoneNumber, .email].filter(autoVerifiedAttributes.contains)
        let usable = ways.filter { $0 != .phoneNumber || smsConfiguration != nil }
        return usable.isEmpty ? [.email] : usable
    }

    /// True for a channel that is a second factor of every user, to which no recovery code goes.
    private func receivesOnlyFactorCodes(_ name: AttributeName) -> Bool {
        mfa.mode == .on && mfa.offered.inOrder.contains { $0.attribute == name }
            && !mfa.factors.contains(.softwareToken) && primaryRecovery != name
    }
}
