public import CognitoMFACore
public import UserPoolModel

/// Whom an event is about.
public struct EventSubject: Sendable, Hashable {
    /// The pool.
    public let userPoolID: UserPoolID
    /// The user's name in the pool.
    public let username: Username
    /// The user's stable id.
    public let sub: UserSub
    /// When it happened.
    public let time: UnixTime

    package init(userPoolID: UserPoolID, username: Username, sub: UserSub, time: UnixTime) {
        self.userPoolID = userPoolID
        self.username = username
        self.sub = sub
        self.time = time
    }
}
