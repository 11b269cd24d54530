import CognitoMFA

/// A pool on a server, with users who sign in round by round.
struct LoadedServer: Sendable {
    /// The clock's step between two rounds: a code counts once, and a user may have thirty open sign-ins in an hour.
    private static let pause = 150
    private static let password = "Analytical-1843"

    let name: String
    private let client: PoolClient
    private let concurrency: Int
    private let clientID: String
    private let users: [User]

    private struct User: Sendable {
        let name: String
        /// Nil on a server that checks no codes and whose secrets are not base32.
        let secret: SharedSecret?
    }

    /// Creates a pool, an app client, and users who each have an authenticator app.
    init(_ name: String, _ client: PoolClient, users count: Int, concurrency: Int) async throws {
        (self.name, self.client, self.concurrency) = (name, client, concurrency)
        let pool = try await client.call("CreateUserPool", ["PoolName": "load"], signed: true).userPool?.id ?? ""
        _ = try await client.call(
            "SetUserPoolMfaConfig",
            [
                "UserPoolId": .text(pool), "MfaConfiguration": "OPTIONAL",
                "SoftwareTokenMfaConfiguration": ["Enabled": true],
            ], signed: true)
        clientID =
            try await client.call(
                "CreateUserPoolClient",
                [
                    "UserPoolId": .text(pool), "ClientName": "load",
                    "ExplicitAuthFlows": ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
                ], signed: true
            ).userPoolClient?.clientId ?? ""
        let ahead = try await client.advance(seconds: 0)
        let numbers = Feed(0..<count)
        users = try await withThrowingTaskGroup(of: [User].self) { [clientID] group in
            for _ in 0..<concurrency {
                group.addTask {
                    var made: [User] = []
                    while let number = numbers.next() {
                        made.append(
                            try await Self.enrol("user-\(number)", in: pool, of: clientID, by: client, ahead: ahead))
                    }
                    return made
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private static func enrol(
        _ name: String, in pool: String, of clientID: String, by client: PoolClient, ahead: Duration
    ) async throws -> User {
        // Here a password is hashed only twice: when it is set, and at the first sign-in.
        _ = try await client.call(
            "SignUp", ["ClientId": .text(clientID), "Username": .text(name), "Password": .text(password)])
        _ = try await client.call(
            "AdminConfirmSignUp", ["UserPoolId": .text(pool), "Username": .text(name)], signed: true)
        let token = PoolMember.text(
            try await client.call("InitiateAuth", password(of: name, clientID)).authenticationResult?.accessToken ?? "")
        let text = try await client.call("AssociateSoftwareToken", ["AccessToken": token]).secretCode ?? ""
        let secret = client.token == nil ? nil : try SharedSecret(base32: text)
        _ = try await client.call(
            "VerifySoftwareToken", ["AccessToken": token, "UserCode": .text(code(secret, ahead: ahead))])
        _ = try await client.call(
            "SetUserMFAPreference",
            ["AccessToken": token, "SoftwareTokenMfaSettings": ["Enabled": true, "PreferredMfa": true]])
        return User(name: name, secret: secret)
    }

    private static func password(of name: String, _ clientID: String) -> [String: PoolMember] {
        [
            "ClientId": .text(clientID), "AuthFlow": "USER_PASSWORD_AUTH",
            "AuthParameters": ["USERNAME": .text(name), "PASSWORD": .text(password)],
        ]
    }

    private static func code(_ secret: SharedSecret?, ahead: Duration) -> String {
        secret.map { TOTP.cognito.code(for: $0, at: SystemTimeSource().now() + ahead).text } ?? "123456"
    }

    /// Moves the clock forward, then signs every user in once.
    func round() async throws -> Round {
        let ahead = try await client.advance(seconds: Self.pause)
        let feed = Feed(users)
        let clock = ContinuousClock()
        let start = clock.now
        var round = await withTaskGroup(of: Round.self) { group in
            for _ in 0..<concurrency {
                group.addTask {
                    var part = Round()
                    while let user = feed.next() {
                        await Self.signIn(user, clientID, by: client, ahead: ahead, into: &part)
                    }
                    return part
                }
            }
            return await group.reduce(into: Round()) { $0.add($1) }
        }
        round.busy = clock.now - start
        return round
    }

    private static func signIn(
        _ user: User, _ clientID: String, by client: PoolClient, ahead: Duration, into round: inout Round
    ) async {
        let clock = ContinuousClock()
        let start = clock.now
        do throws(PoolClient.Failure) {
            let challenge = try await client.call("InitiateAuth", password(of: user.name, clientID))
            let middle = clock.now
            guard challenge.challengeName == "SOFTWARE_TOKEN_MFA", let session = challenge.session else {
                throw PoolClient.Failure(operation: "InitiateAuth", kind: "no challenge for a code")
            }
            let answer = try await client.call(
                "RespondToAuthChallenge",
                [
                    "ClientId": .text(clientID), "ChallengeName": "SOFTWARE_TOKEN_MFA", "Session": .text(session),
                    "ChallengeResponses": [
                        "USERNAME": .text(user.name), "SOFTWARE_TOKEN_MFA_CODE": .text(code(user.secret, ahead: ahead)),
                    ],
                ])
            guard let tokens = answer.authenticationResult, !tokens.accessToken.isEmpty else {
                throw PoolClient.Failure(operation: "RespondToAuthChallenge", kind: "no tokens")
            }
            let end = clock.now
            round.signIns.append(end - start)
            round.passwords.append(middle - start)
            round.codes.append(end - middle)
        } catch { round.errors[error, default: 0] += 1 }
    }
}
