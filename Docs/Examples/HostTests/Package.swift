// swift-tools-version: 6.3
import PackageDescription

// The test suite of a server that uses the library.
let package = Package(
    name: "host-tests",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "cognito-mfa", path: "../../..")],
    targets: [
        .testTarget(
            name: "HostTests",
            dependencies: [
                .product(name: "CognitoMFA", package: "cognito-mfa"),
                .product(name: "CognitoMFATesting", package: "cognito-mfa"),
            ],
            path: ".", sources: ["HostTests.swift"])
    ],
    swiftLanguageModes: [.v6]
)
