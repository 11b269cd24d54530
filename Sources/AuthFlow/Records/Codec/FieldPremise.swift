/// The premise of an ancillary field: the user's generation, and the secret that the field depends on.
///
/// An older release changes both without knowing the field, and writes the field back. A reader that knows the field
/// compares, and drops one whose premise no longer holds.
package struct FieldPremise: Sendable, Hashable {
    /// The revocation generation of the user.
    package let generation: UInt32
    /// SHA-256 of the password hash or factor; empty where the field depends on the generation alone.
    package let digest: [UInt8]

    package init(generation: UInt32, digest: [UInt8] = []) {
        self.generation = generation
        self.digest = digest
    }

    /// The tag of the premise inside an ancillary field; the field's own tags follow.
    static let tag: UInt8 = 1

    func write(to writer: inout FieldWriter) {
        writer.put(1, Int64(generation))
        writer.put(2, digest)
    }

    init(from reader: inout FieldReader) throws(CodecError) {
        guard let number = try reader.int64(1), let generation = UInt32(exactly: number) else {
            throw CodecError("no generation")
        }
        self.generation = generation
        digest = try reader.bytes(2).required("premise")
    }
}
