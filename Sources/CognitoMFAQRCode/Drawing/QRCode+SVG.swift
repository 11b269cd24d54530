extension QRCode {
    /// The least width of the light margin that readers need, in modules (ISO/IEC 18004, 5.3.8).
    public static let standardQuietZone = 4

    /// Returns the code as an SVG image: dark modules on a white square, black on white in dark pages too.
    ///
    /// It has no style, script or identifier, so that it can stand in a page with a strict content security policy. The page
    /// gives it a name for screen readers.
    ///
    /// - Parameters:
    ///   - side: the width and the height in pixels of CSS, at least 1; nil for four a module.
    ///   - quietZone: the light margin in modules, 0-64; values beyond are clamped.
    public func svg(side: Int? = nil, quietZone: Int = standardQuietZone) -> String {
        let margin = Self.clamped(quietZone)
        let modules = size + 2 * margin
        let pixels = max(side ?? 4 * modules, 1)
        var text = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(pixels)" height="\(pixels)" viewBox="0 0 \(modules) \(modules)" \
            shape-rendering="crispEdges"><path fill="#fff" d="M0 0h\(modules)v\(modules)H0z"/><path stroke="#000" d="
            """
        var pen = (x: 0, y: 0)
        for y in 0..<size {
            var x = 0
            while x < size {
                let start = x
                while isDark(x: x, y: y) { x += 1 }
                if x > start {
                    text += Self.move(from: pen, to: (start + margin, y + margin))
                    text += "h\(x - start)"
                    pen = (x + margin, y + margin)
                }
                x += 1
            }
        }
        return text + "\"/></svg>"
    }

    /// A command that moves the pen.
    ///
    /// The first is absolute, to the middle of a row, where strokes lie.
    private static func move(from pen: (x: Int, y: Int), to place: (x: Int, y: Int)) -> String {
        guard pen != (0, 0) else { return "M\(place.x) \(place.y).5" }
        return "m\(place.x - pen.x) \(place.y - pen.y)"
    }

    /// A margin of 0-64 modules.
    static func clamped(_ quietZone: Int) -> Int { min(max(quietZone, 0), 64) }
}
