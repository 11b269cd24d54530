import Foundation

/// The members of an answer that are read.
struct PoolAnswer: Decodable, Sendable {
    struct Pool: Decodable, Sendable {
        let id: String
    }
    struct Client: Decodable, Sendable {
        let clientId: String
    }
    struct Tokens: Decodable, Sendable {
        let accessToken: String
    }
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    let userPool: Pool?
    let userPoolClient: Client?
    let challengeName: String?
    let session: String?
    let secretCode: String?
    let authenticationResult: Tokens?

    /// Decodes JSON whose names begin with a capital.
    init(_ json: Data) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .custom { path in
            let name = path.last?.stringValue ?? ""
            return Key(stringValue: name.prefix(1).lowercased() + name.dropFirst())
        }
        self = try decoder.decode(Self.self, from: json)
    }
}

/// The members of a request.
enum PoolMember: Encodable, Sendable, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral
{
    case text(String)
    case flag(Bool)
    case list([String])
    case members([String: PoolMember])

    init(stringLiteral value: String) { self = .text(value) }
    init(booleanLiteral value: Bool) { self = .flag(value) }
    init(arrayLiteral elements: String...) { self = .list(elements) }
    init(dictionaryLiteral elements: (String, PoolMember)...) {
        self = .members(Dictionary(elements) { _, last in last })
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .flag(let flag): try container.encode(flag)
        case .list(let list): try container.encode(list)
        case .members(let members): try container.encode(members)
        }
    }
}
