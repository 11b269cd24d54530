import CognitoMFA
import CognitoMFAWire

/// The access key of the one administrator: from the environment that AWS's clients read, or made now.
struct AdminAccess {
    let accessKeyID: String
    let secret: SecretAccessKey
    /// Whether it was made now, and has to be told.
    let isNew: Bool

    /// One of the two variables is there without the other.
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

    /// Its holder may do everything; a host with several administrators says here who may do what.
    var authorizer: AdminKeys { AdminKeys([accessKeyID: secret]) { _ in true } }

    /// What a shell needs in order to be the administrator.
    func exports(region: String) -> String {
        """
        export AWS_ACCESS_KEY_ID=\(accessKeyID)
        export AWS_SECRET_ACCESS_KEY=\(secret.text)
        export AWS_DEFAULT_REGION=\(region)

        """
    }
}
