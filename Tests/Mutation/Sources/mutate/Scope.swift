import Foundation

/// The three parts of the package whose tests are measured.
enum Area: String, Sendable, CaseIterable {
    case machine, shell, verification

    /// Folders, relative to `Sources`.
    var paths: [String] {
        switch self {
        case .machine: ["AuthFlow/Rules", "AuthFlow/Factors", "AuthFlow/Challenges", "AuthFlow/FirstFactors"]
        case .shell:
            [
                "CognitoMFAService/Engine", "CognitoMFAService/Operations/SignIn",
                "CognitoMFAService/Operations/SoftwareToken", "CognitoMFAService/Operations/Tokens",
            ]
        case .verification:
            [
                "CognitoMFACore/OneTimePassword", "CognitoMFACore/Authentication", "UserPoolModel/User",
                "AuthFlow/Records/User", "AuthFlow/Records/Limits", "AuthFlow/Records/Tokens",
                "AuthFlow/Records/Aliases", "CognitoMFATokens",
            ]
        }
    }

    /// Every Swift file of the area, in a fixed order, relative to the package.
    func files(in package: URL) throws -> [String] {
        try paths.flatMap { path -> [String] in
            let folder = package.appending(path: "Sources/\(path)")
            guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
            let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            return names.filter { $0.hasSuffix(".swift") }.sorted().map { "Sources/\(path)/\($0)" }
        }
    }
}
