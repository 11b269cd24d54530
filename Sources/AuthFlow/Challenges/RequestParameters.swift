public import UserPoolModel

/// `AuthParameters` or `ChallengeResponses`: text by key, some of it secret, so that the values never print.
public struct RequestParameters: Sendable, ExpressibleByDictionaryLiteral, RedactedValue {
    /// The parameters.
    ///
    /// Some are secret.
    public let values: [String: String]

    /// Takes the parameters of a request.
    public init(_ values: [String: String]) { self.values = values }

    /// Takes the parameters of a request; of two equal keys the last counts.
    public init(dictionaryLiteral elements: (String, String)...) { values = Dictionary(elements) { $1 } }

    /// One parameter.
    public subscript(key: String) -> String? { values[key] }

    /// The keys, in order, and no value.
    public var description: String { "RequestParameters(\(values.keys.sorted().joined(separator: ", ")))" }

    package func required(_ key: String) throws(CognitoError) -> String {
        guard let value = values[key] else { throw .missingParameter(key) }
        return value
    }

    /// The parameters and one more.
    package func adding(_ key: String, _ value: String?) -> RequestParameters {
        guard let value else { return self }
        return RequestParameters(values.merging([key: value]) { $1 })
    }
}
