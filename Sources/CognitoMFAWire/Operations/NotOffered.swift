/// The operations of Cognito that the wire does not offer, by area.
///
/// With the offered ones they are all operations of the service model. `Tests/Wire/operations.py` compares.
package enum NotOffered {
    /// One area with its operations.
    package struct Area: Sendable {
        package let name: String
        /// Those that the model leaves unsigned: a token or a client id authorizes them.
        package let publicNames: [String]
        /// Those whose calls are signed.
        package let administrationNames: [String]

        init(_ name: String, unsigned: String = "", signed: String = "") {
            self.name = name
            publicNames = unsigned.split(whereSeparator: \.isWhitespace).map(String.init)
            administrationNames = signed.split(whereSeparator: \.isWhitespace).map(String.init)
        }

        /// All of them.
        package var names: [String] { administrationNames + publicNames }
    }

    /// The unsigned ones.
    static let publicNames = Set(areas.flatMap(\.publicNames))
    /// The signed ones.
    static let administrationNames = Set(areas.flatMap(\.administrationNames))

    /// All areas, in the order of `Docs/Operations.md`.
    package static let areas = [
        Area(
            "remembered devices",
            unsigned: "ConfirmDevice GetDevice ListDevices ForgetDevice UpdateDeviceStatus",
            signed: "AdminListDevices AdminGetDevice AdminForgetDevice AdminUpdateDeviceStatus"),
        Area(
            "passkeys",
            unsigned: """
                StartWebAuthnRegistration CompleteWebAuthnRegistration ListWebAuthnCredentials DeleteWebAuthnCredential
                """),
        Area(
            "sessions",
            unsigned: "ListUserSessions RevokeUserSession",
            signed: """
                AdminListUserSessions AdminRevokeUserSession SetUserPoolSessionConfiguration
                GetUserPoolSessionConfiguration SetUserPoolClientSessionConfiguration
                GetUserPoolClientSessionConfiguration
                """),
        Area(
            "domains, OAuth, token exchange",
            signed: """
                CreateUserPoolDomain UpdateUserPoolDomain DescribeUserPoolDomain DeleteUserPoolDomain
                CreateResourceServer UpdateResourceServer DescribeResourceServer DeleteResourceServer
                ListResourceServers GetClientToken GetDerivedToken GetSigningCertificate CreateCIMDPolicy
                UpdateCIMDPolicy DescribeCIMDPolicy DeleteCIMDPolicy ListCIMDPolicies ListClientMetadataURLs
                UpdateClientMetadataURLState
                """),
        Area(
            "federation",
            signed: """
                CreateIdentityProvider UpdateIdentityProvider DescribeIdentityProvider DeleteIdentityProvider
                ListIdentityProviders GetIdentityProviderByIdentifier AdminLinkProviderForUser
                AdminDisableProviderForUser
                """),
        Area(
            "branding and terms",
            signed: """
                CreateManagedLoginBranding UpdateManagedLoginBranding DescribeManagedLoginBranding
                DescribeManagedLoginBrandingByClient DeleteManagedLoginBranding GetUICustomization SetUICustomization
                CreateTerms UpdateTerms DescribeTerms DescribeTermsByClient DeleteTerms ListTerms
                """),
        Area(
            "import",
            signed: """
                GetCSVHeader CreateUserImportJob StartUserImportJob StopUserImportJob DescribeUserImportJob
                ListUserImportJobs
                """),
        Area(
            "logs and risk",
            unsigned: "UpdateAuthEventFeedback",
            signed: """
                GetLogDeliveryConfiguration SetLogDeliveryConfiguration DescribeRiskConfiguration SetRiskConfiguration
                AdminListUserAuthEvents AdminUpdateAuthEventFeedback
                """),
        Area(
            "replicas, limits, recovery of a pool",
            signed: """
                CreateUserPoolReplica UpdateUserPoolReplica
                DeleteUserPoolReplica ListUserPoolReplicas GetProvisionedLimit UpdateProvisionedLimit
                InitiatePointInTimeRecovery StartPointInTimeRecovery CancelPointInTimeRecovery
                DescribePointInTimeRecovery ListPointInTimeRecoveries
                """),
    ]
}
