import CognitoMFATesting

// The themes of pages: sign-ins under way in two tabs, and browser sessions.
extension Plan {
    /// Asks for other codes and other factors in two tabs, and answers with wrong codes and with codes of before.
    mutating func wander(_ randomness: inout SeededRandomness) {
        rule = randomness.pick([Self.rules[1], Self.rules[3]])
        let user = randomness.pick(["sam", "bea", "bea"])
        let isGuessing = randomness.percent(25)
        let weights: Weights =
            isGuessing
            ? [(12, .guess), (3, .sendNewCode), (1, .useAnotherFactor), (1, .replay)]
            : [
                (7, .sendNewCode), (5, .useAnotherFactor), (4, .advance), (5, .replay), (4, .guess), (1, .spentSession),
                (1, .signIn),
            ]
        func steps(_ count: Int) -> [Step] {
            (0..<count).map { _ in
                let intent = randomness.pick(weighted: weights)
                let wait: Int64 =
                    intent == .sendNewCode
                    ? randomness.pick([0, 29_000, 31_000, 31_000, 61_000])
                    : isGuessing ? 2_500 : randomness.pick([0, 0, 1_100])
                return Step(intent, process: randomness.below(2), wait: wait, variant: randomness.next())
            }
        }
        clients = (0..<(1 + randomness.below(2))).map { _ in
            Script(
                role: .owner, user: user, steps: [Step(.signIn, variant: 1)] + steps(6 + randomness.below(6)),
                isOnPages: randomness.percent(30))
        }
        if isGuessing { clients = Array(clients.prefix(1)) }
    }

    /// Opens browser sessions, uses and ends them, while password, factors and the pool change.
    mutating func browse(_ randomness: inout SeededRandomness) {
        rule = randomness.pick([Self.rules[0], Self.rules[1], Self.rules[1], Self.rules[3]])
        let user = randomness.pick(["tess", "sam", "bea", "nia", "nia"])
        let weights: Weights = [
            (8, .readBrowser), (6, .readOldBrowser), (5, .confirm), (4, .endBrowser), (8, .advance), (3, .signIn),
            (2, .changePassword), (1, .signOut), (1, .removeApp), (2, .prefer), (2, .describeWithOldToken),
        ]
        func steps(_ count: Int) -> [Step] {
            (0..<count).map { _ in
                Step(
                    randomness.pick(weighted: weights), process: randomness.below(2),
                    wait: randomness.pick(weighted: [(10, 0), (8, 31_000), (1, 610_000), (1, 3_700_000)]),
                    variant: randomness.next())
            }
        }
        let opening = [Step(.signIn, variant: 1), Step(.advance, wait: 31_000, variant: 4)]
        clients = (0..<(1 + randomness.below(2))).map { place in
            Script(
                role: .owner, user: user, steps: opening + steps(4 + randomness.below(5)),
                isOnPages: place == 0 || randomness.percent(70))
        }
        guard randomness.percent(60) else { return }
        let orders = (0..<(1 + randomness.below(2))).map { _ in
            randomness.pick(weighted: [
                (6, Intent.configure), (1, .disable), (1, .setPassword), (2, .deleteApp), (1, .signOutUser),
                (3, .preferForUser), (1, .delete), (1, .resetPassword),
            ])
        }
        let steps = orders.map { Step($0, process: randomness.below(2), wait: 31_000, variant: randomness.next()) }
        clients.append(Script(role: .administrator, user: user, steps: steps))
    }
}
