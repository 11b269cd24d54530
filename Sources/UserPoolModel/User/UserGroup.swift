public import CognitoMFACore

/// A group of a user pool (Cognito's GroupType).
public struct UserGroup: Sendable, Hashable {
    /// The name, in the spelling of its creation.
    public let groupName: GroupName
    /// The pool.
    public let userPoolID: UserPoolID
    /// At most 2,048 characters; nil for none.
    public var description: String?
    /// The IAM role of the group's members, for claims only; nil for none.
    public var roleARN: String?
    /// The rank among a user's groups, from 0, the best; nil ranks behind every number.
    public var precedence: Int?
    /// The time of creation.
    public let creationDate: UnixTime
    /// The time of the last change.
    public var lastModifiedDate: UnixTime

    /// Creates a group.
    public init(
        groupName: GroupName, userPoolID: UserPoolID, description: String? = nil, roleARN: String? = nil,
        precedence: Int? = nil, creationDate: UnixTime, lastModifiedDate: UnixTime
    ) {
        self.groupName = groupName
        self.userPoolID = userPoolID
        self.description = description
        self.roleARN = roleARN
        self.precedence = precedence
        self.creationDate = creationDate
        self.lastModifiedDate = lastModifiedDate
    }

    /// The spelling in which names are compared: lower case.
    package var spelling: String { groupName.text.lowercased() }

    /// True if this group comes before `other` in claims: by precedence, then by name.
    package func precedes(_ other: UserGroup) -> Bool {
        let (mine, theirs) = (precedence ?? .max, other.precedence ?? .max)
        guard mine == theirs else { return mine < theirs }
        return spelling.utf8.lexicographicallyPrecedes(other.spelling.utf8)
    }
}
