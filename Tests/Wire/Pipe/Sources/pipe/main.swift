import CognitoMFA
import CognitoMFAWire
import Foundation

// Reads a request a line and writes a response a line, both JSON, bodies in base64; with every response go the text
// messages sent by then. The key of the only administrator is the first two arguments.

/// A request, as `client.py` writes it.
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

/// A response, as `client.py` reads it.
struct Answer: Encodable {
    let status: Int
    let headers: [String: String]
    let body: Data
    let messages: [String]
}

/// Keeps the texts of messages.
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
