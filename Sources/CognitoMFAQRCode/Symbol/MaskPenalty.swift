/// The penalty of a masked symbol: what could confuse a reader (ISO/IEC 18004, 7.8.3.1).
package struct MaskPenalty: Sendable, Hashable {
    /// For five or more modules of one colour in a row or column: three, and one for each module beyond five.
    package private(set) var runs = 0
    /// For squares of two by two modules of one colour: three each, even where they overlap.
    package private(set) var squares = 0
    /// For what looks like a finder pattern in a row or column, with four light modules before or after it: forty each.
    ///
    /// Outside the symbol is the quiet zone, which is light.
    package private(set) var finders = 0
    /// For a proportion of dark modules far from a half: ten for each whole five percent.
    package private(set) var proportion = 0

    /// The sum.
    package var total: Int { runs + squares + finders + proportion }

    /// The penalty of a symbol, given as its rows and again as its columns.
    init(rows: ModuleGrid, columns: ModuleGrid) {
        let size = rows.size
        let whole = ModuleLine(darkUpTo: size)
        let starts = MaskPenalty.starts(size: size)
        for line in rows.rows { add(line, whole, starts) }
        for line in columns.rows { add(line, whole, starts) }
        for y in 1..<size {
            let above = rows.rows[y - 1]
            let below = rows.rows[y]
            let light = ~(above | below)
            let dark = above & below
            squares += 3 * ((dark & dark >> 1 | light & light >> 1) & starts.two).count
        }
        let modules = size * size
        let dark = rows.rows.reduce(0) { $0 + $1.count }
        proportion = 10 * (10 * abs(2 * dark - modules) / modules)
    }

    /// The penalty of a square of modules.
    package init(size: Int, isDark: (_ x: Int, _ y: Int) -> Bool) {
        var grid = ModuleGrid(size: size)
        for y in 0..<size {
            for x in 0..<size { grid[x, y] = isDark(x, y) }
        }
        self.init(rows: grid, columns: grid.transposed)
    }

    /// The places where two, five and seven modules still fit in a line.
    private static func starts(size: Int) -> (two: ModuleLine, five: ModuleLine, seven: ModuleLine) {
        (ModuleLine(darkUpTo: size - 1), ModuleLine(darkUpTo: size - 4), ModuleLine(darkUpTo: size - 6))
    }

    private mutating func add(
        _ line: ModuleLine, _ whole: ModuleLine, _ starts: (two: ModuleLine, five: ModuleLine, seven: ModuleLine)
    ) {
        // A run of n is n - 4 places where five modules are equal, the first of which counts two more.
        let two = ~(line ^ line >> 1)
        let three = two & two >> 1
        let five = three & three >> 2 & starts.five
        runs += five.count + 2 * (five & ~(five << 1)).count

        let middle = line >> 2 & line >> 3 & line >> 4
        let finder = line & ~(line >> 1) & middle & ~(line >> 5) & line >> 6 & starts.seven
        guard finder.count > 0 else { return }
        let light = ~line
        let pair = light & light >> 1
        let after = (pair & pair >> 2) >> 7
        let dark = line << 1 | line << 2
        let before = ~(dark | dark << 2)
        finders += 40 * (finder & (before | after)).count
    }
}
