/// The ids of the last eight operations that changed a record, each with what came of it.
///
/// An operation that lost its reply finds itself here, however many others (up to eight) have written since.
package struct OperationRing: Sendable, Hashable {
    package static let capacity = 8

    /// The outcome of an operation: a grant or none, and the number of the try (0-15) that was stored.
    package struct Outcome: Sendable, Hashable {
        package let isGrant: Bool
        package let attempt: Int

        package init(isGrant: Bool, attempt: Int) {
            self.isGrant = isGrant
            self.attempt = attempt & 0x0F
        }

        package init(byte: UInt8) { self.init(isGrant: byte & 0x10 != 0, attempt: Int(byte & 0x0F)) }
        package var byte: UInt8 { UInt8(attempt) | (isGrant ? 0x10 : 0) }
    }

    private static let idByteCount = 16
    private static let entryByteCount = 17
    /// Entries one after the other, the oldest first: sixteen random bytes of an operation and a byte of what came of it.
    private var entries: [UInt8] = []

    package init() {}

    /// The outcome of the operation `id`, if it is among the last eight.
    package func outcome(of id: [UInt8]) -> Outcome? {
        guard id.count == Self.idByteCount else { return nil }
        return unsafe entries.withUnsafeBytes { entries in
            unsafe id.withUnsafeBytes { id in
                func half(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
                    unsafe bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                }
                let (first, second) = unsafe (half(id, 0), half(id, 8))
                for start in stride(from: 0, to: entries.count, by: Self.entryByteCount) {
                    if unsafe half(entries, start) == first && half(entries, start + 8) == second {
                        return unsafe Outcome(byte: entries[start + Self.idByteCount])
                    }
                }
                return nil
            }
        }
    }

    /// Remembers an operation of sixteen bytes; the oldest goes.
    ///
    /// Remembering one twice changes nothing.
    package mutating func remember(_ id: [UInt8], _ outcome: Outcome) {
        precondition(id.count == Self.idByteCount, "an operation has sixteen bytes")
        guard self.outcome(of: id) == nil else { return }
        let kept = entries.suffix((Self.capacity - 1) * Self.entryByteCount)
        entries = unsafe Array(unsafeUninitializedCapacity: kept.count + Self.entryByteCount) { buffer, filled in
            unsafe kept.withUnsafeBufferPointer { filled = unsafe buffer.initialize(fromContentsOf: $0) }
            unsafe id.withUnsafeBufferPointer {
                filled = unsafe buffer[filled...].initialize(fromContentsOf: $0)
            }
            unsafe buffer.initializeElement(at: filled, to: outcome.byte)
            filled += 1
        }
    }

    // The codec's side: seventeen bytes an entry.
    package var bytes: [UInt8]? { entries.isEmpty ? nil : entries }

    package init(bytes: [UInt8]?) throws(CodecError) {
        guard let bytes else { return }
        guard !bytes.isEmpty, bytes.count % Self.entryByteCount == 0,
            bytes.count <= Self.capacity * Self.entryByteCount,
            stride(from: Self.idByteCount, to: bytes.count, by: Self.entryByteCount).allSatisfy({ bytes[$0] < 0x20 })
        else { throw CodecError("a broken ring") }
        entries = bytes
    }
}
