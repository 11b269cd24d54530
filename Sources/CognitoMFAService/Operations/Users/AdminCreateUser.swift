import AuthFlow
public import UserPoolModel

/// Creates a user (Cognito's AdminCreateUser).
public struct AdminCreateUserRequest: PoolUserRequest, RedactedValue {
    package static let operation = "AdminCreateUser"

    /// The alternatives to an invitation (Cognito's `MessageAction`): again, or none at all.
    public enum MessageAction: String, Sendable, Hashable {
        /// A fresh temporary password for a user who has not used the first.
        case resend = "RESEND"
        /// No message.
        case suppress = "SUPPRESS"
    }

    /// The pool.
    public var userPoolID: UserPoolID
    /// The name, unique in the pool.
    public var username: Username
    /// To be replaced at the first sign-in: the user is created FORCE_CHANGE_PASSWORD.
    ///
    /// Drawn when neither password is given; the invitation tells it.
    public var temporaryPassword: Password?
    /// Extension, absent on the wire: the user's own password; the user is created CONFIRMED, in one swap, and no
    /// invitation is sent.
    public var permanentPassword: Password?
    /// The user's attributes.
    public var userAttributes: UserAttributes
    /// Invites when nil.
    public var messageAction: MessageAction?
    /// The media of invitations: `SMS`, `EMAIL`.
    ///
    /// The user must have an address for each one named. Nil means SMS, to a user who has a number.
    public var desiredDeliveryMediums: [String]?
    /// True if an address or number that is another user's alias becomes this user's.
    public var forceAliasCreation: Bool

    /// Puts a request together.
    public init(
        userPoolID: UserPoolID, username: Username, temporaryPassword: Password? = nil,
        permanentPassword: Password? = nil, userAttributes: UserAttributes = [:],
        messageAction: MessageAction? = nil, desiredDeliveryMediums: [String]? = nil,
        forceAliasCreation: Bool = false
    ) {
        self.userPoolID = userPoolID
        self.username = username
        self.temporaryPassword = temporaryPassword
        self.permanentPassword = permanentPassword
        self.userAttributes = userAttributes
        self.messageAction = messageAction
        self.desiredDeliveryMediums = desiredDeliveryMediums
        self.forceAliasCreation = forceAliasCreation
    }

    package func validate(_ members: inout Validation) {
        members.check(temporaryPassword?.text, .temporaryPassword)
        members.check(permanentPassword?.text, .password)
        members.check(userAttributes)
        for medium in desiredDeliveryMediums ?? [] { members.check(medium, .desiredDeliveryMediums) }
    }
}

extension UserPoolAdministration {
    /// Creates a user.
    ///
    /// Source: API reference, AdminCreateUser.
    ///
    /// - Throws: UsernameExistsException, InvalidPasswordException, InvalidParameterException, ResourceNotFoundException;
    ///   LimitExceededException when the number or address has had its messages, and nobody is created. When the user was
    ///   created but an invitation was not sent: in profile `strict` CodeDeliveryFailureException; for a ``CustomMessage``
    ///   that failed UserLambdaValidationException, UnexpectedLambdaException or InvalidLambdaResponseException.
    public func adminCreateUser(_ request: AdminCreateUserRequest) async throws(CognitoError) -> UserSummary {
        try await administered(request, service.perform)
    }
}

