package import UserPoolModel

/// A request of one operation: its name, what it names for the audit, and the constraints of its members.
package protocol OperationRequest: Sendable {
    /// The operation's name: Cognito's spelling, or ours.
    static var operation: String { get }
    /// The pool, client and user that the request names, as they were typed.
    var named: NamedInRequest { get }
    /// The `ClientMetadata` for the triggers after the swap; empty where Cognito passes it to none of them.
    var triggerMetadata: [String: String] { get }
    /// Validates the members that say where the operation happens.
    func validateNames(_ members: inout Validation)
    /// Validates the other members, in the order of the model.
    func validate(_ members: inout Validation)
}

/// The pool, client and user that a request names, as they were typed.
package struct NamedInRequest: Sendable {
    let pool: UserPoolID?
    let client: AppClientID?
    let username: String?

    package init(pool: UserPoolID? = nil, client: AppClientID? = nil, username: String? = nil) {
        (self.pool, self.client, self.username) = (pool, client, username)
    }
}

extension OperationRequest {
    package var named: NamedInRequest { NamedInRequest() }
    package var triggerMetadata: [String: String] { [:] }
    package func validateNames(_ members: inout Validation) {}
    package func validate(_ members: inout Validation) {}
}

/// A request on one pool.
package protocol PoolRequest: OperationRequest {
    var userPoolID: UserPoolID { get }
}

extension PoolRequest {
    package var named: NamedInRequest { NamedInRequest(pool: userPoolID) }
    package func validateNames(_ members: inout Validation) { members.check(userPoolID.text, .userPoolID) }
}

/// A request on one app client of a pool.
package protocol PoolClientRequest: OperationRequest {
    var userPoolID: UserPoolID { get }
    var clientID: AppClientID { get }
}

extension PoolClientRequest {
    package var named: NamedInRequest { NamedInRequest(pool: userPoolID, client: clientID) }
    package func validateNames(_ members: inout Validation) {
        members.check(userPoolID.text, .userPoolID)
        members.check(clientID.text, .clientID)
    }
}

/// An administrator's request on one user of a pool.
package protocol PoolUserRequest: OperationRequest {
    var userPoolID: UserPoolID { get }
    var username: Username { get }
}

extension PoolUserRequest {
    package var named: NamedInRequest { NamedInRequest(pool: userPoolID, username: username.text) }
    package func validateNames(_ members: inout Validation) {
        members.check(userPoolID.text, .userPoolID)
        members.check(username.text, .username)
    }
}

/// A request on one group of a pool.
package protocol PoolGroupRequest: PoolRequest {
    var groupName: GroupName { get }
}

extension PoolGroupRequest {
    package func validateNames(_ members: inout Validation) {
        members.check(userPoolID.text, .userPoolID)
        members.check(groupName.text, .groupName)
    }
}

/// An administrator's request on one user and one group of a pool.
package protocol PoolGroupUserRequest: PoolUserRequest {
    var groupName: GroupName { get }
}

extension PoolGroupUserRequest {
    package func validate(_ members: inout Validation) { members.check(groupName.text, .groupName) }
}

/// A public request on a user by name, through an app client.
package protocol ClientUserRequest: OperationRequest {
    var clientID: AppClientID { get }
    var username: Username { get }
    var secretHash: String? { get }
}

extension ClientUserRequest {
    package var named: NamedInRequest { NamedInRequest(client: clientID, username: username.text) }
    package func validateNames(_ members: inout Validation) {
        members.check(clientID.text, .clientID)
        members.check(secretHash, .secretHash)
        members.check(username.text, .username)
    }
}
