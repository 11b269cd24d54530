import CognitoMFACore
package import UserPoolModel

extension UserAuthRecord {
    /// The secret of a user that an ancillary field depends on.
    package enum Basis: Sendable, Hashable {
        /// The password, by its hash.
        case password
        /// The secret of the authenticator app.
        case softwareToken
        /// The address or number that receives codes.
        case destination(AttributeName)
        /// None: the field ends with the sign-ins of its generation.
        case generation
    }

    /// The premise of an ancillary field that is made now, or is read now.
    ///
    /// It changes with the generation, and with the password or factor.
    package func premise(_ basis: Basis) -> FieldPremise {
        switch basis {
        case .generation: FieldPremise(generation: generation)
        case .password: premise("password", password.map { Array($0.text.utf8) })
        case .softwareToken: premise("software token", softwareToken?.secret.bytes)
        case .destination(let name):
            premise(name.rawValue, attributes.destination(name).map { Array($0.text.utf8) })
        }
    }

    /// The digest is SHA-256 of the label, a zero byte, and the secret behind a one; an absent secret has neither.
    private func premise(_ label: String, _ secret: [UInt8]?) -> FieldPremise {
        let message = Array(label.utf8) + [0] + (secret.map { [1] + $0 } ?? [])
        return FieldPremise(generation: generation, digest: SHA256.hash(message).array)
    }
}
