// swift-tools-version: 6.3
import PackageDescription

// `CoreBenchmarks` measures the library against OpenSSL 3 and swift-crypto. The latter is a minute and a half of building;
// with `WITHOUT_SWIFT_CRYPTO=1` in the environment it is left out.
let hasCrypto = Context.environment["WITHOUT_SWIFT_CRYPTO"] != "1"

let package = Package(
    name: "cognito-mfa-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "cognito-mfa", path: "..")]
        + (hasCrypto ? [.package(url: "https://github.com/apple/swift-crypto", from: "4.5.2")] : []),
    targets: [
        // Debian: libssl-dev.
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .executableTarget(
            name: "CoreBenchmarks",
            dependencies: [
                .product(name: "CognitoMFACore", package: "cognito-mfa"),
                .product(name: "CognitoMFAQRCode", package: "cognito-mfa"), "COpenSSL",
            ]
                + (hasCrypto
                    ? [
                        .product(name: "Crypto", package: "swift-crypto"),
                        .product(name: "CryptoExtras", package: "swift-crypto"),
                    ] : [])),
        .executableTarget(
            name: "FlowBenchmarks",
            dependencies: [
                .product(name: "CognitoMFA", package: "cognito-mfa"),
                .product(name: "CognitoMFAService", package: "cognito-mfa"),
                .product(name: "CognitoMFATesting", package: "cognito-mfa"),
                .product(name: "CognitoMFAWire", package: "cognito-mfa"),
            ]),
        .executableTarget(
            name: "PageBenchmarks",
            dependencies: [
                .product(name: "CognitoMFA", package: "cognito-mfa"),
                .product(name: "CognitoMFACore", package: "cognito-mfa"),
                .product(name: "CognitoMFAHTTP", package: "cognito-mfa"),
                .product(name: "CognitoMFAHostedUI", package: "cognito-mfa"),
                .product(name: "CognitoMFAQRCode", package: "cognito-mfa"),
                .product(name: "CognitoMFATesting", package: "cognito-mfa"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
