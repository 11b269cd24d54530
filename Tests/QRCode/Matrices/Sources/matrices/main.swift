import CognitoMFAQRCode

// Reads one text per line and writes its code, for `compare.py` and `scan.py`. A line has a level, a form and a text:
//
//   M text HEXADECIMAL      the code of a text
//   M bytes HEXADECIMAL     the code of bytes, in byte mode alone
//   M png HEXADECIMAL       the code of a text as a picture
//
// The answer is version, mask and rows of 0 and 1, a picture in hexadecimal, or the words "too long".

let levels: [Substring: QRErrorCorrection] = ["L": .low, "M": .medium, "Q": .quartile, "H": .high]
let digits = Array("0123456789abcdef".utf8)

while let line = readLine() {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, let level = levels[words[0]] else {
        print("a line of \(words.count) words")
        break
    }
    let letters = Array(words[2].utf8)
    let bytes = stride(from: 0, to: letters.count - 1, by: 2).map { place in
        letters[place..<place + 2].reduce(0) { $0 << 4 | UInt8(digits.firstIndex(of: $1) ?? 0) }
    }
    do throws(QRCodeError) {
        let code =
            words[1] == "bytes"
            ? try QRCode(bytes: bytes, errorCorrection: level, raisesErrorCorrection: false)
            : try QRCode(String(decoding: bytes, as: UTF8.self), errorCorrection: level, raisesErrorCorrection: false)
        if words[1] == "png" {
            let text = code.png(scale: 2).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
            print("\(code.version) \(code.mask) \(String(decoding: text, as: UTF8.self))")
        } else {
            let rows = (0..<code.size).map { y in
                (0..<code.size).map { x in code.isDark(x: x, y: y) ? "1" : "0" }.joined()
            }
            print("\(code.version) \(code.mask) \(rows.joined(separator: ","))")
        }
    } catch {
        print("too long")
    }
}
