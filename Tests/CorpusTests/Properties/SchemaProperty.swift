import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

extension Property {
    /// Attributes that do not fit the pool are refused and change nothing; those that fit are there afterwards.
    static let schema = Property("schema") { input in
        var reader = InputReader(input)
        let choice = reader.byte()
        var schema: [SchemaAttribute] = []
        for _ in 0..<reader.number(4) {
            let flags = reader.byte()
            schema.append(SchemaAttribute(name: name(&reader), isRequired: flags & 1 == 1, isMutable: flags & 2 == 2))
        }
        let now = UnixTime(seconds: 1_800_000_000)
        var pool = PoolRecord(
            id: "a_b", name: "p", createdAt: now,
            mfa: UserPoolMFAConfiguration(
                mode: .optional, factors: [.sms, .softwareToken], smsAuthenticationMessage: nil),
            smsConfiguration: nil, passwordPolicy: PasswordPolicy(),
            fixed: .init(
                isUsernameCaseSensitive: choice & 1 == 1, aliasAttributes: choice & 2 == 2 ? [.email] : []))
        pool.schema = schema
        if choice & 4 == 4 { pool.autoVerifiedAttributes = [.email, .phoneNumber] }
        var user = UserAuthRecord(
            username: "ada", sub: "s", status: .confirmed, attributes: [:], password: nil, createdAt: now)
        for _ in 0..<reader.number(4) { user.attributes[name(&reader)] = reader.text() }
        var changes: UserAttributes = [:]
        for _ in 0..<1 + reader.number(4) { changes[name(&reader)] = reader.text() }

        let byAdministrator = choice & 8 == 8
        var refusal: CognitoError?
        do throws(CognitoError) {
            try pool.validate(changes, of: user, byAdministrator: byAdministrator)
        } catch {
            refusal = error
        }
        if refusal == nil { try verified(changes, of: user, in: pool, byAdministrator: byAdministrator) }

        var machine = AuthMachine(record: user)
        let keys = try CorpusKeys.shared.present()
        let poolContext = PoolContext(pool: pool, keys: keys, now: now, randomness: OperationRandomness(Zeros()))
        switch machine.attributesUpdated(changes, in: poolContext) {
        case .refuse, .reserveFirst: try hold(machine.record == user, "what is refused changes nothing")
        case .done, .send:
            for (name, value) in changes where name.verifiedFlag == nil && !name.rawValue.hasSuffix("_verified") {
                try hold(machine.record.attributes[name, default: ""].isSpelled(value), "what is taken is there")
            }
            try hold(machine.record.attributes[.sub] == user.attributes[.sub], "sub never changes")
        }
    }

    /// A random source for bytes that no test reads.
    private struct Zeros: RandomSource {
        func bytes(count: Int, for purpose: RandomPurpose) -> [UInt8] { [UInt8](repeating: 0, count: count) }
    }

    private static func name(_ reader: inout InputReader) -> AttributeName {
        let common: [AttributeName] = [
            .email, .phoneNumber, .emailVerified, .phoneNumberVerified, .sub, .preferredUsername, "custom:a", "name",
        ]
        let choice = reader.byte()
        return choice < 200 ? common[Int(choice) % common.count] : AttributeName(rawValue: reader.text())
    }

    /// Checks the properties of every accepted change.
    private static func verified(
        _ changes: UserAttributes, of user: UserAuthRecord, in pool: PoolRecord, byAdministrator: Bool
    ) throws {
        for (name, value) in changes {
            let schema = pool.schema.first { $0.name == name }
            try hold(schema != nil || AttributeName.standard.contains(name), "in the schema")
            try hold(name != .sub, "sub cannot be written")
            let old = user.attributes[name]
            try hold(schema?.isMutable != false || old == nil || old == value, "immutable stays")
            try hold(
                byAdministrator || !name.rawValue.hasSuffix("_verified") || schema != nil, "nobody verifies himself")
            if name == .phoneNumber, !value.isEmpty { _ = try PhoneNumber(value) }
            if name == .email, !value.isEmpty { _ = try EmailAddress(value) }
            if value == "true", name == .emailVerified || name == .phoneNumberVerified {
                let flagged: AttributeName = name == .emailVerified ? .email : .phoneNumber
                try hold(changes[flagged] ?? user.attributes[flagged] ?? "" != "", "verified is what is there")
            }
        }
    }
}
