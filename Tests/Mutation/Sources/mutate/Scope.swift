import Foundation

/// The three parts of the package whose tests are verified.
enum Area: String, Sendable, CaseIterable {
    case machine, shell, verification

    /// Files and folders, relative to `Sources`.
    var paths: [String] {
        switch self {
        case .machine: ["AuthFlow/Machine"]
        case .shell:
            [
                "AuthFlow/Service/SwapLoop.swift", "AuthFlow/Service/Authorization.swift",
                "AuthFlow/Service/CarryOut.swift", "AuthFlow/Service/Delivery.swift",
                "AuthFlow/Service/AdminChange.swift", "AuthFlow/Service/NewPasswords.swift",
                "AuthFlow/Service/RecordAccess.swift", "AuthFlow/Service/SessionLocator.swift",
                "AuthFlow/Service/RefreshTokenLocator.swift", "AuthFlow/Service/UserPoolService.swift",
                "AuthFlow/Service/FlowLimits.swift", "AuthFlow/Service/HourlyLimits.swift", "AuthFlow/Service/Users",
                "AuthFlow/Service/Operations/SignIn",
                "AuthFlow/Service/Operations/SoftwareToken", "AuthFlow/Service/Operations/Tokens",
            ]
        case .verification:
            [
                "CognitoMFACore/OneTimePassword", "CognitoMFACore/Authentication",
                "UserPoolModel/User/SoftwareToken.swift", "AuthFlow/Record/FailureCounters.swift",
                "AuthFlow/Record/FailureLadder.swift", "AuthFlow/Record/SentCode.swift",
                "AuthFlow/Record/VerificationCode.swift", "AuthFlow/Record/OperationRing.swift",
                "AuthFlow/Record/HourlyUses.swift", "AuthFlow/Record/ChallengeSession.swift",
                "AuthFlow/Record/UserAuthRecord.swift", "AuthFlow/Record/PhantomRecord.swift",
                "AuthFlow/Record/SendQuotaRecord.swift", "AuthFlow/Record/PasswordHistory.swift",
                "AuthFlow/Record/FamilyRecord.swift", "CognitoMFATokens/JSONWebSignature.swift",
                "CognitoMFATokens/LocalTokenSigner.swift", "CognitoMFATokens/SignedTokenIssuer.swift",
                "CognitoMFATokens/TokenIdentifiers.swift",
            ]
        }
    }

    /// Every Swift file of the area, in a fixed order, relative to the package.
    func files(in package: URL) throws -> [String] {
        try paths.flatMap { path -> [String] in
            let relative = "Sources/\(path)"
            guard !path.hasSuffix(".swift") else { return [relative] }
            let names = try FileManager.default.contentsOfDirectory(atPath: package.appending(path: relative).path)
            return names.filter { $0.hasSuffix(".swift") }.sorted().map { "\(relative)/\($0)" }
        }
    }
}
