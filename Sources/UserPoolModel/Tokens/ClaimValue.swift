/// The value of a claim: any JSON value (RFC 8259).
public enum ClaimValue: Sendable, Hashable {
    /// A string.
    case string(String)
    /// A whole number.
    case integer(Int64)
    /// A number that is neither infinite nor NaN.
    case double(Double)
    /// `true` or `false`.
    case boolean(Bool)
    /// `null`.
    case null
    /// An array.
    case array([ClaimValue])
    /// An object.
    case object([String: ClaimValue])

    /// True if JSON can spell the value.
    package var isJSON: Bool {
        switch self {
        case .double(let number): number.isFinite
        case .array(let values): values.allSatisfy(\.isJSON)
        case .object(let members): members.values.allSatisfy(\.isJSON)
        case .string, .integer, .boolean, .null: true
        }
    }
}

extension ClaimValue: Decodable {
    /// Decodes any JSON value.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .boolean(flag)
        } else if let number = try? container.decode(Int64.self) {
            self = .integer(number)
        } else if let number = try? container.decode(Double.self) {
            self = .double(number)
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let values = try? container.decode([ClaimValue].self) {
            self = .array(values)
        } else {
            self = .object(try container.decode([String: ClaimValue].self))
        }
    }
}

extension ClaimValue: Encodable {
    /// Encodes the JSON value.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .string(let text): try container.encode(text)
        case .integer(let number): try container.encode(number)
        case .double(let number): try container.encode(number)
        case .boolean(let flag): try container.encode(flag)
        case .null: try container.encodeNil()
        case .array(let values): try container.encode(values)
        case .object(let members): try container.encode(members)
        }
    }
}

extension ClaimValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    /// Creates a string.
    public init(stringLiteral text: String) { self = .string(text) }
    /// Creates a whole number.
    public init(integerLiteral number: Int64) { self = .integer(number) }
    /// Creates `true` or `false`.
    public init(booleanLiteral flag: Bool) { self = .boolean(flag) }
}

/// The changes to the claims of one token, in the words of Cognito's pre token generation trigger.
public struct ClaimOverrides: Sendable, Hashable {
    /// Claims to add, or to set in place of the token's own.
    public var claimsToAddOrOverride: [String: ClaimValue]
    /// Claims that the token shall not have.
    public var claimsToSuppress: Set<String>

    /// Creates changes; by default none.
    public init(claimsToAddOrOverride: [String: ClaimValue] = [:], claimsToSuppress: Set<String> = []) {
        (self.claimsToAddOrOverride, self.claimsToSuppress) = (claimsToAddOrOverride, claimsToSuppress)
    }

    /// The number of claims named.
    package var count: Int { claimsToAddOrOverride.count + claimsToSuppress.count }
}
