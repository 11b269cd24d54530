import AuthFlow
import CognitoMFAService
import UserPoolModel

extension PublicOperations {
    static let updateUserAttributes = PublicOperation(
        "UpdateUserAttributes",
        reads: {
            UpdateUserAttributesRequest(accessToken: $0.accessToken, userAttributes: $0.requiredUserAttributes)
        }, calls: { (service, request) async throws(CognitoError) in try await service.updateUserAttributes(request) },
        writes: .init(.structures("CodeDeliveryDetailsList", .codeDelivery) { $0.isEmpty ? nil : $0 }))

    static let deleteUserAttributes = PublicOperation(
        "DeleteUserAttributes",
        reads: {
            DeleteUserAttributesRequest(accessToken: $0.accessToken, userAttributeNames: $0.attributeNames)
        }, calls: { (service, request) async throws(CognitoError) in try await service.deleteUserAttributes(request) })

    static let verifyUserAttribute = PublicOperation(
        "VerifyUserAttribute",
        reads: {
            VerifyUserAttributeRequest(
                accessToken: $0.accessToken, attributeName: AttributeName(rawValue: $0.required("AttributeName")),
                code: $0.code("Code"))
        }, calls: { (service, request) async throws(CognitoError) in try await service.verifyUserAttribute(request) })

    static let getUserAttributeVerificationCode = PublicOperation(
        "GetUserAttributeVerificationCode",
        reads: {
            GetUserAttributeVerificationCodeRequest(
                accessToken: $0.accessToken, attributeName: AttributeName(rawValue: $0.required("AttributeName")))
        },
        calls: { (service, request) async throws(CognitoError) in
            try await service.getUserAttributeVerificationCode(request)
        }, writes: .sentCode)
}

extension AdministrationOperations {
    static let adminUpdateUserAttributes = AdministrationOperation(
        "AdminUpdateUserAttributes",
        reads: {
            AdminUpdateUserAttributesRequest(
                userPoolID: $0.userPoolID, username: $0.username, userAttributes: $0.requiredUserAttributes)
        },
        calls: { (service, request) async throws(CognitoError) in
            try await service.adminUpdateUserAttributes(request)
        })

    static let adminDeleteUserAttributes = AdministrationOperation(
        "AdminDeleteUserAttributes",
        reads: {
            AdminDeleteUserAttributesRequest(
                userPoolID: $0.userPoolID, username: $0.username, userAttributeNames: $0.attributeNames)
        },
        calls: { (service, request) async throws(CognitoError) in
            try await service.adminDeleteUserAttributes(request)
        })
}
