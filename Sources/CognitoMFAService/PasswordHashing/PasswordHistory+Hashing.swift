package import AuthFlow
package import CognitoMFACore
package import UserPoolModel

extension PasswordHistory {
    /// Returns the slow hash of a password, made as the history's entries were.
    package static func digest(
        of password: Password, salt: [UInt8], iterations: Int
    ) throws(ParameterError) -> Digest {
        let keys = try KeyDerivation.keys(of: [derivation(of: password, salt: salt, iterations: iterations)])
        return Digest(salt: salt, iterations: iterations, hash: keys[0])
    }

    /// Returns the derivation that ``digest(of:salt:iterations:)`` runs.
    package static func derivation(of password: Password, salt: [UInt8], iterations: Int) -> KeyDerivation {
        KeyDerivation(password: Array(password.text.utf8), salt: salt, iterations: iterations)
    }
}
