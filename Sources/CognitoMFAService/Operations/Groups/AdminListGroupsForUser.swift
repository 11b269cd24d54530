import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Lists the groups of a user (Cognito's AdminListGroupsForUser).
public struct AdminListGroupsForUserRequest: PoolUserRequest {
    package static let operation = "AdminListGroupsForUser"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The user.
    public var username: Username
    /// The largest number of groups: 0-60; 0 means 60.
    public var limit: Int
    /// The end of the last answer.
    public var nextToken: String?

    /// Puts a request together.
    public init(userPoolID: UserPoolID, username: Username, limit: Int = 60, nextToken: String? = nil) {
        (self.userPoolID, self.username) = (userPoolID, username)
        (self.limit, self.nextToken) = (limit, nextToken)
    }

    package func validate(_ members: inout Validation) { members.check(limit, .userLimit) }
}

extension UserPoolAdministration {
    /// Lists the groups of a user, in the order of their names.
    ///
    /// Source: API reference, AdminListGroupsForUser.
    ///
    /// - Throws: UserNotFoundException, ResourceNotFoundException, InvalidParameterException.
    public func adminListGroupsForUser(
        _ request: AdminListGroupsForUserRequest
    ) async throws(CognitoError) -> ListGroupsResponse {
        try await administered(request) { (request) async throws(CognitoError) in
            let (user, pool) = try await service.user(request)
            var groups = try await service.groups(of: user.groups, in: pool.id).map(\.group)
            groups.sort { $0.spelling.utf8.lexicographicallyPrecedes($1.spelling.utf8) }
            if let token = request.nextToken {
                guard let last = try? Base64.decode(token, alphabet: .urlSafe) else { throw .invalidPaginationToken }
                groups.removeAll { !last.lexicographicallyPrecedes($0.spelling.utf8) }
            }
            let page = groups.prefix(request.limit == 0 ? 60 : request.limit)
            let last = page.count < groups.count ? page.last : nil
            return ListGroupsResponse(
                groups: Array(page), nextToken: last.map { Base64.encodeURL(Array($0.spelling.utf8)) })
        }
    }
}
