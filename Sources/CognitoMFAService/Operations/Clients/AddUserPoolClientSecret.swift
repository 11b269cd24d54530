import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Adds a second secret to an app client that has one (Cognito's AddUserPoolClientSecret), so that apps can change over.
public struct AddUserPoolClientSecretRequest: PoolClientRequest {
    package static let operation = "AddUserPoolClientSecret"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The app client.
    public var clientID: AppClientID
    /// A secret of one's own in place of a drawn one: 24-64 characters.
    public var clientSecret: ClientSecret?

    /// Puts a request together.
    public init(userPoolID: UserPoolID, clientID: AppClientID, clientSecret: ClientSecret? = nil) {
        (self.userPoolID, self.clientID, self.clientSecret) = (userPoolID, clientID, clientSecret)
    }

    package func validate(_ members: inout Validation) { members.check(clientSecret?.text, .clientSecret) }
}

extension UserPoolAdministration {
    /// Adds a secret; both are good until one is deleted.
    ///
    /// Source: API reference, AddUserPoolClientSecret.
    ///
    /// - Throws: LimitExceededException for a client with two secrets; InvalidParameterException for one without any, whose
    ///   apps send no SECRET_HASH.
    public func addUserPoolClientSecret(
        _ request: AddUserPoolClientSecretRequest
    ) async throws(CognitoError) -> ClientSecretDescriptor {
        try await administered(request) { (request) async throws(CognitoError) in
            let added = ClientSecretDescriptor(
                id: service.drawnText(26), value: request.clientSecret ?? ClientSecret(service.drawnText(51)),
                creationDate: service.time.now())
            _ = try await service.changeClient(request.clientID, of: request.userPoolID) {
                (client) throws(CognitoError) in
                guard !client.secrets.isEmpty else { throw .clientWithoutSecret }
                guard client.secrets.count < 2 else { throw .tooManyClientSecrets }
                client.secrets.append(added)
            }
            return added
        }
    }
}

extension UserPoolService {
    /// Letters and digits, as in ids and secrets of app clients.
    func drawnText(_ count: Int) -> String {
        let letters = Array("0123456789abcdefghijklmnopqrstuvwxyz")
        return String(random.bytes(count: count, for: .nonce).map { letters[Int($0) % letters.count] })
    }
}
