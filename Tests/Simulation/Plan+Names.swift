import CognitoMFATesting

// The themes of names that are given again: users and groups.
extension Plan {
    /// Deletes a user and creates one of the same name.
    mutating func recreate(_ randomness: inout SeededRandomness) {
        let user = randomness.pick(["tess", "sam", "nia"])
        clients = [
            Self.owner(
                user,
                [
                    .signIn, .advance, .describeWithOldToken, .signIn, .advance, .refreshWithOldToken,
                    .describeWithOldToken,
                ], &randomness)
        ]
        var administrator = Self.owner(user, [.delete, .create, .describeUser, .create], &randomness)
        administrator.role = .administrator
        clients.append(administrator)
    }

    /// Puts a user into groups and takes the user out, deletes groups and creates them again, while tokens are issued.
    mutating func regroup(_ randomness: inout SeededRandomness) {
        rule = Self.rules[1]
        clients = [Self.owner("nia", [.signIn, .refresh, .refresh, .signIn, .refresh, .refresh], &randomness)]
        if randomness.percent(50) { clients.append(Self.owner("nia", [.signIn, .refresh, .signIn], &randomness)) }
        for count in [5, 3] {
            let orders = (0..<count).map { _ in
                randomness.pick(weighted: [
                    (6, Intent.join), (2, .leave), (2, .deleteGroup), (3, .createGroup), (1, .delete), (1, .create),
                ])
            }
            var administrator = Self.owner("nia", orders, &randomness)
            administrator.role = .administrator
            clients.append(administrator)
        }
    }
}
