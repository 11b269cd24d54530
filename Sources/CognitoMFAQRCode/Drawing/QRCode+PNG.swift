extension QRCode {
    /// Returns the code as a PNG image of one bit a pixel, black on white.
    ///
    /// - Parameters:
    ///   - scale: the pixels of a module's side, 1-64; values beyond are clamped.
    ///   - quietZone: the light margin in modules, 0-64; values beyond are clamped.
    public func png(scale: Int = 4, quietZone: Int = standardQuietZone) -> [UInt8] {
        let scale = min(max(scale, 1), 64)
        let margin = Self.clamped(quietZone)
        let side = scale * (size + 2 * margin)
        // A row begins with the number of its filter: none.
        let stride = 1 + (side + 7) / 8
        var picture: [UInt8] = []
        picture.reserveCapacity(stride * side)
        for y in -margin..<size + margin {
            var row = [UInt8](repeating: 0xFF, count: stride)
            row[0] = 0
            for x in 0..<size where isDark(x: x, y: y) {
                let start = (x + margin) * scale
                for pixel in start..<start + scale { row[1 + pixel >> 3] &= ~(0x80 >> UInt8(pixel & 7)) }
            }
            for _ in 0..<scale { picture += row }
        }
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        // One bit a pixel, grey, and the only methods there are.
        Self.appendChunk("IHDR", Self.bigEndian(side) + Self.bigEndian(side) + [1, 0, 0, 0, 0], to: &file)
        Self.appendChunk("IDAT", Self.compressed(picture, stride: stride), to: &file)
        Self.appendChunk("IEND", [], to: &file)
        return file
    }

    /// The format zlib (RFC 1950): two bytes of header, compressed bytes, checksum.
    private static func compressed(_ picture: [UInt8], stride: Int) -> [UInt8] {
        var checksum = Adler32()
        checksum.append(picture)
        return [0x78, 0x01] + DeflateWriter(picture, stride: stride).bytes + bigEndian(Int(checksum.value))
    }

    private static func appendChunk(_ type: StaticString, _ data: [UInt8], to file: inout [UInt8]) {
        let named = Array("\(type)".utf8) + data
        var checksum = CRC32()
        checksum.append(named)
        file += bigEndian(data.count) + named + bigEndian(Int(checksum.value))
    }

    private static func bigEndian(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
