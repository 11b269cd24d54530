// swift-tools-version: 6.3
import PackageDescription

// Sign-in pages: Hummingbird for HTTP, CognitoMFA for users, CognitoMFAHostedUI for the pages.
let package = Package(
    name: "hummingbird-pages",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "cognito-mfa", path: "../../.."),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    ],
    targets: [
        .executableTarget(
            name: "HummingbirdPages",
            dependencies: [
                .product(name: "CognitoMFA", package: "cognito-mfa"),
                .product(name: "CognitoMFAHTTP", package: "cognito-mfa"),
                .product(name: "CognitoMFAHostedUI", package: "cognito-mfa"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            path: ".", sources: ["main.swift"])
    ],
    swiftLanguageModes: [.v6]
)
