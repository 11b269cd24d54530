import Foundation

/// A program that runs, with what it prints.
final class Subprocess: Sendable {
    /// The end of a program.
    struct Ending: Sendable {
        /// The exit status; that of a signal where a signal ended it.
        let code: Int32
        let text: String
        let wasCutShort: Bool
        let isOutOfTime: Bool
        let seconds: Double
    }

    private let process = Process()
    private let pipe = Pipe()

    init(_ command: [String], environment: [String: String], in folder: URL) throws {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
    }

    /// Reads what is printed until the program ends, `isEnough` says so of a piece, or the time is over.
    func wait(limit: Double, isEnough: (String) -> Bool) -> Ending {
        let start = Date()
        let process = process
        let watchdog = DispatchWorkItem { kill(process.processIdentifier, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + limit, execute: watchdog)
        var text = ""
        var isCut = false
        while true {
            let piece = pipe.fileHandleForReading.availableData
            if piece.isEmpty { break }
            let new = String(decoding: piece, as: UTF8.self)
            text += new
            if !isCut, isEnough(new) {
                isCut = true
                kill(process.processIdentifier, SIGKILL)
            }
        }
        process.waitUntilExit()
        watchdog.cancel()
        try? pipe.fileHandleForReading.close()
        let seconds = Date().timeIntervalSince(start)
        return Ending(
            code: process.terminationStatus, text: text, wasCutShort: isCut || seconds >= limit,
            isOutOfTime: !isCut && seconds >= limit, seconds: seconds)
    }
}

/// Says something at once, on standard error.
func say(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }
