/// The changes of a user's password since the first browser session, and the session that made the last one.
///
/// Tokens outlive a change of password in the profiles `classic` and `current`; browser sessions do in none (R130).
package struct PasswordChanges: FieldValue, Sendable, Hashable {
    package private(set) var count: UInt32 = 0
    /// The session that is good although the count has moved on.
    package private(set) var kept: UserAuthRecord.KeptFamily?

    package init() {}

    /// Ends every browser session but the caller's.
    package mutating func change(keeping family: TokenFamilyID?) {
        let before = family.map { family in
            UserAuthRecord.KeptFamily(
                family: family, generation: kept?.family == family ? kept?.generation ?? count : count)
        }
        count &+= 1
        kept = before
    }

    /// True while no change of password has ended a browser session.
    package func honour(_ browser: BrowserRecord) -> Bool {
        browser.passwordChanges == count
            || kept == UserAuthRecord.KeptFamily(family: browser.id, generation: browser.passwordChanges)
    }

    package func write(to writer: inout FieldWriter) {
        writer.put(1, Int64(count))
        writer.put(2, kept, named: true) { kept, inner in
            inner.put(1, kept.family.bytes)
            inner.put(2, Int64(kept.generation))
        }
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        count = try reader.generation(1)
        kept = try reader.value(2) { (inner) throws(CodecError) in
            UserAuthRecord.KeptFamily(
                family: TokenFamilyID(try inner.bytes(1).required("family")), generation: try inner.generation(2))
        }
    }
}
