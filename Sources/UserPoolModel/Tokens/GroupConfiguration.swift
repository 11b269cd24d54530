/// The group claims of a user's tokens (the `groupConfiguration` of Cognito's pre token generation trigger).
///
/// Source: developer guide, adding groups to a user pool; pre token generation trigger.
public struct GroupConfiguration: Sendable, Hashable {
    /// The names of the groups, best precedence first: `cognito:groups` in both tokens.
    public var groupsToOverride: [String]
    /// The roles of the groups, each once: `cognito:roles` in the ID token.
    public var iamRolesToOverride: [String]
    /// The role of the best group: `cognito:preferred_role` in the ID token; nil for none.
    public var preferredRole: String?

    /// Creates a configuration; by default without groups, and then the tokens have none of the claims.
    public init(groupsToOverride: [String] = [], iamRolesToOverride: [String] = [], preferredRole: String? = nil) {
        self.groupsToOverride = groupsToOverride
        self.iamRolesToOverride = iamRolesToOverride
        self.preferredRole = preferredRole
    }

    /// The configuration of a user's groups.
    ///
    /// Groups that share the best precedence give a preferred role only if all their roles are the same one.
    package init(of groups: [UserGroup]) {
        let inOrder = groups.sorted { $0.precedes($1) }
        var roles: [String] = []
        for role in inOrder.compactMap(\.roleARN) where !roles.contains(role) { roles.append(role) }
        let best = inOrder.filter { $0.precedence == inOrder.first?.precedence }
        let bestRoles = Set(best.compactMap(\.roleARN))
        self.init(
            groupsToOverride: inOrder.map(\.groupName.text), iamRolesToOverride: roles,
            preferredRole: bestRoles.count == 1 ? bestRoles.first : nil)
    }
}
