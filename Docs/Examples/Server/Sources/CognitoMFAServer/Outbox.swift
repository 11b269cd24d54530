import CognitoMFA
import Foundation
import SystemPackage

/// A sender that keeps messages instead of sending them: as lines of JSON in a file, or in memory for test controls.
actor Outbox: SMSSender, EmailSender {
    /// A message in the form of a line.
    struct Entry: Encodable, Sendable {
        var phoneNumber: String?
        var email: String?
        var subject: String?
        var message: String

        private enum CodingKeys: String, CodingKey {
            case phoneNumber = "phone_number"
            case email, subject, message
        }
    }

    /// The number of messages kept for test controls.
    private static let keptCount = 1_000
    private let file: FileDescriptor?
    private let keeps: Bool
    private var kept: [Entry] = []

    /// True: both kinds of message are kept.
    nonisolated var canSend: Bool { true }

    /// Others could read the file, and so the codes.
    struct IsReadable: Error, CustomStringConvertible {
        let path: String
        var description: String { "Others can read \(path), and the codes in it. It must have mode 600." }
    }

    /// Creates an outbox that appends to the file at `path`.
    ///
    /// Only the owner can read a new file, because messages hold codes.
    ///
    /// - Throws: ``IsReadable`` when others can read an existing file; pipes and terminals are not checked.
    init(path: String?, keeps: Bool) throws {
        file = try path.map { path in
            let file = try FileDescriptor.open(
                FilePath(path), .writeOnly, options: [.append, .create], permissions: .ownerReadWrite)
            var status = stat()
            guard unsafe fstat(file.rawValue, &status) == 0,
                status.st_mode & S_IFMT != S_IFREG || status.st_mode & 0o077 == 0
            else {
                try file.close()
                throw IsReadable(path: path)
            }
            return file
        }
        self.keeps = keeps
    }

    func send(_ message: SMSMessage) throws -> DeliveryOutcome {
        try take(Entry(phoneNumber: message.phoneNumber.e164, message: message.text))
    }

    func send(_ message: EmailMessage) throws -> DeliveryOutcome {
        try take(Entry(email: message.address.text, subject: message.subject, message: message.text))
    }

    /// Returns the last messages, oldest first.
    func messages() -> [Entry] { kept }

    private func take(_ entry: Entry) throws -> DeliveryOutcome {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = try encoder.encode(entry) + Data([0x0A])
        _ = try file?.writeAll(line)
        if keeps {
            if kept.count == Self.keptCount { kept.removeFirst() }
            kept.append(entry)
        }
        return .accepted
    }
}
