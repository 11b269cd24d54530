import CognitoMFAQRCode

extension Inputs {
    /// The QR code of a key URI; `Tests/QRCode` compares its modules with those of other encoders.
    var pictures: Group {
        let text = String(decoding: uri, as: UTF8.self)
        let base = "**QR code, version 9, all masks**"
        return Group(
            title: "The QR code of a key URI of 172 bytes",
            bases: [base],
            cases: [
                .init(name: base) { rounds in
                    var uri = uri
                    return (0..<rounds).reduce(0) { sum, round in
                        uri[20] = UInt8(ascii: "a") + UInt8(round % 26)
                        return sum &+ UInt64((try? QRCode(bytes: uri))?.mask ?? 0)
                    }
                },
                .init(name: "the same in the fewest bits") { rounds in
                    (0..<rounds).reduce(0) { sum, _ in sum &+ UInt64((try? QRCode(text))?.mask ?? 0) }
                },
                .init(name: "SVG") { rounds in
                    (0..<rounds).reduce(0) { sum, round in sum &+ UInt64(qrCode.svg(side: round).utf8.count) }
                },
                .init(name: "PNG, four pixels a module") { rounds in
                    (0..<rounds).reduce(0) { sum, _ in sum &+ UInt64(qrCode.png().count) }
                },
                .init(name: "lines of a terminal") { rounds in
                    (0..<rounds).reduce(0) { sum, _ in sum &+ UInt64(qrCode.terminalText().utf8.count) }
                },
            ])
    }
}
