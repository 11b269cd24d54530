import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Lists a pool's users (Cognito's ListUsers); the record store must be able to list.
public struct ListUsersRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID
    /// How many at most: 0-60; 0 means 60.
    public var limit: Int
    /// As in `email ^= "ada@"`: one attribute, `=` or `^=`, one value.
    ///
    /// `username`, `sub`, `email`, `phone_number`, `preferred_username`, `name`, `given_name`, `family_name`,
    /// `cognito:user_status` and `status` (Enabled or Disabled).
    public var filter: String?
    /// Where the last answer ended.
    public var paginationToken: String?

    /// Puts a request together.
    public init(userPoolID: UserPoolID, limit: Int = 60, filter: String? = nil, paginationToken: String? = nil) {
        self.userPoolID = userPoolID
        self.limit = limit
        self.filter = filter
        self.paginationToken = paginationToken
    }
}

/// Some users.
public struct ListUsersResponse: Sendable {
    /// The users, in no order that means anything.
    public let users: [UserSummary]
    /// Where to go on; nil at the end.
    public let paginationToken: String?
}

extension UserPoolService {
    func listUsers(_ request: ListUsersRequest) async throws(CognitoError) -> ListUsersResponse {
        var validation = Validation()
        validation.check(request.userPoolID.text, .userPoolID)
        validation.check(request.limit, .userLimit)
        validation.check(request.filter, .filter)
        try validation.finish()
        let filter = try request.filter.map { (text) throws(CognitoError) in try UserFilter(text) }
        let pool = try await pool(request.userPoolID)
        let limit = request.limit == 0 ? 60 : request.limit
        var users: [UserSummary] = []
        var last: RecordKey?
        try await scanUsers(of: pool.id, after: try position(request.paginationToken, in: pool.id)) { key, user in
            let summary = UserSummary(user, in: pool)
            guard filter?.matches(summary) ?? true else { return true }
            guard users.count < limit else { return false }
            users.append(summary)
            last = key
            return true
        } end: {
            last = nil
        }
        let token = last.map { Base64.encodeURL(Array($0.text.utf8)) }
        return ListUsersResponse(users: users, paginationToken: token)
    }

    private func position(_ token: String?, in pool: UserPoolID) throws(CognitoError) -> RecordKey? {
        guard let token else { return nil }
        guard let bytes = try? Base64.decode(token, alphabet: .urlSafe),
            let text = String(validating: bytes, as: UTF8.self), text.hasPrefix(RecordKey.users(of: pool))
        else { throw .invalidPaginationToken }
        return RecordKey(text)
    }

    /// Goes through a pool's users until told to stop.
    ///
    /// - Throws: UnsupportedOperationException when the store cannot list.
    func scanUsers(
        of pool: UserPoolID, after start: RecordKey? = nil, _ visit: (RecordKey, UserAuthRecord) -> Bool,
        end: () -> Void = {}
    ) async throws(CognitoError) {
        guard let store = records.store as? any RecordScanning else { throw .scanMissing }
        let prefix = RecordKey.users(of: pool)
        var position = start
        while true {
            do {
                let rows = try await store.scan(prefix: prefix, after: position, limit: 100)
                for row in rows {
                    position = row.key
                    let decoded = try records.codec.decodeRow(row.record.contents, as: UserAuthRecord.self, of: row.key)
                    guard case .record(let user) = decoded, !user.isPending else { continue }
                    guard visit(row.key, user) else { return }
                }
                guard rows.count == 100 else {
                    end()
                    return
                }
            } catch {
                throw .internalError(error)
            }
        }
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
        while let next = rest.popFirst(), next != "\"" {
            guard next == "\\" else {
                value.append(next)
                continue
            }
            guard let escaped = rest.popFirst() else { throw .invalidFilter }
            value.append(escaped)
        }
        guard rest.allSatisfy({ $0 == " " }), text.drop(while: { $0 == " " }).contains("\"") else {
            throw .invalidFilter
        }
        guard text.filter({ $0 == "\"" }).count >= 2 else { throw .invalidFilter }
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
        return isPrefix ? found.utf8.starts(with: value.utf8) : found.utf8.elementsEqual(value.utf8)
    }
}
