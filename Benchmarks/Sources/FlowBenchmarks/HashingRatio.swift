import CognitoMFA
import CognitoMFACore
import CognitoMFAService

/// Four password checks that come at once, on one hashing thread, against four one after the other.
struct HashingRatio {
    private static let iterations = 100_000
    private let hasher = PBKDF2PasswordHasher(iterations: Self.iterations)
    private let pool: UserPool
    private let names = (0..<4).map { Username("user-\($0)") }
    private let hash: PasswordHash

    init() async throws {
        let service = UserPoolService(
            store: InMemoryRecordStore(), keys: try KeyRing(base64: Base64.encode([UInt8](repeating: 7, count: 32))),
            tokens: .hs256(
                issuer: "https://test.invalid",
                keys: try KeyRing(base64: Base64.encode([UInt8](repeating: 7, count: 32)))),
            passwords: hasher, profile: .current, limits: FlowLimits(hashingThreads: 1))
        pool = try await service.openPool(
            "test_pool", client: "client", creatingIfAbsent: UserPoolSettings(name: "Hashing", mfa: .off))
        hash = try await hasher.hash("Analytical-1843")
        for name in names {
            _ = try await service.administration.adminImportUser(
                AdminImportUserRequest(userPoolID: pool.id, username: name, passwordHash: hash))
        }
    }

    /// The median of how many times faster four sign-ins at once are than four checks of the hasher alone.
    func median(of repetitions: Int) async throws -> Double {
        var ratios: [Double] = []
        for _ in 0..<repetitions {
            let alone = try await ContinuousClock().measure {
                for _ in names {
                    guard try await hasher.verify("Analytical-1843", against: hash) else { throw FlowWorld.Refused() }
                }
            }
            let together = try await ContinuousClock().measure {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for name in names {
                        group.addTask {
                            guard try await pool.signIn(name, password: "Analytical-1843").authenticationResult != nil
                            else { throw FlowWorld.Refused() }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            ratios.append(alone / together)
        }
        return ratios.sorted()[ratios.count / 2]
    }
}
