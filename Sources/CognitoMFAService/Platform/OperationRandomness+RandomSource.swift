package import AuthFlow
import CognitoMFACore

extension OperationRandomness {
    /// Creates the randomness of an operation that may open a session, send a code and obtain a grant.
    package init(_ random: any RandomSource) { self.init(random, secret: nil) }

    /// Returns the randomness of an operation that issues a secret.
    package static func withSecret(_ random: any RandomSource) -> OperationRandomness {
        guard let secret = try? SharedSecret(bytes: random.bytes(count: 32, for: .secret)) else {
            preconditionFailure("the random source gave no bytes")
        }
        return OperationRandomness(random, secret: secret)
    }

    private init(_ random: any RandomSource, secret: SharedSecret?) {
        self.init(
            bytes: Part.allCases.flatMap { random.bytes(count: $0.place.count, for: $0.purpose) }, secret: secret)
    }
}

extension OperationRandomness.Part {
    fileprivate var purpose: RandomPurpose {
        switch self {
        case .operation, .session: .session
        case .code, .secondCode: .code
        case .grant, .family, .reservation: .nonce
        }
    }
}
