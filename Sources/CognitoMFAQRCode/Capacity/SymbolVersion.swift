/// The version of a symbol, 1-40, and the geometry that follows from it (ISO/IEC 18004, annexes D and E).
package struct SymbolVersion: Sendable, Hashable {
    /// All versions, from small to large.
    package static let all = (1...40).map(SymbolVersion.init)

    /// The number, 1-40.
    package let number: Int

    private init(_ number: Int) { self.number = number }

    /// The modules of a side, 21-177.
    package var size: Int { 17 + 4 * number }

    /// The coordinates of the centres of alignment patterns, in rows and in columns; none in version 1.
    ///
    /// They are spread evenly between module 6 and the seventh module from the end, in even steps from the end. Only version
    /// 32 has a smaller step than that.
    package var alignmentCentres: [Int] {
        guard number > 1 else { return [] }
        let last = size - 7
        let gaps = number / 7 + 1
        let step = number == 32 ? 26 : ((last - 6 + gaps - 1) / gaps + 1) / 2 * 2
        return [6] + (0..<gaps).reversed().map { last - $0 * step }
    }

    /// The modules that carry codewords: all but patterns, format information and version information.
    package var dataModules: Int {
        let finders = 3 * 8 * 8
        let timing = 2 * (size - 16)
        let format = 2 * 15 + 1
        let information = number >= 7 ? 2 * 18 : 0
        let centres = alignmentCentres.count
        // Three corners have finder patterns instead. Those in the line of a timing pattern share five modules with it.
        let alignment = centres == 0 ? 0 : 25 * (centres * centres - 3) - 2 * 5 * (centres - 2)
        return size * size - finders - timing - format - information - alignment
    }

    /// The codewords of data and error correction together; up to seven modules remain.
    package var codewords: Int { dataModules / 8 }

    /// The 18 bits of version information with their BCH code (annex D); nil below version 7, which has none.
    package var information: Int? {
        number < 7 ? nil : BCHCode.version.appended(to: number)
    }
}
