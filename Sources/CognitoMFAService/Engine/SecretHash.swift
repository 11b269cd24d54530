import CognitoMFACore
import UserPoolModel

extension AppClient {
    /// Verifies the SECRET_HASH of a call, in constant time.
    ///
    /// Source: developer guide, computing secret hash values.
    func verifySecretHash(_ hash: String?, of username: String?) throws(CognitoError) {
        guard secret != nil else {
            if hash != nil { throw .secretHashWrong(id) }
            return
        }
        guard let hash else { throw .secretHashMissing(id) }
        guard accepts(secretHash: hash, of: [username ?? ""]) else { throw .secretHashWrong(id) }
    }

    /// Returns true if a SECRET_HASH fits one of the names; a client without a secret takes none.
    func accepts(secretHash hash: String?, of names: [String]) -> Bool {
        guard let secret else { return hash == nil }
        return names.reduce(false) { found, name in
            let expected = secret.hash(username: Username(name), client: id)
            return ConstantTime.areEqual((hash ?? "").utf8, expected.utf8) || found
        }
    }
}
