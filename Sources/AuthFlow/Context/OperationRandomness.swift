package import CognitoMFACore

/// All the randomness of one operation, made once before its first try.
///
/// The tries of an operation differ only in what they read and in the version they write under.
package struct OperationRandomness: Sendable {
    /// The parts, end to end: an operation asks for a few of them, and a draw is passed on more often than it is asked.
    private let bytes: [UInt8]
    /// The secret of an authenticator app, if it gives one out: 32 bytes.
    package let secret: SharedSecret?

    /// The bytes of all parts, counted once.
    private static let byteCount = Part.allCases.reduce(0) { $0 + $1.place.count }

    /// The parts, in their order.
    package enum Part: CaseIterable, Sendable {
        case operation, session, code, secondCode, grant, family, reservation

        /// The part's place in the bytes.
        package var place: Range<Int> {
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

    /// Takes the bytes of all parts, end to end.
    ///
    /// - Parameter secret: the secret that the operation gives out, if it gives one out.
    package init(bytes: [UInt8], secret: SharedSecret?) {
        precondition(bytes.count == Self.byteCount, "every part has its bytes")
        self.bytes = bytes
        self.secret = secret
    }

    private subscript(part: Part) -> [UInt8] { Array(bytes[part.place]) }

    /// 64 random bits over a million codes: the first ones are likelier by less than 2^-44.
    private static func code(_ bytes: [UInt8]) -> OneTimeCode {
        OneTimeCode(number: UInt32(UInt64(bigEndian: bytes) % 1_000_000), digits: 6)
    }
}
