/// The id of a family of tokens, all from one sign-in: 90 bits, in twelve bytes whose first six bits are zero.
public struct TokenFamilyID: Sendable, Hashable {
    /// Twelve bytes, the first six bits zero.
    public let bytes: [UInt8]

    /// Takes twelve bytes and clears the first six bits; shorter input is filled up with zeros, longer cut.
    public init(_ bytes: some Collection<UInt8>) {
        var twelve = Array(bytes.prefix(12))
        twelve += [UInt8](repeating: 0, count: 12 - twelve.count)
        twelve[0] &= 0b11
        self.bytes = twelve
    }
}
