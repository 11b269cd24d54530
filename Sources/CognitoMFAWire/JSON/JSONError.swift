/// A reason to refuse bytes as JSON.
package enum JSONError: Error, Sendable, Hashable {
    /// Not JSON, or more than one value.
    case malformed
    /// Not UTF-8.
    case notUTF8
    /// Half of a surrogate pair.
    case loneSurrogate
    /// A name occurs twice in one object.
    case nameTwice
    /// More than 32 arrays and objects are open at once.
    case tooDeep
}
