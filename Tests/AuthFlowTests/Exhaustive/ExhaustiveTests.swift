import AuthFlow
import CognitoMFAService
import Foundation
import Testing
import UserPoolModel

@Suite("Every sequence of steps in a small world")
struct ExhaustiveTests {
    typealias Figures = ExhaustiveSearch.Figures

    /// The number of steps of the full search: by hand, and in a stage of its own in release.
    static let depth = ProcessInfo.processInfo.environment["EXHAUSTIVE_DEPTH"].flatMap { Int($0) }

    @Test func theReducedWorldToDepthSix() throws {
        let start = ContinuousClock.now
        var search = ExhaustiveSearch(StepCheck(profile: .current), .reduced)
        try search.run(from: [Beginning(one: .app, other: .bare, setting: .optional)], depth: 6)
        print("reduced, depth 6: \(search.figures) in \(ContinuousClock.now - start)")
        #expect(search.figures == Figures(worlds: 4271, transitions: 65872, users: 972, runs: 11646, kinds: 34))
        #expect(Self.reducedReplies.subtracting(search.replies).isEmpty)
    }

    // R36, R47, R53, R55, R69, R70: one live code a session, and no fresh counts, with tabs, resends and changes.
    @Test(arguments: [CognitoProfile.classic, .current]) func twoTabsToDepthSix(_ profile: CognitoProfile) throws {
        let start = ContinuousClock.now
        var search = ExhaustiveSearch(StepCheck(profile: profile), .tabs)
        let starts = [Beginning.Start.both, .texter, .slipping]
        let beginnings = starts.map { Beginning(one: $0, other: .bare, setting: .optional) }
        try search.run(from: beginnings, depth: 6)
        print("\(profile), tabs, depth 6: \(search.figures) in \(ContinuousClock.now - start)")
        let replies: Set<Reply> = [
            .tokens, .challenge(.text), .challenge(.app), .challenge(.select), .refused(.usedSession),
            .refused(.sentCodeMismatch), .refused(.tooManySends), .refused(.noCodeToSend), .refused(.noOtherFactor),
            .refused(.choiceNotOffered), .refused(.expiredSession), .refused(.attemptsExceeded(.changeCall)),
        ]
        #expect(replies.subtracting(search.replies).isEmpty, "\(replies.subtracting(search.replies))")
        let figures =
            profile == .classic
            ? Figures(worlds: 1094, transitions: 13041, users: 755, runs: 6938, kinds: 59)
            : Figures(worlds: 1093, transitions: 13030, users: 754, runs: 6930, kinds: 59)
        #expect(search.figures == figures)
    }

