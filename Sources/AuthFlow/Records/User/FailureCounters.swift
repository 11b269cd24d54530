package import CognitoMFACore
package import UserPoolModel

/// Wrong passwords.
///
/// The ladder locks; the other number never decays and closes nothing, or a stranger could lock a name for good.
package struct PasswordCounter: FieldValue, Sendable, Hashable {
    package private(set) var ladder = FailureLadder()
    package private(set) var consecutive = 0

    package init() {}

    package mutating func fail(at now: UnixTime) {
        ladder.fail(at: now)
        consecutive += 1
    }

    package mutating func clear() {
        ladder.clear()
        consecutive = 0
    }

    package mutating func bringBack(to now: UnixTime) { ladder.bringBack(to: now) }

    package func write(to writer: inout FieldWriter) {
        writer.put(1, ladder)
        writer.put(2, consecutive)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        ladder =
            try reader.value(1, as: FailureLadder.self) ?? FailureLadder()
        consecutive = try reader.count(2) ?? 0
    }
}

/// Wrong codes at sign-in: one ladder for all factors, and one number per factor that never decays.
///
/// At 100 the factor is closed (NIST SP 800-63B-4, 3.2.2).
package struct CodeCounter: FieldValue, Sendable, Hashable {
    package static let closingFailures = 100

    package private(set) var ladder = FailureLadder()
    /// By Cognito's spelling, as they are stored.
    package private(set) var factors: [MFAType: FactorFailures] = [:]

    /// Wrong codes of one factor in a row.
    package struct FactorFailures: Sendable, Hashable {
        package fileprivate(set) var consecutive = 0
        /// When the hundredth came.
        package fileprivate(set) var closedAt: UnixTime?
    }

    package init() {}

    package func isClosed(_ factor: SecondFactor) -> Bool { factors[factor.type]?.closedAt != nil }

    package mutating func fail(_ factor: SecondFactor, at now: UnixTime) {
        ladder.fail(at: now)
        factors[factor.type, default: FactorFailures()].consecutive += 1
        if factors[factor.type, default: FactorFailures()].consecutive >= Self.closingFailures, !isClosed(factor) {
            factors[factor.type]?.closedAt = now
        }
    }

    /// A grant in which a code of `factor` was accepted.
    ///
    /// Nothing else calls this.
    package mutating func clear(_ factor: SecondFactor) {
        ladder.clear()
        factors[factor.type] = nil
    }

    /// An administrator lifts every lock and opens every factor.
    package mutating func clearAll() {
        ladder.clear()
        factors = [:]
    }

    /// Opens a closed factor that was replaced by someone who signed in, after it closed, by other means.
    package mutating func reopen(_ factor: SecondFactor, replacedBySignInAt signIn: UnixTime) {
        guard let closedAt = factors[factor.type]?.closedAt, signIn >= closedAt else { return }
        factors[factor.type] = nil
    }

    package mutating func bringBack(to now: UnixTime) { ladder.bringBack(to: now) }

    package func write(to writer: inout FieldWriter) {
        writer.put(1, ladder)
        writer.put(2, list: factors.inOrder) { entry, inner in
            inner.put(1, entry.key.rawValue)
            inner.put(2, entry.value.consecutive)
            inner.put(3, entry.value.closedAt)
        }
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        ladder =
            try reader.value(1, as: FailureLadder.self) ?? FailureLadder()
        let list = try reader.list(2) { (inner) throws(CodecError) in
            (
                MFAType(rawValue: try inner.text(1).required("factor")),
                FactorFailures(consecutive: try inner.count(2) ?? 0, closedAt: try inner.time(3))
            )
        }
        for (factor, failures) in list { factors[factor] = failures }
    }
}
