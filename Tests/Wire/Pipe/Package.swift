// swift-tools-version: 6.3
import PackageDescription

// A host without a socket: requests and responses are lines of standard input and output, for `client.py`.
let package = Package(
    name: "pipe",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "cognito-mfa", path: "../../..")],
    targets: [
        .executableTarget(
            name: "pipe",
            dependencies: [
                .product(name: "CognitoMFA", package: "cognito-mfa"),
                .product(name: "CognitoMFAWire", package: "cognito-mfa"),
            ])
    ],
    swiftLanguageModes: [.v6]
)
