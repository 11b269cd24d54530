import AuthFlow
public import UserPoolModel

/// Lists a pool's users (Cognito's ListUsers); the record store must be able to list.
public struct ListUsersRequest: PoolRequest {
    package static let operation = "ListUsers"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The largest number of users: 0-60; 0 means 60.
    public var limit: Int
    /// As in `email ^= "ada@"`: one attribute, `=` or `^=`, one value.
    ///
    /// `username`, `sub`, `email`, `phone_number`, `preferred_username`, `name`, `given_name`, `family_name`,
    /// `cognito:user_status` and `status` (Enabled or Disabled).
    public var filter: String?
    /// The end of the last answer.
    public var paginationToken: String?

    /// Puts a request together.
    public init(userPoolID: UserPoolID, limit: Int = 60, filter: String? = nil, paginationToken: String? = nil) {
        (self.userPoolID, self.limit, self.filter, self.paginationToken) = (userPoolID, limit, filter, paginationToken)
    }

    package func validate(_ members: inout Validation) {
        members.check(limit, .userLimit)
        members.check(filter, .filter)
    }
}

/// Some users.
public struct ListUsersResponse: Sendable {
    /// The users, in no order that means anything.
    public let users: [UserSummary]
    /// The place to go on from; nil at the end.
    public let paginationToken: String?
}

extension UserPoolAdministration {
    /// Lists users; the store must be a ``RecordScanning`` one.
    ///
    /// Source: API reference, ListUsers.
    public func listUsers(_ request: ListUsersRequest) async throws(CognitoError) -> ListUsersResponse {
        try await administered(request, service.perform)
    }
}

extension UserPoolService {
    fileprivate func perform(_ request: ListUsersRequest) async throws(CognitoError) -> ListUsersResponse {
        let filter = try request.filter.map { (text) throws(CognitoError) in try UserFilter(text) }
        let pool = try await pool(request.userPoolID)
        let (users, next) = try await page(
            of: UserAuthRecord.self, behind: RecordKey.users(of: pool.id), after: request.paginationToken,
            atMost: request.limit
        ) { user in
            let summary = UserSummary(user, in: pool)
            return filter?.matches(summary) ?? true ? summary : nil
        }
        return ListUsersResponse(users: users, paginationToken: next)
    }
}

/// The filter of ListUsers: `attribute = "value"` or `attribute ^= "value"`, with `\"` and `\\` in the value.
struct UserFilter: Sendable {
    private let attribute: String
    private let isPrefix: Bool
    private let value: String

    private static let attributes: Set<String> = [
        "username", "sub", "email", "phone_number", "preferred_username", "name", "given_name", "family_name",
        "cognito:user_status", "status",
    ]

    init(_ text: String) throws(CognitoError) {
        let trimmed = text.drop { $0 == " " }
        attribute = String(trimmed.prefix { $0 != " " && $0 != "=" && $0 != "^" })
        var rest = trimmed.dropFirst(attribute.count).drop { $0 == " " }
        isPrefix = rest.first == "^"
        if isPrefix { rest = rest.dropFirst() }
        guard Self.attributes.contains(attribute), rest.first == "=" else { throw .invalidFilter }
        rest = rest.dropFirst().drop { $0 == " " }
        guard rest.first == "\"" else { throw .invalidFilter }
        rest = rest.dropFirst()
        var value = ""
        var isClosed = false
        while !isClosed, let next = rest.popFirst() {
            switch next {
            case "\"": isClosed = true
            case "\\":
                guard let escaped = rest.popFirst() else { throw .invalidFilter }
                value.append(escaped)
            default: value.append(next)
            }
        }
        guard isClosed, rest.allSatisfy({ $0 == " " }) else { throw .invalidFilter }
        self.value = value
    }

    func matches(_ user: UserSummary) -> Bool {
        let found: String? =
            switch attribute {
            case "username": user.username.text
            case "cognito:user_status": user.status.rawValue
            case "status": user.isEnabled ? "Enabled" : "Disabled"
            default: user.attributes[AttributeName(rawValue: attribute)]
            }
        guard let found else { return false }
        // Of all attributes, the service compares this one without regard to case (API reference, ListUsers).
        let value = attribute == "cognito:user_status" ? value.uppercased() : value
        return isPrefix ? found.utf8.starts(with: value.utf8) : found.utf8.elementsEqual(value.utf8)
    }
}

extension ListUsersRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// A fixed text without personal data.
    public var description: String { "ListUsersRequest(redacted)" }
    /// A fixed text without personal data.
    public var debugDescription: String { description }
    /// A mirror without children, because `dump` prints the children of a mirror.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
