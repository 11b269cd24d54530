package import AuthFlow
import CognitoMFAService
package import UserPoolModel

/// A hasher whose hash is the password: walks over thousands of orders have no time for another.
package struct PlainPasswordHasher: PasswordHasher {
    package init() {}

    package func hash(_ password: Password) async throws -> PasswordHash { PasswordHash(password.text) }

    package func verify(_ password: Password, against hash: PasswordHash?) async throws -> Bool {
        hash?.text == password.text
    }
}
