import AuthFlow
package import CognitoMFAService

package typealias PublicOperation = WireOperation<UserPoolService>
package typealias AdministrationOperation = WireOperation<UserPoolAdministration>

/// The operations that anyone may call: by password, code, session or token.
package enum PublicOperations {
    /// Every one.
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
    /// Every one.
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
