// swift-tools-version: 6.3
import PackageDescription

// A server on real parts, and the adapters it is made of. The library itself depends on none of this.
let package = Package(
    name: "cognito-mfa-server",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "cognito-mfa-server", targets: ["CognitoMFAServer"]),
        // Sign-ins by the thousand, for measuring it.
        .executable(name: "cognito-mfa-load", targets: ["CognitoMFALoad"]),
        // RS256 tokens, and the keys others verify them with.
        .library(name: "CognitoMFARSATokens", targets: ["CognitoMFARSATokens"]),
        // A durable store in one file.
        .library(name: "CognitoMFASQLite", targets: ["CognitoMFASQLite"]),
        // A store that many processes share.
        .library(name: "CognitoMFAPostgres", targets: ["CognitoMFAPostgres"]),
        // AES-GCM round records.
        .library(name: "CognitoMFASealing", targets: ["CognitoMFASealing"]),
        // Text messages through Amazon SNS.
        .library(name: "CognitoMFASNS", targets: ["CognitoMFASNS"]),
    ],
    dependencies: [
        .package(name: "cognito-mfa", path: "../../.."),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    ],
    targets: [
        .executableTarget(
            name: "CognitoMFAServer",
            dependencies: [
                "CognitoMFARSATokens", "CognitoMFASQLite", "CognitoMFAPostgres", "CognitoMFASealing", "CognitoMFASNS",
                .product(name: "CognitoMFA", package: "cognito-mfa"),
                .product(name: "CognitoMFACore", package: "cognito-mfa"),
                .product(name: "CognitoMFAHTTP", package: "cognito-mfa"),
                .product(name: "CognitoMFAHostedUI", package: "cognito-mfa"),
                .product(name: "CognitoMFAService", package: "cognito-mfa"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "CognitoMFAWire", package: "cognito-mfa"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(
            name: "CognitoMFARSATokens",
            dependencies: [
                .product(name: "CognitoMFA", package: "cognito-mfa"),
                .product(name: "CognitoMFACore", package: "cognito-mfa"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]),
        .target(
            name: "CognitoMFASQLite",
            dependencies: [
                .product(name: "CognitoMFA", package: "cognito-mfa"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
        .target(
            name: "CognitoMFAPostgres",
            dependencies: [
                "CLibPQ", .product(name: "CognitoMFA", package: "cognito-mfa"),
                .product(name: "CognitoMFACore", package: "cognito-mfa"),
            ]),
        .target(
            name: "CognitoMFASealing",
            dependencies: [
                .product(name: "CognitoMFA", package: "cognito-mfa"),
                .product(name: "CognitoMFACore", package: "cognito-mfa"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(
            name: "CognitoMFASNS",
            dependencies: [
                .product(name: "CognitoMFA", package: "cognito-mfa"),
                .product(name: "CognitoMFAWire", package: "cognito-mfa"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .executableTarget(
            name: "CognitoMFALoad",
            dependencies: [
                .product(name: "CognitoMFA", package: "cognito-mfa"),
                .product(name: "CognitoMFAWire", package: "cognito-mfa"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "CognitoMFALoad", "CognitoMFAServer", "CognitoMFARSATokens", "CognitoMFASQLite", "CognitoMFAPostgres",
                "CognitoMFASealing", "CognitoMFASNS",
                .product(name: "CognitoMFA", package: "cognito-mfa"),
                .product(name: "CognitoMFACore", package: "cognito-mfa"),
                .product(name: "CognitoMFAHTTP", package: "cognito-mfa"),
                .product(name: "CognitoMFAService", package: "cognito-mfa"),
                .product(name: "CognitoMFATesting", package: "cognito-mfa"),
                .product(name: "CognitoMFAWire", package: "cognito-mfa"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .strictMemorySafety(),
    ]
}
