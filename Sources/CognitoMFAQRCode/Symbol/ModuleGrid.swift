/// A square of modules.
struct ModuleGrid: Sendable, Equatable {
    /// The modules of a side.
    let size: Int
    /// The rows from above.
    var rows: [ModuleLine]

    /// A square of light modules.
    init(size: Int) {
        self.size = size
        rows = [ModuleLine](repeating: ModuleLine(), count: size)
    }

    init(rows: [ModuleLine]) {
        size = rows.count
        self.rows = rows
    }

    /// The module in column x and row y, true for dark.
    subscript(x: Int, y: Int) -> Bool {
        get { rows[y][x] }
        set { rows[y][x] = newValue }
    }

    /// The square with rows and columns exchanged.
    var transposed: ModuleGrid {
        var columns = ModuleGrid(size: size)
        for y in 0..<size {
            for x in 0..<size where rows[y][x] { columns.rows[x][y] = true }
        }
        return columns
    }
}
