// swift-tools-version: 6.3
import PackageDescription

// A program that writes the modules of QR codes, for `compare.py` and `scan.py`.
let package = Package(
    name: "matrices",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "cognito-mfa", path: "../../..")],
    targets: [
        .executableTarget(
            name: "matrices", dependencies: [.product(name: "CognitoMFAQRCode", package: "cognito-mfa")])
    ],
    swiftLanguageModes: [.v6]
)
