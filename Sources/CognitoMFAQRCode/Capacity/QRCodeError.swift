/// The refusal of a text as QR code.
public enum QRCodeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The text fits no version, not even the largest one.
    ///
    /// - Parameters:
    ///   - bits: the bits that the text needs in the largest version, in its shortest encoding.
    ///   - capacity: the bits that the largest version holds at the level of error correction.
    case tooLong(bits: Int, capacity: Int)

    /// The two numbers, and nothing of the text.
    public var description: String {
        switch self {
        case .tooLong(let bits, let capacity):
            "the text needs \(bits) bits, and the largest QR code of this level holds \(capacity)"
        }
    }
}
