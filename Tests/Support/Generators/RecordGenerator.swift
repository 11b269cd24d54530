package import AuthFlow
package import CognitoMFACore
import CognitoMFAService
package import UserPoolModel

/// Records of every shape from a seed.
package struct RecordGenerator {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    package mutating func number(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
    package mutating func flag() -> Bool { next() & 1 == 1 }
    package mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }
    package mutating func time() -> UnixTime { UnixTime(milliseconds: Int64(next() % 4_000_000_000_000)) }
    package mutating func maybe<Value>(_ make: (inout RecordGenerator) throws -> Value) rethrows -> Value? {
        flag() ? try make(&self) : nil
    }

    package mutating func text() -> String {
        let alphabet: [Character] = ["a", "Z", "0", "é", "e\u{301}", "漢", "🔑", "\"", "\\", "\u{0}", " ", "\n"]
        return String((0..<number(12)).map { _ in alphabet[number(alphabet.count)] })
    }

    package mutating func factors() -> Set<MFAType> { Set(MFAType.all.filter { _ in flag() }) }

    package mutating func secret() throws -> SharedSecret { try SharedSecret(bytes: bytes(1 + number(40))) }

    package mutating func phone() throws -> PhoneNumber { try PhoneNumber("+1415555\(1000 + number(9000))") }

    package mutating func destination() throws -> CodeDestination {
        flag() ? .phone(try phone()) : .email(try EmailAddress("a\(number(1000))@example.com"))
    }

    package mutating func pending() throws -> PendingSoftwareToken {
        PendingSoftwareToken(secret: try secret(), associatedAt: time(), failures: number(11))
    }

    package mutating func session(_ keys: KeyRing, generation: UInt32) throws -> ChallengeSession {
        let id = SessionID(bytes(16))
        let state: ChallengeSession.State
        switch number(6) {
        case 0: state = .replacingPassword
        case 1: state = .selectingMFAType([.sms, .softwareToken])
        case 2:
            var code = SentCode(
                "123456", to: try destination(), user: UserSub(text()), session: id, keys: keys, expiresAt: time())
            code.failures = number(5)
            state = .awaitingFactor(.sentCode(code))
        case 3: state = .awaitingFactor(.softwareToken)
        case 4: state = .settingUpMFA([.softwareToken], try maybe { try $0.pending() })
        default: state = .mfaSetUp
        }
        let client = AppClient(
            id: AppClientID(text()), userPoolID: "a_b", name: "c", authSessionValidityMinutes: 3 + number(13))
        return ChallengeSession(
            id: id, client: client, generation: generation, now: time(), firstFactorAt: time(),
            satisfied: FactorSet(factors()),
            state: state)
    }

    package mutating func user(_ keys: KeyRing) throws -> UserAuthRecord {
        let statuses: [UserStatus] = [.unconfirmed, .confirmed, .resetRequired, .forceChangePassword]
        var attributes: UserAttributes = [:]
        for _ in 0..<number(5) { attributes[AttributeName(rawValue: text())] = text() }
        var user = UserAuthRecord(
            username: Username(text()), sub: UserSub(text()), status: statuses[number(4)], attributes: attributes,
            password: maybe { PasswordHash($0.text()) }, createdAt: time())
        user.generation = UInt32(truncatingIfNeeded: next())
        user.isEnabled = flag()
        user.modifiedAt = time()
        user.temporaryPasswordExpiresAt = maybe { $0.time() }
        user.mfa = UserMFAPreference(enabled: FactorSet(factors()), preferred: maybe { _ in .sms })
        user.softwareToken = try maybe {
            VerifiedSoftwareToken(
                secret: try $0.secret(), friendlyDeviceName: $0.maybe { $0.text() },
                replayFloor: TimeStep($0.next() >> 1))
        }
        user.pendingSoftwareToken = try maybe { .init(family: TokenFamilyID($0.bytes(12)), token: try $0.pending()) }
        let now = time()
        for name in [AttributeName.email, .phoneNumber, .preferredUsername, .sub] where flag() {
            user.reservations[name] = ReservationMark(digest: bytes(32), nonce: bytes(16))
        }
        user.history = try maybe { generator in
            let salt = generator.bytes(16)
            var history = PasswordHistory(salt: salt, iterations: 1)
            for _ in 0..<generator.number(4) {
                let password = Password(generator.text() + "x")
                history.remember(
                    try PasswordHistory.digest(of: password, salt: salt, iterations: 1), last: 24, keys: keys)
            }
            return history
        }
        for purpose in CodePurpose.allCases where purpose != .signIn && flag() {
            let id = SessionID(bytes(16))
            let sent = SentCode(
                "654321", for: purpose, to: try destination(), user: user.sub, session: id, keys: keys,
                expiresAt: time())
            user.codes[purpose] = VerificationCode(id: id, sent: sent, setsValue: flag())
        }
        for operation in HourlyUses.Operation.allCases where flag() { user.hourly.use(operation, at: now) }
        for _ in 0..<number(9) { user.spentHandles.append(SpentHandle(nonce: bytes(16), expiresAt: time())) }
        user.keptFamily = maybe { .init(family: TokenFamilyID($0.bytes(12)), generation: UInt32($0.number(9))) }
        user.awaitsFirstSignIn = flag()
        user.recoveryFailures = number(100)
        user.creation = maybe { .init(replacing: $0.maybe { Tombstone(generation: UInt32($0.number(9))) }) }
        for _ in 0..<number(10) {
            user.open(try session(keys, generation: user.generation), now: UnixTime(milliseconds: 0))
        }
        for _ in 0..<number(8) { user.passwordFailures.fail(at: now) }
        for _ in 0..<number(110) { user.codeFailures.fail(flag() ? .sms : .softwareToken, at: now) }
        for _ in 0..<number(10) { user.operations.remember(bytes(16), .init(isGrant: flag(), attempt: number(16))) }
        return withLaterFields(
            user,
            inside: [
                [.element(8, number(5))], [.value(14)], [.element(16, number(8))], [.value(17)],
                [.value(18), .value(1)],
                [.element(20, number(4))], [.value(21), .element(1, number(9))],
                [.element(22, number(4)), .value(2), .value(3)],
            ])
    }

    /// A user in up to 100 groups.
    package mutating func member(_ keys: KeyRing) throws -> UserAuthRecord {
        var user = try user(keys)
        user.ancillary = AncillaryFields()
        for _ in 0..<(flag() ? number(4) : number(101)) {
            user.groups.append(GroupMembership(place: bytes(16), groupID: bytes(8)))
        }
        return withLaterFields(user, inside: [[.element(40, number(4))]])
    }

    /// A user with a session in which a number or an address waits for its code.
    package mutating func settingUp(_ keys: KeyRing) throws -> UserAuthRecord {
        var user = try user(keys)
        let id = SessionID(bytes(16))
        var code = SentCode("123456", to: try destination(), user: user.sub, session: id, keys: keys, expiresAt: time())
        code.failures = number(5)
        let client = AppClient(id: AppClientID(text()), userPoolID: "a_b", name: "c", authSessionValidityMinutes: 3)
        let session = ChallengeSession(
            id: id, client: client, generation: user.generation, now: time(), firstFactorAt: time(),
            satisfied: FactorSet(), state: .awaitingFactor(.pendingDestination(code)))
        user.open(session, now: UnixTime(milliseconds: 0))
        return user
    }

    package mutating func group() -> GroupRecord {
        let group = UserGroup(
            groupName: GroupName(text()), userPoolID: UserPoolID(text()), description: maybe { $0.text() },
            roleARN: maybe { $0.text() }, precedence: maybe { $0.number(1000) }, creationDate: time(),
            lastModifiedDate: time())
        return withLaterFields(GroupRecord(group, id: bytes(8)))
    }

    /// The record, or the same with ancillary fields that this release does not know, some of them inside its values.
    ///
    /// - Parameter values: paths to values with fields of their own.
    private mutating func withLaterFields<Record: StorableRecord>(
        _ record: Record, inside values: [[FieldSplice.Step]] = []
    ) -> Record {
        guard flag() else { return record }
        var record = record
        for _ in 0...number(3) {
            let field = FieldSplice.field(UInt8(0x80 + number(0x80)), bytes(number(9)))
            let path = flag() || values.isEmpty ? [] : values[number(values.count)]
            // Where a path leads nowhere, or the tag is taken, the record stays.
            record = LaterRelease.record(record, adding: field, at: path) ?? record
        }
        return record
    }

    package mutating func attributeNames() -> Set<AttributeName> {
        Set([AttributeName.email, .phoneNumber, .preferredUsername].filter { _ in flag() })
    }

    package mutating func pool() -> PoolRecord {
        let modes = UserPoolMFAMode.allCases
        var pool = PoolRecord(
            id: UserPoolID(text()), name: text(), createdAt: time(),
            mfa: UserPoolMFAConfiguration(
                mode: modes[number(3)], factors: factors(), smsAuthenticationMessage: text(),
                email: flag() ? EmailMFAConfiguration() : EmailMFAConfiguration(message: text(), subject: text())),
            smsConfiguration: maybe {
                SMSConfiguration(
                    snsCallerARN: $0.text(), externalID: $0.maybe { $0.text() }, snsRegion: $0.text(),
                    endUserMessaging: $0.maybe { $0.setting(depth: 3) })
            },
            passwordPolicy: PasswordPolicy(
                minimumLength: number(99), requireNumbers: flag(), requireSymbols: flag(),
                passwordHistorySize: number(25)),
            fixed: .init(
                isUsernameCaseSensitive: flag(), aliasAttributes: attributeNames(),
                usernameAttributes: attributeNames()))
        pool.schema = (0..<number(3)).map { _ in
            SchemaAttribute(
                name: AttributeName(rawValue: text()), type: SchemaAttribute.DataType.allCases[number(4)],
                isRequired: flag(), isMutable: flag(), minimum: maybe { $0.text() }, maximum: maybe { $0.text() })
        }
        pool.settings = settings()
        pool.tags = Dictionary((0..<number(4)).map { _ in (text(), text()) }) { $1 }
        pool.deletionProtection = flag()
        pool.modifiedAt = time()
        pool.autoVerifiedAttributes = attributeNames()
        pool.accountRecovery = maybe { generator in RecoveryMechanism.allCases.filter { _ in generator.flag() } }
        if flag() { pool.messages = VerificationMessages(sms: text(), email: text(), emailSubject: text()) }
        pool.allowAdminCreateUserOnly = flag()
        pool.attributesRequireVerificationBeforeUpdate = maybe { $0.attributeNames() }
        pool.firstSignInTokensWithoutMFA = flag()
        for _ in 0..<number(5) {
            let id = AppClientID(text())
            pool.clients.expect(id)
            if flag() { pool.clients.confirm(id) }
        }
        for _ in 0..<number(10) { pool.operations.remember(bytes(16), .init(isGrant: flag(), attempt: number(16))) }
        return withLaterFields(pool)
    }

    package mutating func client() -> ClientRecord {
        var client = AppClient(
            id: AppClientID(text()), userPoolID: UserPoolID(text()), name: text(),
            secret: maybe { ClientSecret($0.text()) },
            explicitAuthFlows: flag() ? [.allowUserPasswordAuth, .allowRefreshTokenAuth] : [],
            authSessionValidityMinutes: number(20), preventsUserExistenceErrors: flag(),
            refreshTokenRotation: maybe {
                RefreshTokenRotation(retryGracePeriodSeconds: $0.number(60), isEnabled: $0.flag())
            },
            readAttributes: maybe { $0.attributeNames() }, writeAttributes: maybe { $0.attributeNames() },
            otherSettings: settings())
        if flag() {
            client.secrets.append(
                ClientSecretDescriptor(id: "s" + text(), value: ClientSecret(text()), creationDate: maybe { $0.time() })
            )
        }
        (client.creationDate, client.lastModifiedDate) = (maybe { $0.time() }, maybe { $0.time() })
        return withLaterFields(ClientRecord(client))
    }

    /// Settings of any shape, at most four levels deep.
    private mutating func settings() -> [String: SettingValue] {
        Dictionary((0..<number(4)).map { _ in (text(), setting(depth: 0)) }) { $1 }
    }

    private mutating func setting(depth: Int) -> SettingValue {
        switch number(depth < 3 ? 5 : 3) {
        case 0: .text(text())
        case 1: .number(number(1000) - 500)
        case 2: .flag(flag())
        case 3: .list((0..<number(3)).map { .text("\($0)" + text()) })
        default: .object(Dictionary((0..<number(3)).map { _ in (text(), setting(depth: depth + 1)) }) { $1 })
        }
    }

    package mutating func reservation() -> AliasReservation {
        func holder(_ generator: inout RecordGenerator) -> AliasReservation.Holder {
            .init(name: CanonicalName(digest: generator.bytes(32)), nonce: generator.bytes(16))
        }
        let reservation = AliasReservation(
            attribute: .email, holder: holder(&self), previous: maybe { holder(&$0) }, expiresAt: maybe { $0.time() })
        return withLaterFields(flag() ? reservation : reservation.retired)
    }

    package mutating func decoy() -> DecoyRecord {
        var decoy = DecoyRecord(at: time())
        let now = time()
        for _ in 0..<number(9) { decoy.standIn.passwordFailures.fail(at: now) }
        for operation in HourlyUses.Operation.allCases where flag() { decoy.standIn.hourly.use(operation, at: now) }
        decoy.standIn.recoveryFailures = number(100)
        return withLaterFields(decoy)
    }

    package mutating func quota() -> SendQuotaRecord {
        let now = time()
        var quota = SendQuotaRecord(at: now)
        for _ in 0..<number(30) { _ = quota.take(limit: 20, at: now) }
        return withLaterFields(quota)
    }

    package mutating func directory() -> DirectoryRecord {
        var directory = DirectoryRecord()
        for _ in 0..<number(5) {
            let id = UserPoolID(text())
            directory.pools.expect(id)
            if flag() { directory.pools.confirm(id) }
        }
        return withLaterFields(directory)
    }

    package mutating func browser() -> BrowserRecord {
        let grant = TokenGrant(
            id: bytes(16), family: TokenFamilyID(bytes(12)), generation: UInt32(number(9)), userPoolID: "a_b",
            client: client().client, username: Username(text()), sub: UserSub(text()), attributes: [:],
            authenticatedAt: time(), issuedAt: time(), firstFactor: maybe { _ in .password },
            factorsUsed: maybe { FactorSet($0.factors()) })
        var browser = BrowserRecord(
            grant, of: CanonicalName(digest: bytes(32)), passwordChanges: UInt32(truncatingIfNeeded: next()))
        if flag() { browser.end() }
        return withLaterFields(browser)
    }

    package mutating func family() -> FamilyRecord {
        var family = FamilyRecord(
            TokenGrant(
                id: bytes(16), family: TokenFamilyID(bytes(12)), generation: UInt32(number(9)), userPoolID: "a_b",
                client: client().client, username: Username(text()), sub: UserSub(text()), attributes: [:],
                authenticatedAt: time(), issuedAt: time()), of: CanonicalName(digest: bytes(32)))
        if flag() { family.revoke() }
        return withLaterFields(family)
    }
}
