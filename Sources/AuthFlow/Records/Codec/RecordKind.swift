/// The kind of a record: the byte behind the format number.
///
/// Each kind is declared beside its record, and no two records share one. Those of modules above begin at 128.
package struct RecordKind: RawRepresentable, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
}
