import Foundation

/// The machine that the figures were taken on.
enum Machine {
    /// The processor's name, its number of cores and whether it has instructions for SHA.
    static var name: String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        func field(_ name: String) -> String {
            let line = text.split(separator: "\n").first { $0.hasPrefix("\(name)\t") }
            return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "?"
        }
        let hasSHA = field("flags").split(separator: " ").contains("sha_ni")
        return "\(field("model name")), family \(field("cpu family")) model \(field("model")), "
            + "\(ProcessInfo.processInfo.processorCount) cores, \(hasSHA ? "with" : "without") SHA instructions"
    }

    /// This program again with less of the processor for OpenSSL, which reads that when it starts.
    static func runAgain(_ arguments: [String], openSSLCapabilities: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment
            .merging(["OPENSSL_ia32cap": openSSLCapabilities]) { $1 }
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw WrongAnswer(what: "\(openSSLCapabilities) failed") }
    }
}
