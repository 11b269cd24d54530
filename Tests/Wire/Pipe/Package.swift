// swift-tools-version: 6.3
import PackageDescription

// A server without a socket, for `client.py`: requests and responses are lines of standard input and output.
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
