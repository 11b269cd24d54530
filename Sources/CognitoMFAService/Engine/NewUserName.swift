import AuthFlow
import CognitoMFACore
import UserPoolModel

/// The name, the `sub` and the attributes of a user to be created, by the pool's settings.
struct NewUserName: Sendable {
    let username: Username
    let sub: UserSub
    let attributes: UserAttributes

    /// Verifies the name that was given.
    ///
    /// - Throws: InvalidParameterException where users are named by an address or a number and it is neither, or where
    ///   an address or number could be taken for another user's alias.
    init(
        _ given: Username, _ attributes: UserAttributes, in pool: PoolRecord, random: any RandomSource
    ) throws(CognitoError) {
        let attributes = attributes.withPlainFlags
        sub = UserSub(UUIDText.random(random.bytes(count: 16, for: .session)))
        let isEmail = (try? EmailAddress(given.text)) != nil
        let isNumber = (try? PhoneNumber(given.text)) != nil
        let named = pool.fixed.usernameAttributes
        guard !named.isEmpty else {
            if isEmail, pool.fixed.aliasAttributes.contains(.email) { throw .usernameLooksLike(.email) }
            if isNumber, pool.fixed.aliasAttributes.contains(.phoneNumber) { throw .usernameLooksLike(.phoneNumber) }
            username = given
            self.attributes = attributes
            return
        }
        let attribute: AttributeName
        if isEmail, named.contains(.email) {
            attribute = .email
        } else if isNumber, named.contains(.phoneNumber) {
            attribute = .phoneNumber
        } else {
            if named.count > 1 { throw .usernameNeitherEmailNorPhone }
            throw named.contains(.email) ? .usernameNotEmail : .usernameNotPhone
        }
        username = Username(sub.text)
        self.attributes = attributes.merging([attribute: given.text]) { $1 }
    }

    func record(status: UserStatus, at now: UnixTime) -> UserAuthRecord {
        UserAuthRecord(username: username, sub: sub, status: status, attributes: [:], password: nil, createdAt: now)
    }
}
