import AuthFlow
public import UserPoolModel

/// Registers a user (Cognito's SignUp).
public struct SignUpRequest: ClientUserRequest, RedactedValue {
    package static let operation = "SignUp"

    /// The app client.
    public var clientID: AppClientID
    /// The name; where users are named by address or number, that.
    public var username: Username
    /// The password.
    public var password: Password
    /// Needed if the client has a secret.
    public var secretHash: String?
    /// The user's attributes.
    public var userAttributes: UserAttributes
    /// For the triggers after the decision; never stored.
    public var clientMetadata: [String: String]

    /// Puts a request together.
    public init(
        clientID: AppClientID, username: Username, password: Password, secretHash: String? = nil,
        userAttributes: UserAttributes = [:], clientMetadata: [String: String] = [:]
    ) {
        self.clientID = clientID
        self.username = username
        self.password = password
        self.secretHash = secretHash
        self.userAttributes = userAttributes
        self.clientMetadata = clientMetadata
    }

    package var triggerMetadata: [String: String] { clientMetadata }

    package func validate(_ members: inout Validation) {
        members.check(password.text, .password)
        members.check(userAttributes)
    }
}

/// That a user was registered.
public struct SignUpResponse: Sendable, Hashable {
    /// False: the code, or an administrator, confirms.
    public let userConfirmed: Bool
    /// The user's stable id.
    public let userSub: UserSub
    /// The destination of the code, if the pool verifies one of the attributes.
    public let codeDeliveryDetails: CodeDeliveryDetails?
}

extension UserPoolService {
    /// Registers a user, who is UNCONFIRMED until ConfirmSignUp.
    ///
    /// Source: API reference, SignUp.
    ///
    /// - Throws: UsernameExistsException, InvalidPasswordException, InvalidParameterException, NotAuthorizedException;
    ///   LimitExceededException when the number or address has had its messages, and nobody is created. When the user was
    ///   created but the code was not sent: in profile `strict` CodeDeliveryFailureException; for a ``CustomMessage`` that
    ///   failed UserLambdaValidationException, UnexpectedLambdaException or InvalidLambdaResponseException.
    public func signUp(_ request: SignUpRequest) async throws(CognitoError) -> SignUpResponse {
        try await audited(request, perform)
    }

    private func perform(_ request: SignUpRequest) async throws(CognitoError) -> SignUpResponse {
        let client = try await publicClient(request)
        let pool = try await pool(client.userPoolID)
        guard !pool.allowAdminCreateUserOnly else { throw .signUpNotPermitted }
        let name = try NewUserName(request.username, request.userAttributes, in: pool, random: random)
        try client.authorizeWriting(name.attributes.keys)
        try pool.validate(name.attributes, of: nil, byAdministrator: false)
        try pool.requireAll(in: name.attributes)
        try pool.passwordPolicy.validate(request.password, for: .signUp)
        let location = UserLocation(pool: pool.id, name: pool.canonical(name.username), mark: nil)
        let randomness = OperationRandomness(random)
        let (done, details) = try await hashing.admitting(location.key) { () async throws(CognitoError) in
            let hashing = NewPasswordHashing(request.password, for: pool, by: self)
            let new = try await hashing.hashes(for: nil)
            let context = try await poolContext(in: pool.id, randomness: randomness)
            func signedUp(
                _ generation: UInt32
            ) throws(CognitoError) -> (record: UserAuthRecord, message: MessageRequest?) {
                var machine = AuthMachine(record: name.record(status: .unconfirmed, at: context.now))
                machine.created(with: new, generation: generation, attributes: name.attributes, in: context)
                let message = try machine.signUpCodeSent(in: context)
                return (machine.record, message)
            }
            let messages = try [signedUp(0).message].compactMap(\.self)
            let done = try await counting(messages, in: pool.id) { () async throws(CognitoError) in
                try await create(
                    location.name, in: pool, randomness: randomness, taken: { .usernameTakenAsAlias($0) },
                    { (generation, _) throws(CognitoError) in try signedUp(generation).record })
            }
            return (done, messages.first.map { CodeDeliveryDetails($0.destination) })
        }
        guard let (created, counted) = done else { throw .usernameTaken }
        // Without the place in the queue: a slow trigger or sender keeps nobody else waiting.
        try await sendCounted(counted, to: recipient(created, in: pool.id))
        return SignUpResponse(userConfirmed: false, userSub: created.sub, codeDeliveryDetails: details)
    }
}
