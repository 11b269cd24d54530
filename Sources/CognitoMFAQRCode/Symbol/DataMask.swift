/// A mask: the modules of a regular pattern, which are inverted where they carry codewords (ISO/IEC 18004, table 10).
struct DataMask: Sendable {
    /// All masks.
    static let all = (0..<8).map(DataMask.init)

    /// The reference, 0-7.
    let reference: Int

    /// True where the module in column x and row y is inverted.
    func inverts(x: Int, y: Int) -> Bool {
        switch reference {
        case 0: (y + x) % 2 == 0
        case 1: y % 2 == 0
        case 2: x % 3 == 0
        case 3: (y + x) % 3 == 0
        case 4: (y / 2 + x / 3) % 2 == 0
        case 5: y * x % 2 + y * x % 3 == 0
        case 6: (y * x % 2 + y * x % 3) % 2 == 0
        default: ((y + x) % 2 + y * x % 3) % 2 == 0
        }
    }

    /// The mask of the first twelve rows; every pattern repeats after twelve rows and twelve columns.
    var rows: [ModuleLine] { lines { place, row in inverts(x: place, y: row) } }

    /// The mask of the first twelve columns.
    var columns: [ModuleLine] { lines { place, column in inverts(x: column, y: place) } }

    private func lines(_ inverts: (_ place: Int, _ line: Int) -> Bool) -> [ModuleLine] {
        (0..<12).map { line in
            var bits: UInt64 = 0
            for place in 0..<12 where inverts(place, line) { bits |= 1 << UInt64(place) }
            return ModuleLine(repeating: bits)
        }
    }
}
