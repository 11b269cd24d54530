import AuthFlow
import CognitoMFAService
import Testing
import UserPoolModel

@Suite("Planted faults and the shortest ways to them")
struct PlantedFaultTests {
    /// A fault, where it is looked for, and how many steps show it.
    struct Case: Sendable, CustomTestStringConvertible {
        let fault: PlantedFault
        let start: Beginning.Start
        let setting: PoolSetting
        let alphabet: StepAlphabet
        /// With every record compared after every step.
        let whenOpened: Int
        /// By replies alone, as a client sees them.
        let byReplies: Int
        var testDescription: String { fault.name }
    }

    static let signIns: Set<UserStep> = [
        .signIn(.right), .answer(0, .appCode(0)), .answer(0, .wrongAppCode), .answer(0, .sentCode(.right)), .replay,
    ]

    static let cases: [Case] = [
        found(0, from: .slipping, .optional, .only(signIns), 1, 2),
        found(1, from: .app, .optional, .only(signIns), 2, 3),
        found(2, from: .app, .optional, .only(signIns), 2, 4),
        found(3, from: .app, .on, .only(signIns, [.on, .onTextOnly]), 3, 3),
        found(4, from: .texter, .optional, .only(signIns, [], [.code]), 3, 3),
        found(5, from: .slipping, .optional, .only(signIns), 1, 2),
        found(6, from: .slipping, .optional, .only(signIns), 1, 3),
        found(7, from: .plain, .off, .only([.beginCheck, .finishCheck, .admin(.setPassword)]), 3, 3),
        found(8, from: .app, .on, .only(signIns.union([.admin(.signOut)])), 2, 3),
        found(9, from: .texter, .optional, .only(signIns.union([.admin(.changeNumber)])), 2, 3),
        found(10, from: .app, .optional, .only(signIns.union([.use(0, .associate)])), 1, 3),
        found(
            11, from: .plain, .optional,
            .only(signIns.union([.use(0, .associate), .use(0, .verify(.right)), .use(0, .prefer(.app))])), 3, 6),
    ]

    private static func found(
        _ number: Int, from start: Beginning.Start, _ setting: PoolSetting, _ alphabet: StepAlphabet,
        _ whenOpened: Int, _ byReplies: Int
    ) -> Case {
        Case(
            fault: PlantedFault.all[number], start: start, setting: setting, alphabet: alphabet,
            whenOpened: whenOpened, byReplies: byReplies)
    }

    @Test func everyFaultHasItsCase() { #expect(Self.cases.map(\.fault.name) == PlantedFault.all.map(\.name)) }

    @Test(arguments: cases, [true, false])
    func everyFaultIsFound(_ planted: Case, opensRecords: Bool) throws {
        let verify = StepCheck(profile: .classic, fault: planted.fault, opensRecords: opensRecords)
        let beginning = Beginning(one: planted.start, other: .bare, setting: planted.setting)
        var search = ExhaustiveSearch(verify, planted.alphabet)
        do throws(Counterexample) {
            try search.run(from: [beginning], depth: 6)
            Issue.record("not found within six steps: \(planted.fault.name)")
        } catch {
            print("\(planted.fault.name), \(opensRecords ? "records opened" : "by replies alone"): \(error)")
            #expect(error.length == (opensRecords ? planted.whenOpened : planted.byReplies))
        }
        // The same search of the machine as it is finds nothing.
        var healthy = ExhaustiveSearch(StepCheck(profile: .classic, opensRecords: opensRecords), planted.alphabet)
        try healthy.run(from: [beginning], depth: opensRecords ? planted.whenOpened : planted.byReplies)
    }
}
