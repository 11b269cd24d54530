public import CognitoMFACore
public import CognitoMFAService

/// A simulated authenticator app that has scanned a key URI.
public struct AuthenticatorApp: Sendable {
    private let secret: SharedSecret
    private let totp: TOTP
    private let time: any TimeSource

    /// Scans a key URI.
    ///
    /// - Throws: `ParameterError` if it is not the URI of a TOTP secret.
    public init(scanning uri: KeyURI, time: some TimeSource) throws(ParameterError) {
        guard case .totp(let period) = uri.kind else { throw ParameterError("uri", "must be of type totp") }
        totp = try TOTP(digits: uri.digits, periodSeconds: period, algorithm: uri.algorithm)
        secret = uri.secret
        self.time = time
    }

    /// Returns the code that the app shows now, or `stepsAhead` steps later; a negative number means earlier.
    public func code(stepsAhead: Int = 0) -> OneTimeCode {
        totp.code(for: secret, at: time.now() + .seconds(totp.periodSeconds * stepsAhead))
    }
}
