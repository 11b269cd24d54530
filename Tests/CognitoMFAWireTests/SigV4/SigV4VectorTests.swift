import CognitoMFACore
import CognitoMFAWire
import Foundation
import Testing
import UserPoolModel

/// AWS's published test suite of Signature Version 4.
@Suite struct SigV4VectorTests {
    struct Vector: Decodable, CustomTestStringConvertible, Sendable {
        let name: String
        let request: String
        let canonicalRequest: String
        let stringToSign: String
        let authorization: String
        let signedRequest: String

        var testDescription: String { name }
    }

    private static let time = UnixTime(seconds: 1_440_938_160)
    private static let secret: SecretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"

    static let vectors: [Vector] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Vectors/aws_sig_v4_test_suite.json")
        guard let data = try? Data(contentsOf: file) else { return [] }
        return (try? JSONDecoder().decode([Vector].self, from: data)) ?? []
    }()

    @Test func theWholeSuiteIsRead() { #expect(Self.vectors.count >= 34) }

    /// Parses a request in the suite's form: a head, perhaps with folded headers, an empty line, a body.
    private func parse(_ text: String) -> WireRequest {
        let parts = text.components(separatedBy: "\n\n")
        let lines = parts[0].components(separatedBy: "\n").filter { !$0.isEmpty }
        let words = lines[0].components(separatedBy: " ")
        var headers: [(name: String, value: String)] = []
        for line in lines.dropFirst() {
            if line.hasPrefix(" ") {
                headers[headers.count - 1].value += line
            } else {
                let mark = line.firstIndex(of: ":") ?? line.endIndex
                headers.append((String(line[..<mark]), String(line[mark...].dropFirst())))
            }
        }
        return WireRequest(
            method: words[0], path: words[1..<(words.count - 1)].joined(separator: " "), headers: headers,
            body: Array(parts.dropFirst().joined(separator: "\n\n").utf8))
    }

    /// The server's side: canonical form, string to sign and signature of a received request.
    @Test(arguments: Self.vectors) func theSignatureOfAVectorIsVerified(_ vector: Vector) throws {
        let request = parse(vector.signedRequest)
        let header = try SignatureHeader(vector.authorization)
        let canonical = CanonicalRequest(request, signing: header.signedHeaders)
        #expect(String(decoding: canonical.text, as: UTF8.self) == vector.canonicalRequest)
        let date = try #require(AmazonDate("20150830T123600Z"))
        #expect(vector.stringToSign == "AWS4-HMAC-SHA256\n\(date.text)\n\(header.scope.text)\n\(canonical.digest)")
        let signature = header.scope.signature(of: canonical.digest, at: date, with: Self.secret)
        #expect(Array(signature) == header.signature)
        #expect(Array(header.scope.signature(of: canonical.digest, at: date, with: "another")) != header.signature)
    }

    /// The client's side.
    @Test(arguments: Self.vectors) func signingGivesTheSameHeader(_ vector: Vector) throws {
        let request = parse(vector.request)
        let isTokenSigned = vector.authorization.contains("x-amz-security-token")
        let token = isTokenSigned ? parse(vector.signedRequest).value("x-amz-security-token") : nil
        let signed = SigV4.sign(
            request,
            with: SigV4Credentials(
                accessKeyID: "AKIDEXAMPLE", secretAccessKey: Self.secret, sessionToken: token), region: "us-east-1",
            service: "service", at: Self.time)
        #expect(signed.value("authorization") == vector.authorization)
        #expect(signed.value("x-amz-date") == "20150830T123600Z")
        #expect(signed.body == request.body && signed.path == request.path)
    }

    @Test func credentialsPrintWithoutSecrets() {
        let key = SigV4Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: Self.secret, sessionToken: "of-a-day")
        var dumped = ""
        dump([key], to: &dumped)
        for text in ["\(key)", String(reflecting: key), "\([key])", dumped] {
            #expect(!text.contains("of-a-day") && !text.contains(Self.secret.text), "\(text)")
        }
        #expect("\(key)" == "SigV4Credentials(AKIDEXAMPLE)")
    }

    @Test func keysAreDerivedAsPublished() {
        // The worked example in AWS's documentation of key derivation: IAM, 2015-08-30.
        let scope = CredentialScope(day: "20150830", region: "us-east-1", service: "iam")
        #expect(scope.text == "20150830/us-east-1/iam/aws4_request")
        let digest = "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59"
        let date = AmazonDate(Self.time)
        let signature = scope.signature(of: digest, at: date, with: Self.secret)
        #expect(
            Hexadecimal.encode(signature) == "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7")
    }
}

