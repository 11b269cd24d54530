/// The drawing of codewords into a symbol, and the choice of its mask.
struct SymbolDrawing {
    /// The rows without a mask and without format information, and the same as columns.
    private let rows: ModuleGrid
    private let columns: ModuleGrid
    /// The modules that a mask inverts; the same by row and by column.
    private let maskable: ModuleGrid

    /// Draws codewords in pairs of columns, upwards from the lower right corner (ISO/IEC 18004, 7.7.3).
    init(_ version: SymbolVersion, codewords: [UInt8]) {
        let template = SymbolTemplate(version)
        var grid = template.patterns
        let size = version.size
        let bitCount = 8 * codewords.count
        var place = 0
        var isUpward = true
        var right = size - 1
        while right > 0 {
            // The timing pattern has the whole of column 6.
            if right == 6 { right = 5 }
            for step in 0..<size {
                let y = isUpward ? size - 1 - step : step
                for x in [right, right - 1] where !template.reserved[x, y] && place < bitCount {
                    if codewords[place >> 3] >> UInt8(7 - place & 7) & 1 == 1 { grid[x, y] = true }
                    place += 1
                }
            }
            isUpward.toggle()
            right -= 2
        }
        Self.drawInformation(of: version, in: &grid)
        rows = grid
        columns = grid.transposed
        let whole = ModuleLine(darkUpTo: size)
        maskable = ModuleGrid(rows: template.reserved.rows.map { ~$0 & whole })
    }

    /// Draws what no mask changes: version information and the module that is always dark.
    private static func drawInformation(of version: SymbolVersion, in grid: inout ModuleGrid) {
        let size = grid.size
        let alwaysDark = SymbolTemplate.alwaysDark(size: size)
        grid[alwaysDark.x, alwaysDark.y] = true
        guard let information = version.information else { return }
        for place in 0..<18 where information >> place & 1 == 1 {
            grid[size - 11 + place % 3, place / 3] = true
            grid[place / 3, size - 11 + place % 3] = true
        }
    }

    /// Returns the mask of the least penalty; the lowest one if several have it.
    ///
    /// The whole symbol is evaluated, with the format information of the mask, as in the figures of the standard.
    func bestMask(_ level: QRErrorCorrection) -> DataMask {
        var best = DataMask.all[0]
        var least = Int.max
        for mask in DataMask.all {
            let penalty = MaskPenalty(rows: finished(mask, level), columns: finishedColumns(mask, level)).total
            if penalty < least { (best, least) = (mask, penalty) }
        }
        return best
    }

    /// Returns the finished symbol.
    func finished(_ mask: DataMask, _ level: QRErrorCorrection) -> ModuleGrid {
        var grid = masked(rows, mask.rows)
        for (x, y) in Self.darkFormatModules(mask, level, size: grid.size) { grid[x, y] = true }
        return grid
    }

    /// Returns the finished symbol with rows and columns exchanged.
    private func finishedColumns(_ mask: DataMask, _ level: QRErrorCorrection) -> ModuleGrid {
        var grid = masked(columns, mask.columns)
        for (x, y) in Self.darkFormatModules(mask, level, size: grid.size) { grid[y, x] = true }
        return grid
    }

    /// Returns the dark modules of both copies of format information (ISO/IEC 18004, 7.9.1).
    private static func darkFormatModules(
        _ mask: DataMask, _ level: QRErrorCorrection, size: Int
    ) -> [(x: Int, y: Int)] {
        // The constant keeps the information from being all light.
        let format = BCHCode.format.appended(to: level.indicator << 3 | mask.reference) ^ 0b101_0100_0001_0010
        return SymbolTemplate.formatPlaces(size: size).flatMap { copy in
            copy.indices.filter { format >> $0 & 1 == 1 }.map { copy[$0] }
        }
    }

    private func masked(_ grid: ModuleGrid, _ mask: [ModuleLine]) -> ModuleGrid {
        var lines = grid.rows
        for place in lines.indices { lines[place] = lines[place] ^ mask[place % mask.count] & maskable.rows[place] }
        return ModuleGrid(rows: lines)
    }
}
