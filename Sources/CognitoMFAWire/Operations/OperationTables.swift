import AuthFlow
package import CognitoMFAService

/// A public operation on the wire.
package typealias PublicOperation = WireOperation<UserPoolService>
/// An administrator's operation on the wire.
package typealias AdministrationOperation = WireOperation<UserPoolAdministration>

/// The operations that anyone may call; a password, code, session or token authorizes them.
package enum PublicOperations {
    /// All of them.
    package static let all: [PublicOperation] = [
        initiateAuth, respondToAuthChallenge, associateSoftwareToken, verifySoftwareToken, removeSoftwareToken,
        setUserMFAPreference, setUserSettings, changePassword, forgotPassword, confirmForgotPassword, signUp,
        confirmSignUp, resendConfirmationCode, getTokensFromRefreshToken, revokeToken, globalSignOut,
        updateUserAttributes, deleteUserAttributes, verifyUserAttribute, getUserAttributeVerificationCode, getUser,
        getUserAuthFactors, deleteUser,
    ]
}

/// The operations of administrators and of configuration.
package enum AdministrationOperations {
    /// All of them.
    package static let all: [AdministrationOperation] = [
        adminInitiateAuth, adminRespondToAuthChallenge, adminDeleteSoftwareToken, adminSetUserMFAPreference,
        adminSetUserSettings, adminResetUserPassword, adminSetUserPassword, adminConfirmSignUp, adminCreateUser,
        adminImportUser, adminUserGlobalSignOut, adminUpdateUserAttributes, adminDeleteUserAttributes, adminGetUser,
        adminDisableUser, adminEnableUser, adminDeleteUser, adminUnlock, listUsers, setUserPoolMFAConfig,
        getUserPoolMFAConfig, createUserPool, updateUserPool, deleteUserPool, describeUserPool, listUserPools,
        createUserPoolClient, updateUserPoolClient, describeUserPoolClient, deleteUserPoolClient,
        listUserPoolClients,
    ]
}
