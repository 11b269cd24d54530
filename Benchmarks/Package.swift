// swift-tools-version: 6.3
import PackageDescription

let package = Package(
    name: "cognito-mfa-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "cognito-mfa", path: "..")],
    targets: [
        .executableTarget(
            name: "CoreBenchmarks", dependencies: [.product(name: "CognitoMFACore", package: "cognito-mfa")]),
        .executableTarget(
            name: "FlowBenchmarks",
            dependencies: [
                .product(name: "CognitoMFA", package: "cognito-mfa"),
                .product(name: "CognitoMFATesting", package: "cognito-mfa"),
                .product(name: "CognitoMFAWire", package: "cognito-mfa"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
