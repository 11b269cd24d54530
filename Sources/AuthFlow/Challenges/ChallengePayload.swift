import UserPoolModel

/// The content of a challenge, as the client is told.
protocol ChallengePayload: Sendable {
    /// The session that the answer must carry.
    var session: SessionHandle { get }
    /// The challenge parameters exactly as on the wire.
    var parameters: [String: String] { get }
}

/// A session that was just stored, as its challenge shows it.
struct OpenedSession {
    let handle: SessionHandle
    let user: Shared<UserAuthRecord>
    /// Attributes that the pool asks for and the user has not.
    let missing: [AttributeName]

    var username: Username { user.value.username }
}
