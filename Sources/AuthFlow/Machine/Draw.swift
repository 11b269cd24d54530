package import CognitoMFACore

/// All the chance of one operation, drawn once before its first try: tries differ in nothing but what they read.
package struct Draw: Sendable {
    /// Names the operation in the ring of the record it changes.
    package let operationID: [UInt8]
    /// The session it opens, if it opens one.
    package let session: SessionID
    /// The code it sends, if it sends one: six digits.
    package let code: OneTimeCode
    /// The code that goes to an address where another goes to a number.
    private let secondCode: OneTimeCode
    /// The secret of an authenticator app, if it gives one out: 32 bytes.
    package let secret: SharedSecret?
    /// Sixteen bytes for the grant, if it wins one.
    package let grantID: [UInt8]
    /// The family of tokens that the grant founds.
    package let family: TokenFamilyID
    /// Sixteen bytes for the claims it takes.
    package let claimNonce: [UInt8]

    /// The code of a purpose: an operation that verifies a number and an address sends two.
    package func code(for purpose: CodePurpose) -> OneTimeCode { purpose == .email ? secondCode : code }

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
        // To the kernel's generator all purposes are one: it is called once.
        var rest = random is SystemRandomSource ? random.bytes(count: 92, for: .nonce)[...] : nil
        func take(_ count: Int, _ purpose: RandomPurpose) -> [UInt8] {
            guard let bytes = rest else { return random.bytes(count: count, for: purpose) }
            rest = bytes.dropFirst(count)
            return Array(bytes.prefix(count))
        }
        operationID = take(16, .session)
        session = SessionID(take(16, .session))
        code = Self.code(take(8, .code))
        self.secret = secret
        secondCode = Self.code(take(8, .code))
        grantID = take(16, .nonce)
        family = TokenFamilyID(take(12, .nonce))
        claimNonce = take(16, .nonce)
    }

    /// 64 random bits over a million codes: the first ones are likelier by less than 2^-44.
    private static func code(_ bytes: [UInt8]) -> OneTimeCode {
        OneTimeCode(number: UInt32(UInt64(bigEndian: bytes) % 1_000_000), digits: 6)
    }
}
