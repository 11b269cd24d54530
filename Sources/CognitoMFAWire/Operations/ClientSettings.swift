import CognitoMFAService
import UserPoolModel

// Settings that CreateUserPoolClient and UpdateUserPoolClient share.
extension RequestMembers {
    /// Reads the settings; an absent one has its default.
    func clientSettings(name: String) -> CreateUserPoolClientRequest {
        let units = structure("TokenValidityUnits")
        var request = CreateUserPoolClientRequest(
            userPoolID: userPoolID, clientName: name,
            explicitAuthFlows: (texts("ExplicitAuthFlows") ?? []).map { ExplicitAuthFlow(rawValue: $0) },
            preventsUserExistenceErrors: choice("PreventUserExistenceErrors", of: ["LEGACY", "ENABLED"])
                .map { $0 == "ENABLED" },
            enableTokenRevocation: flag("EnableTokenRevocation"), refreshTokenRotation: rotation,
            readAttributes: attributeSet("ReadAttributes"), writeAttributes: attributeSet("WriteAttributes"),
            otherSettings: settings(StoredSetting.client))
        if let minutes = number("AuthSessionValidity") { request.authSessionValidityMinutes = minutes }
        if let seconds = validity("AccessTokenValidity", 1...86_400, in: units?.unit("AccessToken") ?? .hours) {
            request.accessTokenValiditySeconds = seconds
        }
        if let seconds = validity("IdTokenValidity", 1...86_400, in: units?.unit("IdToken") ?? .hours) {
            request.idTokenValiditySeconds = seconds
        }
        // Here 0 means the default.
        if let seconds = validity("RefreshTokenValidity", 0...315_360_000, in: units?.unit("RefreshToken") ?? .days),
            seconds != 0
        {
            request.refreshTokenValiditySeconds = seconds
        }
        return request
    }

    /// Reads a lifetime, and returns it in seconds; the number must be within the service model's bounds.
    private func validity(_ name: String, _ bounds: ClosedRange<Int>, in unit: ValidityUnit) -> Int? {
        guard let number = number(name, in: bounds) else { return nil }
        let seconds = number * unit.seconds
        let allowed = name == "RefreshTokenValidity" ? 3_600...315_360_000 : 300...86_400
        guard allowed.contains(seconds) || number == 0 else {
            refuse(saying: "Invalid range for token validity.")
            return nil
        }
        return seconds
    }

    private func unit(_ name: String) -> ValidityUnit? {
        choice(name, of: ValidityUnit.allCases.map(\.rawValue)).flatMap { ValidityUnit(rawValue: $0) }
    }

    private var rotation: RefreshTokenRotation? {
        guard let members = structure("RefreshTokenRotation") else { return nil }
        let feature = members.requiredChoice("Feature", of: ["ENABLED", "DISABLED"])
        let grace = members.number("RetryGracePeriodSeconds")
        return RefreshTokenRotation(retryGracePeriodSeconds: grace ?? 0, isEnabled: feature == "ENABLED")
    }
}

/// A unit of `TokenValidityUnits`; the cases go from short to long.
private enum ValidityUnit: String, CaseIterable, Sendable {
    case seconds
    case minutes
    case hours
    case days

    var seconds: Int {
        switch self {
        case .seconds: 1
        case .minutes: 60
        case .hours: 3600
        case .days: 86_400
        }
    }

    /// Returns the longest unit, up to `longest`, in which a lifetime is a whole number.
    static func fitting(_ seconds: Int, upTo longest: ValidityUnit) -> ValidityUnit {
        allCases.last { $0.seconds <= longest.seconds && seconds % $0.seconds == 0 } ?? .seconds
    }
}

extension AppClient {
    fileprivate var accessUnit: ValidityUnit {
        unit("AccessToken") ?? .fitting(accessTokenValiditySeconds, upTo: .hours)
    }
    fileprivate var idUnit: ValidityUnit { unit("IdToken") ?? .fitting(idTokenValiditySeconds, upTo: .hours) }
    fileprivate var refreshUnit: ValidityUnit {
        unit("RefreshToken") ?? .fitting(refreshTokenValiditySeconds, upTo: .days)
    }

    /// The unit that was given.
    private func unit(_ token: String) -> ValidityUnit? {
        otherSettings["TokenValidityUnits"]?[token]?.text.flatMap { ValidityUnit(rawValue: $0) }
    }
}

extension ResponseShape where Value == AppClient {
    /// `UserPoolClientType`; each lifetime is written in the unit that was given, or the longest in which it is a whole number.
    static var appClient: Self {
        Self(
            settings: StoredSetting.client.filter { $0.name != "TokenValidityUnits" }, of: { $0.otherSettings },
            .text("UserPoolId") { $0.userPoolID.text }, .text("ClientName") { $0.name },
            .text("ClientId") { $0.id.text }, .text("ClientSecret") { $0.secret?.text },
            .time("LastModifiedDate") { $0.lastModifiedDate }, .time("CreationDate") { $0.creationDate },
            .number("RefreshTokenValidity") { $0.refreshTokenValiditySeconds / $0.refreshUnit.seconds },
            .number("AccessTokenValidity") { $0.accessTokenValiditySeconds / $0.accessUnit.seconds },
            .number("IdTokenValidity") { $0.idTokenValiditySeconds / $0.idUnit.seconds },
            .structure("TokenValidityUnits", .validityUnits) { $0 },
            .texts("ReadAttributes") { $0.readAttributes?.map(\.rawValue).sorted() },
            .texts("WriteAttributes") { $0.writeAttributes?.map(\.rawValue).sorted() },
            .texts("ExplicitAuthFlows") { $0.explicitAuthFlows.map(\.rawValue).sorted() },
            .text("PreventUserExistenceErrors") { $0.preventsUserExistenceErrors ? "ENABLED" : "LEGACY" },
            .flag("EnableTokenRevocation") { $0.enablesTokenRevocation },
            .number("AuthSessionValidity") { $0.authSessionValidityMinutes },
            .structure("RefreshTokenRotation", .rotation) { $0.refreshTokenRotation })
    }

    /// `TokenValidityUnitsType`.
    fileprivate static var validityUnits: Self {
        Self(
            .text("AccessToken") { $0.accessUnit.rawValue }, .text("IdToken") { $0.idUnit.rawValue },
            .text("RefreshToken") { $0.refreshUnit.rawValue })
    }
}

extension ResponseShape where Value == RefreshTokenRotation {
    /// `RefreshTokenRotationType`.
    fileprivate static var rotation: Self {
        Self(
            .text("Feature") { $0.isEnabled ? "ENABLED" : "DISABLED" },
            .number("RetryGracePeriodSeconds") { $0.retryGracePeriodSeconds })
    }
}
