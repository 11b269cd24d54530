public import CognitoMFACore
public import UserPoolModel

/// The user that an event concerns, and the time of the event.
public struct EventSubject: Sendable, Hashable {
    /// The pool.
    public let userPoolID: UserPoolID
    /// The user's name in the pool.
    public let username: Username
    /// The user's stable id, also the `sub` claim of tokens.
    public let sub: UserSub
    /// The time of the event.
    public let time: UnixTime

    package init(userPoolID: UserPoolID, username: Username, sub: UserSub, time: UnixTime) {
        self.userPoolID = userPoolID
        self.username = username
        self.sub = sub
        self.time = time
    }
}
