import Foundation

/// A part of the package whose tests are measured.
enum Area: String, Sendable, CaseIterable {
    case rules, operations, records, kernels

    /// Folders, relative to `Sources`.
    var paths: [String] {
        switch self {
        case .rules: ["AuthFlow/Rules", "AuthFlow/Factors", "AuthFlow/Challenges", "AuthFlow/FirstFactors"]
        case .operations: ["CognitoMFAService/Engine", "CognitoMFAService/Operations"]
        case .records:
            [
                "UserPoolModel/User", "AuthFlow/Records/User", "AuthFlow/Records/Limits", "AuthFlow/Records/Tokens",
                "AuthFlow/Records/Aliases", "CognitoMFATokens",
            ]
        case .kernels: ["CognitoMFACore", "AuthFlow/Records/Codec", "CognitoMFAService/PasswordHashing"]
        }
    }

    /// Every Swift file of the area, in a fixed order, relative to the package.
    func files(in package: URL) throws -> [String] {
        try paths.flatMap { path -> [String] in
            let folder = package.appending(path: "Sources/\(path)")
            guard FileManager.default.fileExists(atPath: folder.path) else {
                throw Failure("the area \(rawValue) names a folder that is not there: Sources/\(path)")
            }
            let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            return names.filter { $0.hasSuffix(".swift") }.sorted().map { "Sources/\(path)/\($0)" }
        }
    }
}