    /// One session and one sign-in at a time for each user, as deep as is asked for.
    @Test(.enabled(if: depth != nil), arguments: CognitoProfile.allCases)
    func everyStepOneAtATime(_ profile: CognitoProfile) throws {
        try search(profile, .narrow, from: Beginning.narrow, depth: #require(Self.depth), Self.narrow)
    }

    /// Two sessions and two sign-ins side by side; two steps less deep, for the states are many more.
    @Test(.enabled(if: depth != nil), arguments: CognitoProfile.allCases)
    func everyStepSideBySide(_ profile: CognitoProfile) throws {
        try search(profile, .wide, from: Beginning.wide, depth: #require(Self.depth) - 2, Self.wide)
    }

    private func search(
        _ profile: CognitoProfile, _ alphabet: StepAlphabet, from beginnings: [Beginning], depth: Int,
        _ expected: [Int: [CognitoProfile: Figures]]
    ) throws {
        let start = ContinuousClock.now
        var search = ExhaustiveSearch(StepCheck(profile: profile), alphabet)
        try search.run(from: beginnings, depth: depth)
        print("\(profile), held \(alphabet.held), depth \(depth): \(search.figures) in \(ContinuousClock.now - start)")
        if let expected = expected[depth]?[profile] { #expect(search.figures == expected) }
        guard depth >= 4 else { return }
        let missing = Self.replies(profile).subtracting(search.replies)
        #expect(missing.isEmpty, "never answered: \(missing)")
    }

    /// The table of users, and the pairs of its numbers, are what a search of whole worlds finds.
    @Test(.enabled(if: depth != nil), arguments: CognitoProfile.allCases)
    func theTableOfUsersHidesNothing(_ profile: CognitoProfile) throws {
        var plain = PlainSearch(StepCheck(profile: profile), .wide)
        try plain.run(from: Beginning.wide, depth: 2)
        var search = ExhaustiveSearch(StepCheck(profile: profile), .wide)
        try search.run(from: Beginning.wide, depth: 2)
        print("\(profile), depth 2: \(plain.worlds) plain worlds, \(plain.transitions) plain transitions")
        #expect(plain.worlds == search.figures.worlds)
        #expect(plain.transitions == search.figures.transitions)
    }

    /// The parts of a state that the fingerprint leaves out make no difference to any rule.
    @Test(.enabled(if: depth != nil), arguments: CognitoProfile.allCases)
    func equalFingerprintsBehaveAlike(_ profile: CognitoProfile) throws {
        var check = FingerprintCheck(StepCheck(profile: profile), perFingerprint: 2)
        try check.run(from: Beginning.Start.allCases, depth: 2)
        print("\(profile), depth 2: \(check.comparisons) comparisons of states with one fingerprint")
        #expect(check.comparisons >= 80_000)
    }

    /// Measured; a search that finds fewer has shrunk.
    static let narrow: [Int: [CognitoProfile: Figures]] = [
        4: [
            .classic: Figures(worlds: 17156, transitions: 995_418, users: 4198, runs: 237_866, kinds: 159),
            .current: Figures(worlds: 17379, transitions: 1_009_607, users: 4201, runs: 242_857, kinds: 156),
            .strict: Figures(worlds: 21665, transitions: 1_207_665, users: 5417, runs: 282_890, kinds: 170),
        ],
        5: [
            .classic: Figures(worlds: 138_428, transitions: 8_032_735, users: 24048, runs: 1_356_596, kinds: 162),
            .current: Figures(worlds: 141_737, transitions: 8_240_364, users: 24125, runs: 1_403_414, kinds: 159),
            .strict: Figures(worlds: 182_721, transitions: 10_211_907, users: 31481, runs: 1_654_109, kinds: 174),
        ],
        6: [
            .classic: Figures(worlds: 946_725, transitions: 55_267_813, users: 119_922, runs: 6_777_632, kinds: 171),
            .current: Figures(worlds: 981_157, transitions: 57_428_407, users: 120_662, runs: 7_094_786, kinds: 168),
        ],
    ]
    static let wide: [Int: [CognitoProfile: Figures]] = [
        2: [
            .classic: Figures(worlds: 320, transitions: 19147, users: 117, runs: 9230, kinds: 132),
            .current: Figures(worlds: 320, transitions: 19147, users: 117, runs: 9230, kinds: 132),
            .strict: Figures(worlds: 360, transitions: 21198, users: 136, runs: 10334, kinds: 144),
        ],
        3: [
            .classic: Figures(worlds: 4515, transitions: 271_074, users: 1052, runs: 77922, kinds: 195),
            .current: Figures(worlds: 4539, transitions: 272_790, users: 1052, runs: 78615, kinds: 192),
            .strict: Figures(worlds: 5642, transitions: 331_950, users: 1363, runs: 95255, kinds: 210),
        ],
        4: [
            .classic: Figures(worlds: 44952, transitions: 2_725_571, users: 7155, runs: 503_856, kinds: 235),
            .current: Figures(worlds: 45694, transitions: 2_777_218, users: 7164, runs: 516_269, kinds: 229),
        ],
    ]

    private static let challenges: [HeldSession.Kind] = [.newPassword, .select, .text, .app, .setUp, .setUpDone]

    private static let reducedReplies: Set<Reply> = [
        .tokens, .secret, .verified, .done, .challenge(.text), .challenge(.app), .challenge(.setUp),
        .refused(.incorrectPassword), .refused(.expiredSession), .refused(.usedSession),
        .refused(.softwareTokenCodeMismatch), .refused(.softwareTokenCodeUsed),
        .refused(.invalidSession), .refused(.softwareTokenOffInPool),
    ]

    /// All that can be answered in this world, so that no rule is verified on nothing.
    private static func replies(_ profile: CognitoProfile) -> Set<Reply> {
        var errors: [CognitoError] = [
            .incorrectPassword, .userDisabled, .passwordResetRequired, .attemptsExceeded(.changeCall), .invalidSession,
            .expiredSession, .usedSession, .sentCodeMismatch, .softwareTokenCodeMismatch, .softwareTokenCodeUsed,
            .choiceNotOffered, .softwareTokenOffInPool, .nothingAssociated, .setUpCodeMismatch, .revokedAccessToken,
            .revokedRefreshToken, .noDeliveryConfig(.sms), .noDeliveryConfig(.softwareToken),
            .verificationCodeMismatch, .verificationCodeExpired, .cannotResetNow, .noRecoveryChannel, .noSoftwareToken,
            .attributeNotVerifiable,
        ]
        if profile == .classic { errors.append(.expiredCode) }
        if profile == .strict { errors += [.reauthenticationRequired, .missingParameter("UserCode")] }
        // The session after a verified set-up comes with the reply `verified`, not as a challenge of its own.
        let opened = challenges.filter { $0 != .setUpDone }.map { Reply.challenge($0) }
        return Set([.tokens, .secret, .verified, .done, .verifyAgain] + opened + errors.map { .refused($0) })
    }
}
