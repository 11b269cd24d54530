import CognitoMFA
import Logging
import Metrics

/// An observer that writes each event to a log and to a counter for its kind; neither contains names of users.
struct EventLog: AuthObserver {
    let logger: Logger
    var metrics: any MetricsFactory = MetricsSystem.factory

    func observe(_ event: AuthEvent) {
        logger.log(level: level(of: event), "\(event.name)", metadata: metadata(of: event))
        // Only pools of existing users: a name that a caller sends must not create a counter.
        let pool = event.subject?.userPoolID.text ?? "none"
        Counter(
            label: "cognito_mfa_events_total", dimensions: [("event", event.name), ("pool", pool)], factory: metrics
        ).increment()
    }

    private func metadata(of event: AuthEvent) -> Logger.Metadata {
        let (subject, entry) = (event.subject, event.entry)
        let texts: KeyValuePairs<String, String?> = [
            "pool": subject?.userPoolID.text ?? entry?.userPoolID?.text, "sub": subject?.sub.text,
            "operation": entry?.operation, "client": entry?.clientID?.text, "address": entry?.sourceAddress,
            "administrator": entry?.administrator, "name": entry?.nameDigest, "detail": detail(of: event),
        ]
        var metadata: Logger.Metadata = [:]
        for (key, text) in texts { metadata[key] = text.map { "\($0)" } }
        return metadata
    }

    private func level(of event: AuthEvent) -> Logger.Level {
        switch event {
        case .factorClosed, .refreshTokenReused, .messageRefused, .passwordHashIsSlow: .warning
        case .refused, .administratorCalled, .poolChanged, .clientChanged: .notice
        default: .info
        }
    }

    private func detail(of event: AuthEvent) -> String? {
        switch event {
        case .signedIn(_, let factors): factors.map(\.rawValue).joined(separator: ",")
        case .codeRejected(_, let challenge, let left, let lockEnd):
            "\(challenge.rawValue), \(left) left" + (lockEnd.map { ", locked until \($0)" } ?? "")
        case .passwordRejected(_, let lockEnd?), .refusedByLock(_, let lockEnd): "locked until \(lockEnd)"
        case .passwordHashIsSlow(let duration):
            "a hash took \(duration); calls wait as long, and a repeated call is refused: build with -c release, or lower --password-iterations"
        case .factorClosed(_, let factor): factor.rawValue
        case .challenged(_, let challenge): challenge.rawValue
        case .messageRefused(_, _, let reason): reason
        case .refused(_, let code, let reason): "\(code): \(reason)"
        default: nil
        }
    }
}
