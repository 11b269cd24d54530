import CognitoMFACore
import UserPoolModel

/// The claims of a token under decoding, by name.
struct ClaimReader {
    /// A claim is absent, or has another type.
    struct Fault: Error {
        let name: String
    }

    let all: [String: ClaimValue]

    /// Decodes an object of claims whose `token_use` is the one given.
    init(from decoder: any Decoder, use: TokenUse) throws {
        all = try decoder.singleValueContainer().decode([String: ClaimValue].self)
        guard all["token_use"] == .string(use.rawValue) else { throw Fault(name: "token_use") }
    }

    func text(_ name: String) throws -> String {
        guard case .string(let text)? = all[name] else { throw Fault(name: name) }
        return text
    }

    /// The strings of an array; none where there is no array.
    func texts(_ name: String) -> [String] {
        guard case .array(let values)? = all[name] else { return [] }
        return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    /// A time in whole seconds since 1970.
    func time(_ name: String) throws -> UnixTime {
        guard case .integer(let seconds)? = all[name] else { throw Fault(name: name) }
        return UnixTime(seconds: seconds)
    }
}
