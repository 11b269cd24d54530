import CognitoMFACore
import UserPoolModel

extension UserAuthRecord {
    /// A usual user of whom nothing is true: an address, a number, a password hash that no password has.
    static let standIn: UserAuthRecord = {
        let id = "00000000-0000-4000-8000-000000000000"
        var user = UserAuthRecord(
            username: Username(id), sub: UserSub(id), status: .confirmed,
            attributes: [
                .email: "nobody@decoy.invalid", .emailVerified: "true", .phoneNumber: "+10000000000",
                .phoneNumberVerified: "true",
            ],
            password: PasswordHash(
                "$pbkdf2-sha256$i=600000$" + String(repeating: "A", count: 22) + "$" + String(repeating: "A", count: 43)
            ),
            createdAt: UnixTime(seconds: 0))
        user.reservations[.sub] = ReservationMark(
            digest: [UInt8](repeating: 0, count: 32), nonce: [UInt8](repeating: 0, count: 16))
        return user
    }()
}
