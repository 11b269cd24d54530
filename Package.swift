// swift-tools-version: 6.3
import PackageDescription

// No dependency, no C target, no unsafe flag: a Swift server links this and nothing else.
let package = Package(
    name: "cognito-mfa",
    platforms: [.macOS(.v15), .iOS(.v18)],
    products: [
        // The import of a server: the three card modules, the in-memory store and the tokens.
        .library(name: "CognitoMFA", targets: ["CognitoMFA"]),
        // The service without Foundation: operations, ports, the machine and the values.
        .library(
            name: "CognitoMFAService", targets: ["CognitoMFAService", "AuthFlow", "UserPoolModel", "CognitoMFACore"]),
        .library(name: "CognitoMFACore", targets: ["CognitoMFACore"]),
        .library(name: "CognitoMFAInMemory", targets: ["CognitoMFAInMemory"]),
        .library(name: "CognitoMFATokens", targets: ["CognitoMFATokens"]),
        // Headers, cookies, forms, markup and CORS, for the code around the protocol.
        .library(name: "CognitoMFAHTTP", targets: ["CognitoMFAHTTP"]),
        // QR codes of key URIs, for pages and terminals; no other module of the package needs it.
        .library(name: "CognitoMFAQRCode", targets: ["CognitoMFAQRCode"]),
        // Cognito's protocol for a host's HTTP server: bytes in, bytes out.
        .library(name: "CognitoMFAWire", targets: ["CognitoMFAWire"]),
        // Sign-in pages for a host's HTTP server: request in, response out.
        .library(name: "CognitoMFAHostedUI", targets: ["CognitoMFAHostedUI"]),
        .library(name: "CognitoMFATesting", targets: ["CognitoMFATesting"]),
        // For `swift script.swift`. An app links `CognitoMFA` or this, never both.
        .library(name: "CognitoMFADynamic", type: .dynamic, targets: ["CognitoMFA"]),
    ],
    targets: [
        // One-time passwords and the hashes under them; the standard library only.
        .target(name: "CognitoMFACore"),
        // Values and words of a user pool.
        .target(name: "UserPoolModel", dependencies: ["CognitoMFACore"]),
        // The state machine: records, factors, challenges and rules. No port, no clock, no thread.
        .target(name: "AuthFlow", dependencies: ["CognitoMFACore", "UserPoolModel"]),
        // Ports, platform, password hashing, the swap loop and the operations; no Foundation.
        .target(name: "CognitoMFAService", dependencies: ["CognitoMFACore", "UserPoolModel", "AuthFlow"]),
        // The store of demos, scripts and tests.
        .target(name: "CognitoMFAInMemory", dependencies: ["AuthFlow", "CognitoMFAService"]),
        // Cognito's JSON web tokens.
        .target(
            name: "CognitoMFATokens",
            dependencies: ["CognitoMFACore", "UserPoolModel", "AuthFlow", "CognitoMFAService"]),
        // Headers, cookies, forms, markup and requests of other origins; the standard library only.
        .target(name: "CognitoMFAHTTP"),
        // QR codes, and their pictures; the standard library only.
        .target(name: "CognitoMFAQRCode"),
        // AWS JSON 1.1, and the signatures of administrators; no sockets, no Foundation.
        .target(
            name: "CognitoMFAWire",
            dependencies: ["CognitoMFACore", "UserPoolModel", "AuthFlow", "CognitoMFAService", "CognitoMFAHTTP"]),
        // The pages of sign-in, set-up, recovery and account; no sockets, no script, no Foundation.
        .target(
            name: "CognitoMFAHostedUI",
            dependencies: [
                "CognitoMFACore", "UserPoolModel", "AuthFlow", "CognitoMFAService", "CognitoMFAHTTP",
                "CognitoMFAQRCode",
            ]),
        // The umbrella: one import for hosts.
        .target(
            name: "CognitoMFA",
            dependencies: [
                "CognitoMFACore", "UserPoolModel", "AuthFlow", "CognitoMFAService", "CognitoMFAInMemory",
                "CognitoMFATokens",
            ]),
        // Doubles for the tests of hosts; imports no test framework.
        .target(
            name: "CognitoMFATesting",
            dependencies: [
                "CognitoMFA", "CognitoMFACore", "UserPoolModel", "AuthFlow", "CognitoMFAService", "CognitoMFAInMemory",
                "CognitoMFATokens",
            ]),

        // Of our own tests, and no product: the simulated world with its clients and faults, and what test targets share.
        .target(
            name: "CognitoMFASimulation",
            dependencies: [
                "CognitoMFATesting", "CognitoMFATokens", "CognitoMFAInMemory", "CognitoMFAService", "AuthFlow",
                "UserPoolModel", "CognitoMFACore",
            ],
            path: "Tests/Simulation"),
        .target(
            name: "TestSupport",
            dependencies: [
                "CognitoMFATesting", "CognitoMFATokens", "CognitoMFAInMemory", "CognitoMFAService", "AuthFlow",
                "UserPoolModel", "CognitoMFACore", "CognitoMFAQRCode",
            ],
            path: "Tests/Support"),

        .testTarget(name: "CognitoMFACoreTests", dependencies: ["CognitoMFACore"]),
        .testTarget(name: "UserPoolModelTests", dependencies: ["UserPoolModel", "CognitoMFACore"]),
        .testTarget(
            name: "AuthFlowTests",
            dependencies: [
                "AuthFlow", "CognitoMFAService", "UserPoolModel", "CognitoMFACore", "CognitoMFATesting", "TestSupport",
            ],
            exclude: ["Records/Golden"]),
        .testTarget(
            name: "CognitoMFAServiceTests",
            dependencies: [
                "CognitoMFAService", "AuthFlow", "UserPoolModel", "CognitoMFACore", "CognitoMFAInMemory",
                "CognitoMFATokens", "CognitoMFATesting", "TestSupport",
            ]),
        // Sign-in, factors, aliases and quotas, over several operations each.
        .testTarget(
            name: "UserFlowTests",
            dependencies: [
                "CognitoMFAService", "AuthFlow", "UserPoolModel", "CognitoMFACore", "CognitoMFAInMemory",
                "CognitoMFATokens", "CognitoMFATesting", "CognitoMFASimulation", "TestSupport",
            ]),
        // Walks over all operations: error tables, audit, faults, the simulation.
        .testTarget(
            name: "EveryOperationTests",
            dependencies: [
                "CognitoMFAService", "AuthFlow", "UserPoolModel", "CognitoMFACore", "CognitoMFAInMemory",
                "CognitoMFATokens", "CognitoMFATesting", "CognitoMFASimulation", "TestSupport",
            ]),
        .testTarget(
            name: "CognitoMFATokensTests",
            dependencies: ["CognitoMFATokens", "CognitoMFAService", "AuthFlow", "UserPoolModel", "CognitoMFACore"]),
        .testTarget(name: "CognitoMFAHTTPTests", dependencies: ["CognitoMFAHTTP"]),
        .testTarget(name: "CognitoMFAQRCodeTests", dependencies: ["CognitoMFAQRCode", "TestSupport"]),
        .testTarget(
            name: "CognitoMFAWireTests",
            dependencies: [
                "CognitoMFAWire", "CognitoMFAHTTP", "CognitoMFATesting", "CognitoMFAInMemory", "CognitoMFATokens",
                "CognitoMFAService", "AuthFlow", "UserPoolModel", "CognitoMFACore",
            ],
            exclude: ["Vectors", "Transcripts"]),
        .testTarget(
            name: "CognitoMFAHostedUITests",
            dependencies: [
                "CognitoMFAHostedUI", "CognitoMFAHTTP", "CognitoMFATesting", "CognitoMFAInMemory", "CognitoMFATokens",
                "CognitoMFAService", "AuthFlow", "UserPoolModel", "CognitoMFACore",
            ]),
        // Inputs that fuzzing has left behind, through the properties it looks for faults in.
        .testTarget(
            name: "CorpusTests",
            dependencies: [
                "CognitoMFAHostedUI", "CognitoMFAWire", "CognitoMFAHTTP", "CognitoMFATesting", "CognitoMFAInMemory",
                "CognitoMFATokens", "CognitoMFAService", "AuthFlow", "UserPoolModel", "CognitoMFACore",
                "CognitoMFAQRCode", "TestSupport",
            ]),
        .testTarget(name: "CognitoMFATests", dependencies: ["CognitoMFA", "CognitoMFAService", "CognitoMFATesting"]),
        .testTarget(
            name: "CognitoMFATestingTests",
            dependencies: [
                "CognitoMFATesting", "CognitoMFAService", "AuthFlow", "UserPoolModel", "CognitoMFACore",
                "CognitoMFAInMemory",
            ]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .strictMemorySafety(),
    ]
}
