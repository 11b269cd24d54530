/// Cases that do the same work, and those of them that the others are told in.
struct Group {
    let title: String
    /// The names of the cases that ratios are taken to.
    let bases: [String]
    let cases: [RatioHarness.Case]

    /// Measures the group and prints it as a table of Markdown, ratios first.
    func run(_ harness: RatioHarness) -> UInt64 {
        let (measurements, checksum) = harness.measure(cases)
        print("\n### \(title)\n")
        print("| case |" + bases.map { " x \($0) |" }.joined() + " ns median | ns min |")
        print("|---|" + bases.map { _ in "---:|" }.joined() + "---:|---:|")
        for measurement in measurements {
            let ratios = bases.map { name in
                measurements.first { $0.name == name }.map { measurement.speed(against: $0).text(2) } ?? "-"
            }
            print(
                "| \(measurement.name) | " + ratios.joined(separator: " | ")
                    + " | \(measurement.median.text(1)) | \(measurement.minimum.text(1)) |")
        }
        return checksum
    }
}

extension Double {
    /// The number with so many decimals.
    fileprivate func text(_ decimals: Int) -> String {
        let scale = (0..<decimals).reduce(1) { power, _ in power * 10 }
        let scaled = Int((self * Double(scale)).rounded())
        let fraction = String(scaled % scale)
        return "\(scaled / scale)." + String(repeating: "0", count: decimals - fraction.count) + fraction
    }
}
