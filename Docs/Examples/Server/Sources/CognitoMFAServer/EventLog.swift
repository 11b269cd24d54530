import CognitoMFA
import Logging
import Metrics

/// Tells what has happened to a log and to a counter for each kind of event; names of users stay out of both.
struct EventLog: AuthObserver {
    let logger: Logger
    var metrics: any MetricsFactory = MetricsSystem.factory

    func observe(_ event: AuthEvent) {
        let subject = event.subject
        var metadata: Logger.Metadata = ["pool": "\(subject.userPoolID.text)", "sub": "\(subject.sub.text)"]
        if let detail = detail(of: event) { metadata["detail"] = "\(detail)" }
        logger.log(level: level(of: event), "\(event.name)", metadata: metadata)
        Counter(
            label: "cognito_mfa_events_total", dimensions: [("event", event.name), ("pool", subject.userPoolID.text)],
            factory: metrics
        ).increment()
    }

    private func level(of event: AuthEvent) -> Logger.Level {
        switch event {
        case .factorClosed, .refreshTokenReused, .messageRefused: .warning
        default: .info
        }
    }

    private func detail(of event: AuthEvent) -> String? {
        switch event {
        case .signedIn(_, let factors): factors.map(\.rawValue).joined(separator: ",")
        case .codeRejected(_, let challenge, let left): "\(challenge.rawValue), \(left) left"
        case .factorClosed(_, let factor): factor.rawValue
        case .challenged(_, let challenge): challenge.rawValue
        case .messageRefused(_, _, let reason): reason
        default: nil
        }
    }
}
