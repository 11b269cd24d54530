package import UserPoolModel

/// The state of a challenge that waits for one factor's answer: one case for each kind of factor.
package enum FactorState: Sendable, Hashable {
    /// The code that was sent.
    case sentCode(SentCode)
    /// A code that the authenticator app shows.
    case softwareToken

    /// The factor that is waited for.
    package var factor: SecondFactor {
        switch self {
        case .sentCode(let code): code.destination.factor
        case .softwareToken: .softwareToken
        }
    }

    /// Writes the state with the number of its kind.
    func write(to writer: inout FieldWriter) {
        switch self {
        case .sentCode(let code):
            writer.put(8, byte: 3)
            writer.put(10, code, named: true) { $0.write(to: &$1) }
        case .softwareToken: writer.put(8, byte: 4)
        }
    }

    /// Reads the state of a kind, or returns nil for a number that is no factor's.
    init?(kind: UInt8, from reader: inout FieldReader) throws(CodecError) {
        switch kind {
        case 3:
            let code = try reader.value(10) { (inner) throws(CodecError) in try SentCode(from: &inner) }
            self = .sentCode(try code.required("code"))
        case 4: self = .softwareToken
        default: return nil
        }
    }
}
