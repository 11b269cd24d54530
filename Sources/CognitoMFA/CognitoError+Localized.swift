public import UserPoolModel

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension CognitoError: LocalizedError {
    /// The exact text, so that `localizedDescription` shows it.
    public var errorDescription: String? { message }
    /// The way out that the code in this process can take, if there is one.
    public var recoverySuggestion: String? { hint }
}
