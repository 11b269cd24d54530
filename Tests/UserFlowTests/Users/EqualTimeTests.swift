import AuthFlow
import CognitoMFACore
import CognitoMFAInMemory
import CognitoMFAService
import CognitoMFASimulation
import CognitoMFATesting
import CognitoMFATokens
import Foundation
import TestSupport
import Testing
import UserPoolModel

/// The time of a refused call for a user, compared with its time for an unknown name.
///
/// A report: `WELCH=20000 swift test -c release --filter EqualTime`.
@Suite(.serialized) struct EqualTimeTests {
    /// Every public operation that takes a name, except SignUp.
    enum Operation: String, CaseIterable, CustomTestStringConvertible {
        case initiateAuth = "InitiateAuth, wrong password"
        case forgotPassword = "ForgotPassword, a code is sent"
        case forgotPasswordWithoutChannel = "ForgotPassword, no channel"
        case resendConfirmationCode = "ResendConfirmationCode"
        case confirmSignUp = "ConfirmSignUp, wrong code"
        case confirmSignUpWithoutCode = "ConfirmSignUp, no code sent"
        case confirmForgotPassword = "ConfirmForgotPassword, wrong code"
        case confirmForgotPasswordWithoutCode = "ConfirmForgotPassword, no code sent"
        case respondToAuthChallenge = "RespondToAuthChallenge, forged session"

        var testDescription: String { rawValue }
        var isOfUnconfirmed: Bool { self == .resendConfirmationCode || self == .confirmSignUp }
        /// True if the user waits for a code.
        var awaitsCode: Bool { isOfUnconfirmed || self == .confirmForgotPassword }

        func call(_ pool: UserPool, _ name: Username) async throws {
            switch self {
            case .initiateAuth: _ = try await pool.signIn(name, password: "wrong")
            case .forgotPassword, .forgotPasswordWithoutChannel: _ = try await pool.forgotPassword(name)
            case .resendConfirmationCode: _ = try await pool.resendConfirmationCode(name)
            case .confirmSignUp, .confirmSignUpWithoutCode: try await pool.confirmSignUp(name, code: "314159")
            case .confirmForgotPassword, .confirmForgotPasswordWithoutCode:
                try await pool.confirmForgotPassword(name, code: "314159", password: "Difference-1822")
            case .respondToAuthChallenge:
                _ = try await pool.service.respondToAuthChallenge(
                    RespondToAuthChallengeRequest(
                        clientID: pool.clientID, challengeName: .smsMFA,
                        session: SessionHandle(String(repeating: "AQIDBAUG", count: 24)),
                        challengeResponses: RequestParameters([
                            "USERNAME": name.text, "SMS_MFA_CODE": "314159",
                        ])))
            }
        }
    }

    /// Takes every message and keeps none.
    private struct TakingSender: EmailSender {
        func send(_ message: EmailMessage) async throws -> DeliveryOutcome { .accepted }
    }

    /// A service on the in-memory store, whose users are prepared rows.
    private struct World {
        let store = InMemoryRecordStore()
        let time = ManualTimeSource()
        let keys: KeyRing
        let service: UserPoolService
        let pool: UserPool

        init() async throws {
            let random = SeededRandomSource(seed: 7)
            keys = KeyRing(from: random)
            service = UserPoolService(
                store: store, keys: keys, tokens: .hs256(issuer: "https://test.invalid", keys: keys),
                sms: RecordingSMSSender(), email: TakingSender(),
                passwords: PBKDF2PasswordHasher(anyIterations: 2, random: random), time: time, random: random)
            pool = try await service.openPool(
                "test_pool", client: "client",
                creatingIfAbsent: UserPoolSettings(
                    mfa: .optional([.sms, .softwareToken]), preventsUserExistenceErrors: true,
                    members: UserPoolOptions(autoVerifiedAttributes: [.email])))
        }

        /// Stores `count` users as a sign-up leaves them, in the state that the operation is measured in.
        func putUsers(_ count: Int, for operation: Operation) async throws {
            let codec = SealedRecordCodec(sealer: NoSealer())
            let hash = try await PBKDF2PasswordHasher(anyIterations: 2).hash("Analytical-1843")
            let isVerified = operation != .forgotPasswordWithoutChannel && !operation.isOfUnconfirmed
            for number in 0..<count {
                let sub = UserSub("00000000-0000-4000-8000-\(String(100_000_000_000 + number))")
                var user = UserAuthRecord(
                    username: Username("user\(number)"), sub: sub,
                    status: operation.isOfUnconfirmed ? .unconfirmed : .confirmed,
                    attributes: [.email: "user\(number)@example.com", .emailVerified: isVerified ? "true" : "false"],
                    password: hash, createdAt: time.now())
                let purpose = operation.isOfUnconfirmed ? CodePurpose.signUp : .recovery
                let id = SessionID([UInt8](repeating: 9, count: 16))
                user.reservations[.sub] = ReservationMark(
                    digest: SHA256.hash(Array(sub.text.utf8)).array, nonce: [UInt8](repeating: 9, count: 16))
                if operation.awaitsCode, let destination = user.attributes.destination(.email) {
                    let sent = SentCode(
                        "271828", for: purpose, to: destination, user: sub, session: id, keys: keys,
                        expiresAt: time.now() + .seconds(1 << 40))
                    user.codes[purpose] = VerificationCode(id: id, sent: sent)
                }
                let key = RecordKey.user(pool.id, CanonicalName(user.username, ignoringCase: true))
                let row = VersionedRecord(version: RecordVersion("put"), contents: try codec.encode(user, of: key))
                _ = await store.compareAndSwap(key, .insert(row))
            }
        }

