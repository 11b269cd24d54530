// A test names the library's own types too; one import brings them along.
@_exported public import CognitoMFA
