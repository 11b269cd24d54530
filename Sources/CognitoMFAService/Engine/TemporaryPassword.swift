import AuthFlow
import CognitoMFACore
import UserPoolModel

extension PasswordPolicy {
    /// The end of a temporary password given now; 0 days stand for seven.
    func temporaryPasswordExpiry(from now: UnixTime) -> UnixTime {
        let days = temporaryPasswordValidityDays == 0 ? 7 : temporaryPasswordValidityDays
        return now + .seconds(Int64(days) * 86_400)
    }
}

extension Password {
    /// A password nobody has chosen, which meets the policy: twelve characters or what is asked for, of all classes.
    static func temporary(for policy: PasswordPolicy, _ random: any RandomSource) -> Password {
        let classes: [[Character]] = [
            Array("abcdefghijkmnopqrstuvwxyz"), Array("ABCDEFGHJKLMNPQRSTUVWXYZ"), Array("23456789"), Array("!#%*+-?@"),
        ]
        let count = max(12, policy.minimumLength)
        // 64 bits over at most 25 characters: no character is noticeably likelier.
        let numbers = (0..<count).map { _ in UInt64(bigEndian: random.bytes(count: 8, for: .nonce)) }
        return Password(
            String(
                numbers.enumerated().map { place, number in
                    let letters = classes[place % classes.count]
                    return letters[Int(number % UInt64(letters.count))]
                }))
    }
}