        /// The microseconds of a call; its background work ends before the next call.
        func microseconds(_ operation: Operation, _ name: Username) async -> Double {
            // The next hour, with unused limits and no locks.
            time.advance(by: .seconds(3601))
            let clock = ContinuousClock()
            let start = clock.now
            _ = await failure { try await operation.call(pool, name) }
            let elapsed = (clock.now - start) / .microseconds(1)
            await service.shutDown()
            return elapsed
        }
    }

    /// The printed rows are those of a table in `Docs/Reliability/Timing.md`.
    ///
    /// It fails only where the measurement itself is broken: two groups of unknown names differ.
    @Test(
        .enabled(if: ProcessInfo.processInfo.environment["WELCH"] != nil), arguments: Operation.allCases
    ) func timesOfUsersAndOfUnknownNames(_ operation: Operation) async throws {
        let count = try #require(Int(ProcessInfo.processInfo.environment["WELCH"] ?? ""))
        let world = try await World()
        let warmingUp = min(count, 200)
        try await world.putUsers(count + warmingUp, for: operation)
        var groups: [[Double]] = [[], [], []]
        for number in 0..<count + warmingUp {
            // Of one length, for the time grows with the name's.
            let names = ["user\(number)", "none\(number)", "nemo\(number)"].map { Username($0) }
            // In random order, so that a drift affects all three groups.
            for group in [0, 1, 2].shuffled() {
                // After an uncounted call of the same kind, so that each call meets the same caches.
                _ = await world.microseconds(operation, Username("erst\(number)"))
                let time = await world.microseconds(operation, names[group])
                if number >= warmingUp { groups[group].append(time) }
            }
        }
        let (user, nobody, control) = (groups[0], groups[1], groups[2])
        let told = TimeComparison(user, nobody)
        let own = TimeComparison(control, nobody)
        if operation == Operation.allCases.first { print(TimeComparison.heading(count)) }
        print(
            "| \(operation.rawValue) | \(told.medians.0.tenths) | \(told.medians.1.tenths) | \(abs(told.t).tenths) "
                + "| \(told.area.hundredths) | \(abs(own.t).tenths) | \(own.area.hundredths) |")
        #expect(abs(own.t) <= 10, "the control groups differ: the measurement is broken")
        // Four standard errors, when there are too few samples for the bound.
        let bound = max(0.05, 4 / (6 * Double(count)).squareRoot())
        #expect(abs(own.area - 0.5) <= bound, "the control groups differ: the measurement is broken")
    }
}

/// Two groups of times: medians, Welch's t, and the probability that a time of the first group is the longer (AUC).
struct TimeComparison {
    let medians: (Double, Double)
    let t: Double
    let area: Double

    init(_ left: [Double], _ right: [Double]) {
        medians = (left.sorted()[left.count / 2], right.sorted()[right.count / 2])
        t = Self.welch(Self.cropped(left), Self.cropped(right))
        area = Self.area(left, right)
    }

    static func heading(_ count: Int) -> String {
        """
        \(count) samples of each group; medians in microseconds.

        | Operation | user | nobody | \\|t\\| | AUC | control \\|t\\| | control AUC |
        |---|--:|--:|--:|--:|--:|--:|
        """
    }

    /// The times without the slowest twentieth, which is the machine's.
    private static func cropped(_ times: [Double]) -> [Double] {
        Array(times.sorted().prefix(times.count * 19 / 20))
    }

    private static func welch(_ left: [Double], _ right: [Double]) -> Double {
        func moments(_ values: [Double]) -> (mean: Double, error: Double) {
            let mean = values.reduce(0, +) / Double(values.count)
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
            return (mean, variance / Double(values.count))
        }
        let (a, b) = (moments(left), moments(right))
        return (a.mean - b.mean) / (a.error + b.error).squareRoot()
    }

    /// The area under the ROC curve, from the ranks of Mann and Whitney; equal times share their ranks.
    private static func area(_ left: [Double], _ right: [Double]) -> Double {
        let all = (left.map { ($0, true) } + right.map { ($0, false) }).sorted { $0.0 < $1.0 }
        var sum = 0.0
        var start = 0
        while start < all.count {
            var end = start
            while end < all.count, all[end].0 == all[start].0 { end += 1 }
            let rank = Double(start + end + 1) / 2
            sum += rank * Double(all[start..<end].count { $0.1 })
            start = end
        }
        let count = Double(left.count)
        return (sum - count * (count + 1) / 2) / (count * Double(right.count))
    }
}

extension Double {
    fileprivate var tenths: String { String(format: "%.1f", self) }
    fileprivate var hundredths: String { String(format: "%.3f", self) }
}

/// The figures of the report, for groups whose figures are known.
@Suite struct TimeComparisonTests {
    @Test func equalGroupsTellNothing() {
        let times = (0..<1000).map { Double($0 % 10) }
        let told = TimeComparison(times, times)
        #expect(told.t == 0 && told.area == 0.5 && told.medians == (5, 5))
    }

    @Test func apartTheyTellEverything() {
        let (short, long) = ((0..<100).map { Double($0) }, (100..<200).map { Double($0) })
        #expect(TimeComparison(long, short).area == 1 && TimeComparison(short, long).area == 0)
        #expect(TimeComparison(long, short).t > 10 && TimeComparison(short, long).t < -10)
    }

    @Test func equalTimesCountHalf() {
        #expect(TimeComparison([1, 2, 3], [2, 2, 2]).area == 0.5)
        #expect(TimeComparison([2, 3], [1, 2]).area == 0.875)
    }
}
