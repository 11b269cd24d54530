import AuthFlow
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Settings that are stored and told back: one example of each, in pools and app clients.
@Suite struct StoredSettingTests {
    private static let arn = SettingValue.text("arn:aws:lambda:eu-west-1:123456789012:function:f")

    /// One example of every setting of a pool.
    static let pool: [String: SettingValue] = examples(of: StoredSetting.pool)
    /// One example of every setting of an app client.
    static let client: [String: SettingValue] = examples(of: StoredSetting.client)

    private static func examples(of table: [StoredSetting]) -> [String: SettingValue] {
        Dictionary(uniqueKeysWithValues: table.map { ($0.name, example(of: $0.shape)) })
    }

    /// A value with every member that the shape has.
    private static func example(of shape: SettingShape) -> SettingValue {
        switch shape {
        case .text(let constraints): .text(text(constraints))
        case .number(let range): .number(range.upperBound)
        case .flag: .flag(true)
        case .list(let item, _): .list([example(of: item)])
        case .map(let key, let value, _): .object([text(key): .text(text(value))])
        case .structure(let members):
            .object(Dictionary(uniqueKeysWithValues: members.map { ($0.name, example(of: $0.shape)) }))
        }
    }

    /// The first of some texts that meets the constraints.
    private static func text(_ constraints: [Constraint]) -> String {
        var candidates = [
            "arn:aws:lambda:eu-west-1:123456789012:function:f", "abcdef", "a@b.example", "{####} a", "{##a##} b",
            "Level1",
        ]
        for case .oneOf(let values) in constraints { candidates = values }
        return candidates.first { candidate in
            var validation = Validation()
            validation.check(.text(candidate), .text(constraints), at: "x")
            return (try? validation.finish()) != nil
        } ?? ""
    }

    @Test func everyExampleIsValid() throws {
        var validation = Validation()
        StoredSetting.validate(Self.pool, StoredSetting.pool, &validation)
        StoredSetting.validate(Self.client, StoredSetting.client, &validation)
        try validation.finish()
        #expect(Self.pool.count > 12 && Self.client.count > 9)
    }

    /// A setting that is no member, has another type or lacks a required part is refused, and nothing is stored.
    @Test(
        arguments: [
            ["Nowhere": .flag(true)], ["LambdaConfig": .text("x")], ["LambdaConfig": .object(["Nowhere": .flag(true)])],
            ["UserPoolAddOns": .object([:])], ["UserPoolTier": .text("FREE")],
            ["UnusedAccountValidityDays": .number(366)],
            ["SignInPolicy": .object(["AllowedFirstAuthFactors": .list([])])],
            ["AcrConfiguration": .object(["Level5": .object(["AcrValue": .text("a")])])],
        ] as [[String: SettingValue]])
    func anInvalidSettingIsRefused(_ settings: [String: SettingValue]) async throws {
        let fixture = try await Fixture()
        let before = try await fixture.admin.describeUserPool(.init(userPoolID: fixture.pool.id))
        let error = await failure {
            try await fixture.admin.updateUserPool(
                .init(userPoolID: fixture.pool.id, members: UserPoolOptions(otherSettings: settings)))
        }
        #expect(error?.code == .invalidParameter && error?.message.contains("validation error") == true)
        let after = try await fixture.admin.describeUserPool(.init(userPoolID: fixture.pool.id))
        #expect(before.members == after.members && before.lastModifiedDate == after.lastModifiedDate)
    }

    // R86
    @Test func aClientKeepsWhatGuardsUsers() async throws {
        let fixture = try await Fixture()
        let id = fixture.pool.id
        let made = try await fixture.admin.createUserPoolClient(
            .init(
                userPoolID: id, clientName: "c", generateSecret: true, explicitAuthFlows: [.allowUserPasswordAuth],
                authSessionValidityMinutes: 5, accessTokenValiditySeconds: 600, idTokenValiditySeconds: 700,
                refreshTokenValiditySeconds: 7200, preventsUserExistenceErrors: true, enableTokenRevocation: false,
                refreshTokenRotation: RefreshTokenRotation(retryGracePeriodSeconds: 20),
                readAttributes: [.email], writeAttributes: [.phoneNumber], otherSettings: Self.client))
        #expect(made.otherSettings == Self.client)
        fixture.time.advance(by: .seconds(1))
        let updated = try await fixture.admin.updateUserPoolClient(
            .init(clientID: made.id, settings: .init(userPoolID: id, clientName: "d")))
        var expected = AppClient(
            id: made.id, userPoolID: id, name: "d", secret: made.secret, preventsUserExistenceErrors: true,
            enablesTokenRevocation: false, refreshTokenRotation: RefreshTokenRotation(retryGracePeriodSeconds: 20),
            readAttributes: [.email], writeAttributes: [.phoneNumber])
        (expected.creationDate, expected.lastModifiedDate) = (made.creationDate, fixture.time.now())
        #expect(updated == expected)
        let off = try await fixture.admin.updateUserPoolClient(
            .init(
                clientID: made.id,
                settings: .init(
                    userPoolID: id, clientName: "d", refreshTokenRotation: RefreshTokenRotation(isEnabled: false))))
        #expect(off.refreshTokenRotation?.isEnabled == false && off.rotation == nil)
    }
}
