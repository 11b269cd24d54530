import CognitoMFA
import CognitoMFAWire
import Foundation

/// The address of SNS, and the signing of requests to it.
struct SNSEndpoint: Sendable {
    /// The whole address, its path at least `/`.
    let url: String
    private let region: String
    private let host: String
    private let path: String

    /// Creates an endpoint at the region's own address or at another.
    init(region: String, url: String?) throws(SNSConfigurationError) {
        guard (1...32).contains(region.utf8.count), region.utf8.allSatisfy(\.isInName) else { throw .region }
        let suffix = region.hasPrefix("cn-") ? ".cn" : ""
        guard var parts = URLComponents(string: url ?? "https://sns.\(region).amazonaws.com\(suffix)"),
            let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme),
            let host = parts.percentEncodedHost, Self.isPlain(host),
            parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil,
            parts.port.map({ (1...65_535).contains($0) }) ?? true
        else { throw .endpoint }
        if parts.percentEncodedPath.isEmpty { parts.percentEncodedPath = "/" }
        guard let text = parts.string else { throw .endpoint }
        let port = parts.port.flatMap { $0 == (scheme == "http" ? 80 : 443) ? nil : ":\($0)" } ?? ""
        (self.url, self.region, self.host, path) = (text, region, host + port, parts.percentEncodedPath)
    }

    /// Returns a signed POST request with the form.
    func signed(_ form: [UInt8], with key: SigV4Credentials, at time: UnixTime) -> WireRequest {
        let request = WireRequest(
            method: "POST", path: path,
            headers: [("Host", host), ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")], body: form)
        return SigV4.sign(request, with: key, region: region, service: "sns", at: time)
    }

    /// True for one or more bytes of printable ASCII, which a header can carry.
    static func isPlain(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