/// Requests that an unmodified client of AWS has signed.
@Suite struct ClientSignatureTests {
    private struct Recorded: Decodable {
        let method: String
        let path: String
        let headers: [[String]]
        let body: String

        var request: WireRequest {
            WireRequest(
                method: method, path: path, headers: headers.map { ($0[0], $0[1]) }, body: Array(body.utf8))
        }
    }

    @Test func theSignatureOfAnUnmodifiedClientIsAccepted() async throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Vectors/botocore_signed_requests.json")
        let requests = try JSONDecoder().decode([Recorded].self, from: Data(contentsOf: file)).map(\.request)
        let wire = WireFixture()
        var errors: [String] = []
        for request in requests {
            errors.append(Reply(await wire.endpoint.handle(request)).error)
            guard request.value("authorization") != nil else { continue }
            var changed = request
            changed.body.append(0x20)
            #expect(Reply(await wire.endpoint.handle(changed)).error == "UnrecognizedClientException")
        }
        // A username with a space is invalid. The last two requests name a pool and a client that do not exist.
        let notFound = "ResourceNotFoundException"
        #expect(errors == ["", "", "InvalidParameterException", notFound, notFound])
    }
}

@Suite struct AmazonDateTests {
    @Test(
        arguments: [
            ("19700101T000000Z", 0), ("20150830T123600Z", 1_440_938_160), ("20000229T235959Z", 951_868_799),
            ("20991231T235959Z", 4_102_444_799), ("19691231T235959Z", -1), ("00000301T000000Z", -62_162_035_200),
            ("99991231T235959Z", 253_402_300_799),
        ] as [(String, Int64)])
    func aDateIsReadAndWritten(_ text: String, _ seconds: Int64) throws {
        #expect(AmazonDate(text)?.time == UnixTime(seconds: seconds))
        #expect(AmazonDate(UnixTime(seconds: seconds)).text == text)
        #expect(AmazonDate(UnixTime(seconds: seconds)).day == text.prefix(8))
    }

    @Test(arguments: [
        "", "20150830", "20150830T123600", "20150830t123600Z", "2015-08-30T12:36:00Z", "20150229T000000Z",
        "20150431T000000Z", "20151301T000000Z", "20150001T000000Z", "20150100T000000Z", "20150830T240000Z",
        "20150830T126000Z", "20150830T123660Z", "+0150830T123600Z", "2015083xT123600Z", "20150830T123600Z ",
    ])
    func aDateOfAnotherFormIsRefused(_ text: String) { #expect(AmazonDate(text) == nil) }

    @Test func daysOfFourCenturiesAreReadBack() {
        for day in stride(from: -719_528 as Int64, to: -719_528 + 146_097, by: 13) {
            let date = AmazonDate(UnixTime(seconds: day * 86_400 + 4321))
            #expect(AmazonDate(date.text) == date)
        }
    }

    @Test func timesBeyondFourDigitYearsAreBounded() {
        #expect(AmazonDate(UnixTime(milliseconds: .max)).text == "99991231T235959Z")
        #expect(AmazonDate(UnixTime(milliseconds: .min)).text == "00000101T000000Z")
    }
}
