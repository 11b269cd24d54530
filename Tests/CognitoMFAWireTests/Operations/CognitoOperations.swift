/// The operations of Cognito's service model by area; `Docs/Operations.md` lists those that are not offered.
enum CognitoOperations {
    /// One area with its operations.
    struct Area {
        let name: String
        let operations: [String]

        init(_ name: String, _ operations: String) {
            self.name = name
            self.operations = operations.split(whereSeparator: \.isWhitespace).map(String.init)
        }
    }

    static let areas = [
        Area("factors of a user", "GetUserAuthFactors AdminGetUserAuthFactors"),
        Area(
            "remembered devices",
            """
            AdminListDevices AdminGetDevice AdminForgetDevice AdminUpdateDeviceStatus ConfirmDevice GetDevice
            ListDevices ForgetDevice UpdateDeviceStatus
            """),
        Area(
            "passkeys",
            """
            StartWebAuthnRegistration CompleteWebAuthnRegistration ListWebAuthnCredentials DeleteWebAuthnCredential
            """),
        Area(
            "groups",
            """
            CreateGroup GetGroup UpdateGroup DeleteGroup ListGroups ListUsersInGroup AdminAddUserToGroup
            AdminRemoveUserFromGroup AdminListGroupsForUser
            """),
        Area(
            "sessions",
            """
            ListUserSessions RevokeUserSession AdminListUserSessions AdminRevokeUserSession
            SetUserPoolSessionConfiguration GetUserPoolSessionConfiguration SetUserPoolClientSessionConfiguration
            GetUserPoolClientSessionConfiguration
            """),
        Area(
            "secrets of app clients, custom attributes",
            "AddUserPoolClientSecret ListUserPoolClientSecrets DeleteUserPoolClientSecret AddCustomAttributes"),
        Area(
            "domains, OAuth, token exchange",
            """
            CreateUserPoolDomain UpdateUserPoolDomain DescribeUserPoolDomain DeleteUserPoolDomain CreateResourceServer
            UpdateResourceServer DescribeResourceServer DeleteResourceServer ListResourceServers GetClientToken
            GetDerivedToken GetSigningCertificate CreateCIMDPolicy UpdateCIMDPolicy DescribeCIMDPolicy DeleteCIMDPolicy
            ListCIMDPolicies ListClientMetadataURLs UpdateClientMetadataURLState
            """),
        Area(
            "federation",
            """
            CreateIdentityProvider UpdateIdentityProvider DescribeIdentityProvider DeleteIdentityProvider
            ListIdentityProviders GetIdentityProviderByIdentifier AdminLinkProviderForUser AdminDisableProviderForUser
            """),
        Area(
            "branding and terms",
            """
            CreateManagedLoginBranding UpdateManagedLoginBranding DescribeManagedLoginBranding
            DescribeManagedLoginBrandingByClient DeleteManagedLoginBranding GetUICustomization SetUICustomization
            CreateTerms UpdateTerms DescribeTerms DescribeTermsByClient DeleteTerms ListTerms
            """),
        Area(
            "import",
            """
            GetCSVHeader CreateUserImportJob StartUserImportJob StopUserImportJob DescribeUserImportJob
            ListUserImportJobs
            """),
        Area(
            "logs and risk",
            """
            GetLogDeliveryConfiguration SetLogDeliveryConfiguration DescribeRiskConfiguration SetRiskConfiguration
            AdminListUserAuthEvents AdminUpdateAuthEventFeedback UpdateAuthEventFeedback
            """),
        Area(
            "tags, replicas, limits, recovery of a pool",
            """
            TagResource UntagResource ListTagsForResource CreateUserPoolReplica UpdateUserPoolReplica
            DeleteUserPoolReplica ListUserPoolReplicas GetProvisionedLimit UpdateProvisionedLimit
            InitiatePointInTimeRecovery StartPointInTimeRecovery CancelPointInTimeRecovery
            DescribePointInTimeRecovery ListPointInTimeRecoveries
            """),
    ]
}
