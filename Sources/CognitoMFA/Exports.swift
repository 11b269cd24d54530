// One import for hosts. `@_exported` carries members along under MemberImportVisibility, which plain re-export does not.
//
// Of two modules only the types that a host names come along. The hashes of `CognitoMFACore` would clash with those of
// swift-crypto. The requests of `CognitoMFAService` are for who calls its operations one by one, and imports it for that.
@_exported public import AuthFlow
@_exported public import CognitoMFAInMemory
@_exported public import CognitoMFATokens
@_exported public import UserPoolModel

@_exported public import struct CognitoMFACore.HOTP
@_exported public import struct CognitoMFACore.KeyURI
@_exported public import struct CognitoMFACore.OneTimeCode
@_exported public import struct CognitoMFACore.ParameterError
@_exported public import struct CognitoMFACore.SharedSecret
@_exported public import struct CognitoMFACore.TOTP
@_exported public import struct CognitoMFACore.TimeStep
@_exported public import struct CognitoMFACore.UnixTime
@_exported public import enum CognitoMFAService.AccessTokenVerdict
@_exported public import enum CognitoMFAService.AdministratorIdentity
@_exported public import struct CognitoMFAService.AdmissionAttempt
@_exported public import protocol CognitoMFAService.AdmissionControl
@_exported public import protocol CognitoMFAService.AuthObserver
@_exported public import enum CognitoMFAService.AuthOutcome
@_exported public import struct CognitoMFAService.AuthenticationResult
@_exported public import enum CognitoMFAService.BrowserOutcome
@_exported public import struct CognitoMFAService.ChallengeReply
@_exported public import struct CognitoMFAService.ConsoleEmailSender
@_exported public import struct CognitoMFAService.ConsoleSMSSender
@_exported public import protocol CognitoMFAService.CustomMessage
@_exported public import struct CognitoMFAService.CustomMessageRequest
@_exported public import struct CognitoMFAService.CustomMessageResponse
@_exported public import enum CognitoMFAService.DeliveryOutcome
@_exported public import struct CognitoMFAService.EmailMessage
@_exported public import protocol CognitoMFAService.EmailSender
@_exported public import struct CognitoMFAService.ErrorReply
@_exported public import struct CognitoMFAService.FlowLimits
@_exported public import struct CognitoMFAService.ListUsersResponse
@_exported public import struct CognitoMFAService.MFAOption
@_exported public import struct CognitoMFAService.MFASettings
@_exported public import struct CognitoMFAService.MigratedUser
@_exported public import struct CognitoMFAService.NoAdmissionControl
@_exported public import struct CognitoMFAService.NoEmailSender
@_exported public import struct CognitoMFAService.NoObserver
@_exported public import struct CognitoMFAService.NoSMSSender
@_exported public import struct CognitoMFAService.NoSealer
@_exported public import struct CognitoMFAService.OpenChallenge
@_exported public import struct CognitoMFAService.PBKDF2Hash
@_exported public import struct CognitoMFAService.PBKDF2PasswordHasher
@_exported public import protocol CognitoMFAService.PasswordHasher
@_exported public import protocol CognitoMFAService.PreTokenGeneration
@_exported public import struct CognitoMFAService.PreTokenGenerationRequest
@_exported public import struct CognitoMFAService.PreTokenGenerationResponse
@_exported public import struct CognitoMFAService.RandomPart
@_exported public import enum CognitoMFAService.RandomPurpose
@_exported public import protocol CognitoMFAService.RandomSource
@_exported public import enum CognitoMFAService.RecordChange
@_exported public import protocol CognitoMFAService.RecordCounting
@_exported public import protocol CognitoMFAService.RecordScanning
@_exported public import protocol CognitoMFAService.RecordSealer
@_exported public import protocol CognitoMFAService.RecordStore
@_exported public import struct CognitoMFAService.RecordVersion
@_exported public import struct CognitoMFAService.Resealing
@_exported public import struct CognitoMFAService.SMSMessage
@_exported public import protocol CognitoMFAService.SMSSender
@_exported public import struct CognitoMFAService.ScannedRecord
@_exported public import struct CognitoMFAService.SignInExplanation
@_exported public import struct CognitoMFAService.SignInReply
@_exported public import struct CognitoMFAService.SignUpResponse
@_exported public import struct CognitoMFAService.SignedInBrowser
@_exported public import struct CognitoMFAService.SoftwareTokenAssociation
@_exported public import enum CognitoMFAService.SourceAddress
@_exported public import enum CognitoMFAService.SwapOutcome
@_exported public import struct CognitoMFAService.SystemRandomSource
@_exported public import struct CognitoMFAService.SystemTimeSource
@_exported public import protocol CognitoMFAService.TimeSource
@_exported public import protocol CognitoMFAService.TokenIssuer
@_exported public import struct CognitoMFAService.TokensReply
@_exported public import struct CognitoMFAService.TriggerError
@_exported public import struct CognitoMFAService.Triggers
@_exported public import enum CognitoMFAService.UserAuthorization
@_exported public import protocol CognitoMFAService.UserMigration
@_exported public import struct CognitoMFAService.UserMigrationRequest
@_exported public import struct CognitoMFAService.UserPool
@_exported public import struct CognitoMFAService.UserPoolARN
@_exported public import struct CognitoMFAService.UserPoolAdministration
@_exported public import struct CognitoMFAService.UserPoolDescription
@_exported public import struct CognitoMFAService.UserPoolService
@_exported public import struct CognitoMFAService.UserPoolSettings
@_exported public import struct CognitoMFAService.UserSummary
@_exported public import struct CognitoMFAService.VersionedRecord
@_exported public import enum CognitoMFAService.WeakerPool
