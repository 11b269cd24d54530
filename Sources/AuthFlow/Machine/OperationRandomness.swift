package import CognitoMFACore

/// All the randomness of one operation, drawn once before its first try: tries differ in nothing but what they read
/// and the version they write under.
package struct OperationRandomness: Sendable {
    /// The parts, end to end: an operation asks for a few of them, and a draw is passed on more often than it is asked.
    private let bytes: [UInt8]
    /// The secret of an authenticator app, if it gives one out: 32 bytes.
    package let secret: SharedSecret?
    /// The versions of what it writes.
    let versions: VersionSupply

    /// What is drawn, in this order.
    private enum Part: CaseIterable {
        case operation, session, code, secondCode, grant, family, reservation

        var place: Range<Int> {
            switch self {
            case .operation: 0..<16
            case .session: 16..<32
            case .code: 32..<40
            case .secondCode: 40..<48
            case .grant: 48..<64
            case .family: 64..<76
            case .reservation: 76..<92
            }
        }

        var purpose: RandomPurpose {
            switch self {
            case .operation, .session: .session
            case .code, .secondCode: .code
            case .grant, .family, .reservation: .nonce
            }
        }
    }

    /// Names the operation in the ring of the record it changes.
    package var operationID: [UInt8] { self[.operation] }
    /// The session it opens, if it opens one.
    package var session: SessionID { SessionID(self[.session]) }
    /// The code it sends, if it sends one: six digits.
    package var code: OneTimeCode { Self.code(self[.code]) }
    /// Sixteen bytes for the grant, if it wins one.
    package var grantID: [UInt8] { self[.grant] }
    /// The family of tokens that the grant founds.
    package var family: TokenFamilyID { TokenFamilyID(self[.family]) }
    /// Sixteen bytes for the reservations it takes.
    package var reservationNonce: [UInt8] { self[.reservation] }

    /// The code of a purpose: an operation that verifies a number and an address sends two.
    package func code(for purpose: CodePurpose) -> OneTimeCode {
        purpose == .email ? Self.code(self[.secondCode]) : code
    }

    /// The randomness of an operation that may open a session, send a code and win a grant.
    package init(_ random: any RandomSource) {
        self.init(random, secret: nil)
    }

    /// The randomness of an operation that gives out a secret.
    package static func withSecret(_ random: any RandomSource) -> OperationRandomness {
        guard let secret = try? SharedSecret(bytes: random.bytes(count: 32, for: .secret)) else {
            preconditionFailure("the random source gave no bytes")
        }
        return OperationRandomness(random, secret: secret)
    }

    private init(_ random: any RandomSource, secret: SharedSecret?) {
        self.secret = secret
        let count = Part.reservation.place.upperBound
        // To the kernel's generator all purposes are one: it is called once, with the versions of two rows.
        if let system = random as? SystemRandomSource {
            bytes = system.bytes(count: count + 2 * VersionSupply.byteCount, for: .nonce)
        } else {
            bytes = Part.allCases.flatMap { random.bytes(count: $0.place.count, for: $0.purpose) }
        }
        versions = VersionSupply(drawn: bytes[count...], thenFrom: random)
    }

    private subscript(part: Part) -> [UInt8] { Array(bytes[part.place]) }

    /// 64 random bits over a million codes: the first ones are likelier by less than 2^-44.
    private static func code(_ bytes: [UInt8]) -> OneTimeCode {
        OneTimeCode(number: UInt32(UInt64(bigEndian: bytes) % 1_000_000), digits: 6)
    }
}
