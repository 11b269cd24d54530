import CognitoMFA

/// An answer to `Publish`, read from its status and two elements of its XML.
struct PublishAnswer {
    let status: Int
    let body: [UInt8]

    /// The outcome for the message.
    ///
    /// SNS's own text is not repeated, because it quotes the number.
    func outcome() throws(SNSUnknownOutcome) -> DeliveryOutcome {
        switch status {
        case 200 where element("MessageId") != nil: return .accepted
        // A proxy before SNS may answer with an error although it has passed the request on.
        case 408: throw SNSUnknownOutcome(cause: told)
        case 400..<500: return .refused(reason: "SNS: \(told)")
        default: throw SNSUnknownOutcome(cause: told)
        }
    }

    /// The status, the code, and the id by which AWS's support finds the request.
    private var told: String {
        let code = element("Code").map { " \($0)" } ?? ""
        let id = element("RequestId").map { ", request \($0)" } ?? ""
        return "\(status)\(code)\(id)"
    }

    /// Returns the text of the first element with a name, if it is 1-128 letters, digits, dots, hyphens and underscores.
    private func element(_ name: String) -> String? {
        guard let start = body.firstRange(of: Array("<\(name)>".utf8))?.upperBound else { return nil }
        let text = body[start...].prefix { $0 != UInt8(ascii: "<") }
        guard (1...128).contains(text.count), body[text.endIndex...].starts(with: "</\(name)>".utf8),
            text.allSatisfy({ $0.isInName || "._".utf8.contains($0) })
        else { return nil }
        return String(decoding: text, as: UTF8.self)
    }
}
