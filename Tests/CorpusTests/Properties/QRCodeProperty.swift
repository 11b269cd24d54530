import CognitoMFAQRCode
import TestSupport

extension Property {
    /// A text is too long for the largest code, or is read back from its modules.
    static let qrCode = Property("qr_code") { input in
        var reader = InputReader(input)
        let choice = reader.byte()
        let level = QRErrorCorrection.allCases[Int(choice & 3)]
        // Short inputs make long texts too.
        let text = String(repeating: String(input: reader.remainder()), count: 1 + Int(choice >> 4))
        let code: QRCode
        do throws(QRCodeError) {
            code = try QRCode(text, errorCorrection: level, raisesErrorCorrection: choice & 4 != 0)
        } catch {
            switch error {
            case .tooLong(let bits, let capacity):
                try hold(bits > capacity && bits <= 8 * text.utf8.count + 20, "a text that fits is taken")
            }
            return
        }
        let read = try QRCodeReader(size: code.size) { code.isDark(x: $0, y: $1) }
        try hold(read.bytes.elementsEqual(text.utf8), "the text is read back")
        try hold(read.level == code.errorCorrection && code.errorCorrection >= level, "at the level, or a higher one")
        try hold(read.mask == code.mask && read.version == code.version, "version and mask are told")
    }
}
