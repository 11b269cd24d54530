/// The modules of a version that do not depend on the text (ISO/IEC 18004, 6.3).
struct SymbolTemplate: Sendable {
    /// Finder, timing and alignment patterns.
    private(set) var patterns: ModuleGrid
    /// True for modules that carry no codewords: the patterns, their separators, and the places of format and version
    /// information.
    private(set) var reserved: ModuleGrid
    let version: SymbolVersion

    init(_ version: SymbolVersion) {
        self.version = version
        patterns = ModuleGrid(size: version.size)
        reserved = patterns
        let last = version.size - 1
        for place in 0...last {
            set(place, 6, isDark: place & 1 == 0)
            set(6, place, isDark: place & 1 == 0)
        }
        for (x, y) in [(3, 3), (last - 3, 3), (3, last - 3)] { drawSquares(x, y, radius: 4, ring: 2) }
        let centres = version.alignmentCentres
        for x in centres {
            for y in centres where !(x == 6 && y == 6 || x == 6 && y == last - 6 || x == last - 6 && y == 6) {
                drawSquares(x, y, radius: 2, ring: 1)
            }
        }
        for copy in Self.formatPlaces(size: version.size) {
            for (x, y) in copy { set(x, y, isDark: false) }
        }
        let alwaysDark = Self.alwaysDark(size: version.size)
        set(alwaysDark.x, alwaysDark.y, isDark: false)
        if version.information != nil {
            for place in 0..<18 {
                set(last - 10 + place % 3, place / 3, isDark: false)
                set(place / 3, last - 10 + place % 3, isDark: false)
            }
        }
    }

    /// Draws dark squares within one another, with a light line at the distance `ring` and one beyond the radius 3.
    private mutating func drawSquares(_ centreX: Int, _ centreY: Int, radius: Int, ring: Int) {
        for y in centreY - radius...centreY + radius where (0..<version.size).contains(y) {
            for x in centreX - radius...centreX + radius where (0..<version.size).contains(x) {
                let distance = max(abs(x - centreX), abs(y - centreY))
                set(x, y, isDark: distance != ring && distance != 4)
            }
        }
    }

    private mutating func set(_ x: Int, _ y: Int, isDark: Bool) {
        patterns[x, y] = isDark
        reserved[x, y] = true
    }

    /// The places of the bits of format information, the least significant first, in both copies.
    static func formatPlaces(size: Int) -> [[(x: Int, y: Int)]] {
        let nearCorner: [(x: Int, y: Int)] =
            (0..<6).map { (8, $0) } + [(8, 7), (8, 8), (7, 8)] + (9..<15).map { (14 - $0, 8) }
        let apart: [(x: Int, y: Int)] =
            (0..<8).map { (size - 1 - $0, 8) } + (8..<15).map { (8, size - 15 + $0) }
        return [nearCorner, apart]
    }

    /// The module beside the lower copy of format information, which is dark in every symbol.
    static func alwaysDark(size: Int) -> (x: Int, y: Int) { (8, size - 8) }
}
