// One import for hosts. `@_exported` carries members along under MemberImportVisibility, which plain re-export does not.
@_exported public import AuthFlow
@_exported public import CognitoMFACore
@_exported public import CognitoMFAInMemory
@_exported public import CognitoMFAService
@_exported public import CognitoMFATokens
@_exported public import UserPoolModel
