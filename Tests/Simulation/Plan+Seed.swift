import CognitoMFATesting

extension Plan {
    package typealias Weights = [(Int, Intent)]

    static let ownerWeights: Weights = [
        (34, .advance), (6, .signIn), (3, .signInWithOldPassword), (3, .signInWithWrongPassword), (5, .guess),
        (5, .replay),
        (3, .codeOfEarlierStep), (3, .codeOfUnprovedApp), (3, .spentSession), (3, .associate), (7, .prove),
        (2, .guessProof),
        (2, .removeApp), (3, .prefer), (3, .changePassword), (1, .changePasswordWithWrongOne), (4, .refresh),
        (3, .refreshWithOldToken), (2, .revoke), (2, .signOut), (4, .describeWithOldToken), (2, .setNumber),
        (2, .askNumberCode),
        (3, .proveNumber), (3, .describe), (2, .recover),
    ]
    static let insiderWeights: Weights = [
        (20, .signIn), (25, .guess), (12, .replay), (6, .spentSession), (6, .associate), (5, .prove), (4, .guessProof),
        (4, .signInWithWrongPassword), (5, .advance), (3, .sessionOfAnotherUser), (3, .codeOfEarlierStep),
    ]
    static let strangerWeights: Weights = [
        (60, .signInWithWrongPassword), (20, .signInWithOldPassword), (10, .sessionOfAnotherUser),
    ]
    static let administratorWeights: Weights = [
        (18, .configure), (9, .disable), (9, .enable), (8, .setPassword), (5, .resetPassword), (5, .deleteApp),
        (8, .signOutUser), (8, .replaceNumber), (5, .unlock), (5, .delete), (6, .create), (6, .preferForUser),
        (12, .describeUser),
    ]
    static let rules: [PoolRule] = [
        PoolRule(.off, [.sms]), PoolRule(.optional, [.sms, .app]), PoolRule(.optional, [.sms]),
        PoolRule(.on, [.sms, .app]), PoolRule(.on, [.sms]),
    ]

    /// The plan of a seed.
    package init(seed: UInt64) {
        var randomness = SeededRandomness(seed)
        self.seed = seed
        salt = randomness.next()
        stickiness = randomness.pick([0, 40, 75, 90, 97])
        rule = randomness.pick(weighted: [
            (1, Self.rules[0]), (6, Self.rules[1]), (1, Self.rules[2]), (5, Self.rules[3]), (1, Self.rules[4]),
        ])
        isClassic = randomness.percent(30)
        rotates = randomness.percent(50)
        offsets = (0..<2).map { _ in Int64(randomness.below(5_000)) - 2_500 }
        recordsTexts = seed % 32 == 0
        hasTriggers = seed % 4 == 1
        faults = []
        clients = []
        let names = ["tess", "tess", "sam", "bea", "bea", "nia", "clo"]
        let first = randomness.pick(names)
        let second = randomness.percent(70) ? first : randomness.pick(names)
        // Some schedules have one theme, such as a long attack.
        let theme = randomness.below(24)
        clients.append(Self.script(.owner, first, 3 + randomness.below(4), &randomness))
        clients.append(Self.script(.owner, second, 2 + randomness.below(3), &randomness))
        if randomness.percent(40) { clients.append(Self.script(.insider, first, 2 + randomness.below(3), &randomness)) }
        if randomness.percent(15) {
            clients.append(Self.script(.stranger, first, 1 + randomness.below(2), &randomness))
        }
        if randomness.percent(70) {
            clients.append(Self.script(.administrator, first, 1 + randomness.below(3), &randomness))
        }
        switch theme {
        case 0: attack(with: .guess, by: .insider, on: first, times: 9, &randomness)
        case 1: attack(with: .signInWithWrongPassword, by: .stranger, on: first, times: 8, &randomness)
        case 2: attack(with: .guessProof, by: .owner, on: first, times: 12, &randomness)
        case 3: attack(with: .replay, by: .insider, on: first, times: 5, &randomness)
        case 4: attack(with: .guess, by: .insider, on: "sam", times: 11, &randomness)
        case 5, 6, 7: unsettle(randomness.pick(["sam", "tess", "bea"]), &randomness)
        case 8: refresh(&randomness)
        case 9: enrol(&randomness)
        case 10: recreate(&randomness)
        case 11: prove(&randomness)
        case 12, 13: regroup(&randomness)
        case 14, 15, 16: wander(&randomness)
        case 17, 18, 19: browse(&randomness)
        default: break
        }
        if randomness.percent(55) {
            for _ in 0..<(1 + randomness.below(3)) { faults.append(fault(&randomness)) }
        }
    }

    private mutating func fault(_ randomness: inout SeededRandomness) -> Fault {
        let kind = randomness.pick(weighted: [
            (10, Fault.Kind.fail), (22, .loseReply), (12, .delay), (14, .conflict), (6, .slow), (16, .crash),
            (4, .back),
            (3, .ahead),
        ])
        let client = randomness.below(clients.count)
        return Fault(
            kind, client: client, step: randomness.below(max(1, clients[client].steps.count)),
            call: randomness.below(10))
    }

