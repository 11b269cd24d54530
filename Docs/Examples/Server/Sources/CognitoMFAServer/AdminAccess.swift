import CognitoMFA
import CognitoMFACore
import CognitoMFAWire

/// The access key of the only administrator: from the environment variables of AWS's clients, or generated at start.
struct AdminAccess {
    let accessKeyID: String
    let secret: SecretAccessKey
    /// True when it was generated, so the server prints it.
    let isNew: Bool

    /// One of the two variables is set without the other.
    struct HalfAKey: Error, CustomStringConvertible {
        let description = "Set both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or neither."
    }

    init(environment: [String: String], random: some RandomSource = SystemRandomSource()) throws {
        let id = environment["AWS_ACCESS_KEY_ID"].flatMap { $0.isEmpty ? nil : $0 }
        let secret = environment["AWS_SECRET_ACCESS_KEY"].flatMap { $0.isEmpty ? nil : $0 }
        switch (id, secret) {
        case (let id?, let secret?):
            accessKeyID = id
            self.secret = SecretAccessKey(secret)
            isNew = false
        case (nil, nil):
            accessKeyID = "AKIA" + Base32.encode(random.bytes(count: 10, for: .nonce))
            self.secret = SecretAccessKey(Base64.encode(random.bytes(count: 30, for: .secret)))
            isNew = true
        default: throw HalfAKey()
        }
    }

    /// An authorizer whose key may make every call; a server with several administrators decides about each of them here.
    var authorizer: AdminKeys { AdminKeys([accessKeyID: secret]) { _ in true } }

    /// Lines for a shell that is to act as the administrator.
    func exports(region: String) -> String {
        """
        export AWS_ACCESS_KEY_ID=\(accessKeyID)
        export AWS_SECRET_ACCESS_KEY=\(secret.text)
        export AWS_DEFAULT_REGION=\(region)

        """
    }
}
