import CognitoMFACore
import CognitoMFAService
import UserPoolModel

extension PublicOperations {
    static let softwareToken: [PublicOperation] = [
        associateSoftwareToken, verifySoftwareToken, cancelPendingSoftwareToken, removeSoftwareToken,
    ]

    static let associateSoftwareToken = PublicOperation(
        UserPoolService.associateSoftwareToken,
        .supported("a call carries an access token or a session, never both"),
        reads: {
            AssociateSoftwareTokenRequest(
                accessToken: $0.text("AccessToken").map { AccessToken($0) }, session: $0.session)
        },
        writes: .init(.text("SecretCode") { $0.secretCode }, .text("Session") { $0.session?.text }))

    static let verifySoftwareToken = PublicOperation(
        UserPoolService.verifySoftwareToken,
        .supported("a call carries an access token or a session, never both"),
        reads: {
            VerifySoftwareTokenRequest(
                accessToken: $0.text("AccessToken").map { AccessToken($0) }, session: $0.session,
                userCode: $0.code("UserCode"), friendlyDeviceName: $0.text("FriendlyDeviceName"))
        },
        writes: .init(.text("Status") { $0.status }, .text("Session") { $0.session?.text }))

    static let cancelPendingSoftwareToken = PublicOperation(
        UserPoolService.cancelPendingSoftwareToken,
        .added("cancels the set-up of a signed-in user's authenticator app"),
        reads: { CancelPendingSoftwareTokenRequest(accessToken: $0.accessToken) })

    /// An operation of our own: Cognito's guide describes the step, but Cognito has no operation for it.
    static let removeSoftwareToken = PublicOperation(
        UserPoolService.removeSoftwareToken,
        .added("users remove their own authenticator app; it asks for the password"),
        reads: {
            RemoveSoftwareTokenRequest(
                accessToken: $0.accessToken, password: Password($0.required("Password")),
                userCode: $0.text("UserCode").map { OneTimeCode($0) })
        })
}

extension AdministrationOperations {
    static let softwareToken: [AdministrationOperation] = [adminDeleteSoftwareToken]

    static let adminDeleteSoftwareToken = AdministrationOperation(
        UserPoolAdministration.adminDeleteSoftwareToken,
        reads: { AdminDeleteSoftwareTokenRequest(userPoolID: $0.userPoolID, username: $0.username) })
}