    /// Changes password, number, factors or settings while sign-ins are under way.
    private mutating func unsettle(_ user: String, _ randomness: inout SeededRandomness) {
        func steps(_ intents: [Intent]) -> [Step] {
            intents.map { intent in
                // The wait is more than one step: otherwise the app shows both clients the same code.
                Step(
                    intent, process: randomness.below(2), wait: randomness.pick([0, 0, 31_000]),
                    variant: randomness.next())
            }
        }
        let change = randomness.pick([
            Intent.setNumber, .changePassword, .changePassword, .signOut, .revoke, .removeApp, .prefer,
        ])
        let order = randomness.pick([
            Intent.replaceNumber, .setPassword, .disable, .signOutUser, .deleteApp, .configure, .delete,
        ])
        clients = [
            Script(
                role: .owner, user: user,
                steps: steps([.signIn, .advance, .signIn, .advance, .signIn, .advance, .describeWithOldToken])),
            Script(role: .owner, user: user, steps: steps([.advance, .advance, change, .advance])),
        ]
        if randomness.percent(60) {
            clients.append(Script(role: .administrator, user: user, steps: steps([.describeUser, order])))
        }
    }

    /// Rotates refresh tokens, and presents old ones.
    private mutating func refresh(_ randomness: inout SeededRandomness) {
        rotates = randomness.percent(80)
        rule = Self.rules[1]
        let steps = (0..<(4 + randomness.below(4))).map { _ in
            Step(
                randomness.pick(weighted: [
                    (6, Intent.refresh), (6, .refreshWithOldToken), (2, .describeWithOldToken), (1, .revoke),
                ]),
                process: randomness.below(2), wait: randomness.pick([0, 0, 6_000, 31_000]), variant: randomness.next())
        }
        let first = Step(.signIn, variant: randomness.next())
        clients = [Script(role: .owner, user: "nia", steps: [first] + steps)]
        if randomness.percent(40) {
            let last = [Step(.signIn, variant: 0), Step(.signOut, process: 1, wait: 6_000, variant: 0)]
            clients.append(Script(role: .owner, user: "nia", steps: last))
        }
    }

    /// Returns a script of an owner who does as told, now and then after a wait.
    static func owner(_ user: String, _ intents: [Intent], _ randomness: inout SeededRandomness) -> Script {
        let steps = intents.map { intent in
            Step(
                intent, process: randomness.below(2),
                wait: randomness.pick(weighted: [(6, 0), (1, 6_000), (2, 31_000)]),
                variant: randomness.next())
        }
        return Script(role: .owner, user: user, steps: steps)
    }

    /// Sets up an app during a sign-in, and presents its code again.
    private mutating func enrol(_ randomness: inout SeededRandomness) {
        rule = Self.rules[3]
        let interruption = randomness.pick([Intent.guessProof, .advance, .spentSession, .describe])
        clients = [
            Self.owner(
                "zoe", [.signIn, .advance, interruption, .advance, .advance, .signIn, .replay, .advance], &randomness)
        ]
        if randomness.percent(50) {
            clients.append(Self.owner("zoe", [.signIn, .advance, .advance, .advance], &randomness))
        }
        if randomness.percent(30) {
            let order = randomness.pick([Intent.configure, .setPassword, .deleteApp, .disable])
            clients.append(Script(role: .administrator, user: "zoe", steps: [Step(order, variant: randomness.next())]))
        }
    }

    /// Changes a number and verifies the new one.
    private mutating func prove(_ randomness: inout SeededRandomness) {
        rule = Self.rules[1]
        let change = randomness.pick([Intent.setNumber, .describe])
        clients = [
            Self.owner("nia", [.signIn, change, .askNumberCode, .proveNumber, .describe, .proveNumber], &randomness)
        ]
        if randomness.percent(60) {
            clients.append(Self.owner("nia", [.signIn, .setNumber, .proveNumber, .describe], &randomness))
        }
    }

    private mutating func attack(
        with intent: Intent, by role: Role, on user: String, times: Int, _ randomness: inout SeededRandomness
    ) {
        clients = Array(clients.prefix(1))
        for _ in 0..<(1 + randomness.below(2)) {
            let opening: [Intent] =
                switch intent {
                case .guessProof: [.advance, .advance, .associate]
                case .guess, .replay: [.signIn]
                default: []
                }
            var steps = opening.map { Step($0, variant: randomness.next()) }
            for _ in 0..<times {
                let isBreak = randomness.percent(intent == .guessProof || times > 9 ? 5 : 25)
                let other: Intent = intent == .guess || intent == .replay ? .signIn : .advance
                steps.append(
                    Step(
                        isBreak ? other : intent, process: randomness.below(2),
                        wait: randomness.pick(weighted: [(16, 0), (5, 1_100), (3, 4_000), (1, 31_000)]),
                        variant: randomness.next()))
            }
            clients.append(Script(role: role, user: user, steps: steps))
        }
    }

    private static func script(_ role: Role, _ user: String, _ count: Int, _ randomness: inout SeededRandomness)
        -> Script
    {
        let weights =
            switch role {
            case .owner: ownerWeights
            case .insider: insiderWeights
            case .stranger: strangerWeights
            case .administrator: administratorWeights
            }
        let steps = (0..<count).map { _ in
            Step(
                randomness.pick(weighted: weights), process: randomness.below(2),
                wait: randomness.pick(weighted: [
                    (50, 0), (15, 1_500), (10, 6_000), (18, 31_000), (3, 200_000), (3, 910_000), (1, 3_700_000),
                ]), variant: randomness.next())
        }
        return Script(role: role, user: user, steps: steps)
    }
}
