// swift-tools-version: 6.3
import PackageDescription

// A host that links the three card modules and nothing else; `run.sh` looks at what its binary needs.
let package = Package(
    name: "linkage-test",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "cognito-mfa", path: "../..")],
    targets: [
        .executableTarget(
            name: "linkageTest", dependencies: [.product(name: "CognitoMFAService", package: "cognito-mfa")])
    ],
    swiftLanguageModes: [.v6]
)
