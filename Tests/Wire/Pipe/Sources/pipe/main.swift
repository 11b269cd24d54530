import CognitoMFA
import CognitoMFAWire
import Foundation

// Reads one request per line and writes one response per line. Both are JSON with bodies in base64. Every response carries
// the text messages sent by then. The first two arguments are the key of the only administrator.

/// A request in the form that `client.py` writes.
struct Line: Decodable {
    let method: String
    let path: String
    let headers: [[String]]
    let body: Data

    var request: WireRequest {
        WireRequest(
            method: method, path: path, headers: headers.map { ($0[0], $0[1]) }, body: Array(body),
            sourceAddress: "127.0.0.1")
    }
}

/// A response in the form that `client.py` reads.
struct Answer: Encodable {
    let status: Int
    let headers: [String: String]
    let body: Data
    let messages: [String]
}

/// A sender that keeps the texts of messages.
actor Outbox: SMSSender {
    private var texts: [String] = []

    func send(_ message: SMSMessage) -> DeliveryOutcome {
        texts.append(message.text)
        return .accepted
    }

    func takeAll() -> [String] {
        defer { texts = [] }
        return texts
    }
}

let outbox = Outbox()
let keys = try KeyRing(base64: Data((0..<32).map { _ in UInt8.random(in: 0...255) }).base64EncodedString())
let service = UserPoolService(
    store: InMemoryRecordStore(), keys: keys, tokens: .hs256(issuer: "https://test.invalid", keys: keys), sms: outbox,
    passwords: PBKDF2PasswordHasher(iterations: 1000), profile: .current)
let administrators = AdminKeys([CommandLine.arguments[1]: SecretAccessKey(CommandLine.arguments[2])]) { _ in true }
let endpoint = CognitoEndpoint(
    PublicEndpoint(service),
    AdministrationEndpoint(service.administration, authorizer: administrators, region: "eu-west-1"))

while let line = readLine() {
    let response = await endpoint.handle(try JSONDecoder().decode(Line.self, from: Data(line.utf8)).request)
    await service.shutDown()
    let answer = Answer(
        status: response.status, headers: Dictionary(response.headers.map { ($0.name, $0.value) }) { $1 },
        body: Data(response.body), messages: await outbox.takeAll())
    FileHandle.standardOutput.write(try JSONEncoder().encode(answer) + Data([0x0A]))
}
