package import CognitoMFACore
import Synchronization

/// All the chance of one operation, the same in every try: tries differ in nothing but what they read.
///
/// What few operations need is drawn when it is first asked for, and kept.
package struct Draw: Sendable {
    /// Names the operation in the ring of the record it changes.
    package let operationID: [UInt8]
    /// The session it opens, if it opens one.
    package let session: SessionID
    /// The secret of an authenticator app, if it gives one out: 32 bytes.
    package let secret: SharedSecret?
    private let rest: Rest

    /// The code it sends, if it sends one: six digits.
    package var code: OneTimeCode { rest.codes.first }
    /// Sixteen bytes for the grant, if it wins one.
    package var grantID: [UInt8] { rest.grant.id }
    /// The family of tokens that the grant founds.
    package var family: TokenFamilyID { rest.grant.family }
    /// Sixteen bytes for the claims it takes.
    package var claimNonce: [UInt8] { rest.claimNonce }

    /// The code of a purpose: an operation that verifies a number and an address sends two.
    package func code(for purpose: CodePurpose) -> OneTimeCode {
        purpose == .email ? rest.codes.second : rest.codes.first
    }

    /// The chance of an operation that may open a session, send a code and win a grant.
    package init(_ random: any RandomSource) {
        self.init(random, secret: nil)
    }

    /// The chance of an operation that gives out a secret.
    package static func withSecret(_ random: any RandomSource) -> Draw {
        guard let secret = try? SharedSecret(bytes: random.bytes(count: 32, for: .secret)) else {
            preconditionFailure("the random source gave no bytes")
        }
        return Draw(random, secret: secret)
    }

    private init(_ random: any RandomSource, secret: SharedSecret?) {
        let ids = random.bytes(count: 32, for: .session)
        operationID = Array(ids.prefix(16))
        session = SessionID(Array(ids.dropFirst(16)))
        self.secret = secret
        rest = Rest(random)
    }

    /// What is drawn late.
    private final class Rest: Sendable {
        typealias Codes = (first: OneTimeCode, second: OneTimeCode)
        typealias Grant = (id: [UInt8], family: TokenFamilyID)

        private struct Drawn {
            var codes: Codes?
            var grant: Grant?
            var claimNonce: [UInt8]?
        }

        private let random: any RandomSource
        private let drawn = Mutex(Drawn())

        init(_ random: any RandomSource) { self.random = random }

        var codes: Codes {
            drawn.withLock { Self.kept(&$0.codes) { (Self.code(random), Self.code(random)) } }
        }

        var grant: Grant {
            drawn.withLock { drawn in
                Self.kept(&drawn.grant) {
                    let bytes = random.bytes(count: 28, for: .nonce)
                    return (Array(bytes.prefix(16)), TokenFamilyID(bytes.dropFirst(16)))
                }
            }
        }

        var claimNonce: [UInt8] {
            drawn.withLock { Self.kept(&$0.claimNonce) { random.bytes(count: 16, for: .nonce) } }
        }

        private static func kept<Value>(_ place: inout Value?, _ draw: () -> Value) -> Value {
            if let value = place { return value }
            let value = draw()
            place = value
            return value
        }

        /// 64 random bits over a million codes: the first ones are likelier by less than 2^-44.
        private static func code(_ random: any RandomSource) -> OneTimeCode {
            let number = String(UInt64(bigEndian: random.bytes(count: 8, for: .code)) % 1_000_000)
            return OneTimeCode(String(repeating: "0", count: 6 - number.count) + number)
        }
    }
}