extension UserPoolService {
    fileprivate func perform(_ request: AdminCreateUserRequest) async throws(CognitoError) -> UserSummary {
        let pool = try await pool(request.userPoolID)
        let password =
            request.permanentPassword ?? request.temporaryPassword ?? .temporary(for: pool.passwordPolicy, random)
        try pool.passwordPolicy.validate(password, for: .creation)
        if request.messageAction == .resend { return try await inviteAgain(request, password, in: pool) }
        let name = try NewUserName(request.username, request.userAttributes, in: pool, random: random)
        try pool.validate(name.attributes, of: nil, byAdministrator: true)
        let location = UserLocation(pool: pool.id, name: pool.canonical(name.username), mark: nil)
        let randomness = OperationRandomness(random)
        let isPermanent = request.permanentPassword != nil
        let invites = !isPermanent && request.messageAction != .suppress
        let done = try await hashing.admitting(.user(pool.id, pool.canonical(request.username))) {
            () async throws(CognitoError) in
            let hashing = NewPasswordHashing(password, for: pool, by: self)
            let new = try await hashing.hashes(for: nil)
            let context = try await poolContext(in: pool.id, randomness: randomness)
            func created(_ generation: UInt32) -> UserAuthRecord {
                var machine = AuthMachine(
                    record: name.record(status: isPermanent ? .confirmed : .forceChangePassword, at: context.now))
                machine.created(
                    with: new,
                    temporaryUntil: isPermanent
                        ? nil : context.pool.passwordPolicy.temporaryPasswordExpiry(from: context.now),
                    generation: generation, attributes: name.attributes, in: context)
                return machine.record
            }
            let invitations =
                invites ? try invitations(to: created(0), password, by: request.desiredDeliveryMediums, in: pool) : []
            return try await counting(invitations, in: pool.id) { () async throws(CognitoError) in
                try await create(
                    location.name, in: pool, randomness: randomness,
                    policy: request.forceAliasCreation ? .forcing : .failing,
                    taken: { .usernameTakenAsAlias($0) },
                    { (generation, _) throws(CognitoError) in created(generation) })
            }
        }
        guard let (user, counted) = done else { throw .userExists }
        try await sendCounted(counted, to: recipient(user, in: pool.id))
        return UserSummary(user, in: pool)
    }

    private func inviteAgain(
        _ request: AdminCreateUserRequest, _ password: Password, in pool: PoolRecord
    ) async throws(CognitoError) -> UserSummary {
        let hashing = NewPasswordHashing(password, for: pool, by: self)
        let record = try await adminChange(
            request, hashing: hashing,
            { machine, context in
                if let refusal = self.refusal(ofInviting: machine.record, by: request.desiredDeliveryMediums, in: pool)
                {
                    return .refuse(refusal)
                }
                guard let new = hashing.hashed else { return .refuse(.tooManyRequests) }
                return machine.invitedAgain(
                    new, temporaryUntil: context.pool.passwordPolicy.temporaryPasswordExpiry(from: context.now),
                    in: context)
            })
        let invitations = try invitations(to: record, password, by: request.desiredDeliveryMediums, in: pool)
        // The password is replaced: whatever becomes of the caller, it is told.
        try await withoutCancellation {
            let counted = try await self.counting(invitations, in: pool.id) { record }?.counted
            try await self.sendCounted(counted ?? [], to: self.recipient(record, in: pool.id))
        }
        return UserSummary(record, in: pool)
    }

    /// The refusal of an invitation that names a medium without an address, or nil.
    private func refusal(ofInviting user: UserAuthRecord, by mediums: [String]?, in pool: PoolRecord) -> CognitoError? {
        for (medium, name) in [("EMAIL", AttributeName.email), ("SMS", .phoneNumber)] {
            guard let mediums, mediums.contains(medium) else { continue }
            guard user.attributes.destination(name) != nil else { return .noDestination(for: name) }
            if name == .phoneNumber, pool.smsConfiguration == nil { return .noSMSConfiguration }
        }
        return nil
    }

    /// Name and temporary password, by every medium that is named, or by SMS where the user has a number.
    ///
    /// - Throws: InvalidParameterException for a medium that is named and has no address.
    private func invitations(
        to user: UserAuthRecord, _ password: Password, by mediums: [String]?, in pool: PoolRecord
    ) throws(CognitoError) -> [MessageRequest] {
        if let refusal = refusal(ofInviting: user, by: mediums, in: pool) { throw refusal }
        var messages: [MessageRequest] = []
        for name in [AttributeName.phoneNumber, .email]
        where (mediums ?? ["SMS"]).contains(name == .email ? "EMAIL" : "SMS") {
            guard let destination = user.attributes.destination(name) else { continue }
            if name == .phoneNumber, pool.smsConfiguration == nil { continue }
            let text = name == .email ? pool.messages.emailInvitation : pool.messages.smsInvitation
            messages.append(
                MessageRequest(
                    .invitation(user.username), .temporaryPassword(password), to: destination,
                    template: MessageRequest.Template(text: text, subject: pool.messages.emailInvitationSubject)))
        }
        return messages
    }
}
