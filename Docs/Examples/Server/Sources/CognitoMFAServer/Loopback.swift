import CognitoMFA

/// Names and addresses of this machine that no other machine can reach.
enum Loopback {
    /// Returns true when a server on `host` can be reached from this machine only.
    static func isAddress(_ host: String) -> Bool { ["127.0.0.1", "::1", "localhost"].contains(host.lowercased()) }

    /// Returns true for the address of a call from this machine itself.
    static func isSource(_ address: String) -> Bool {
        guard let bytes = SourceAddress.IPAddress(address)?.bytes else { return false }
        return bytes.count == 4 ? bytes[0] == 127 : bytes == SourceAddress.IPAddress("::1")?.bytes
    }

    /// Returns true when a `Host` header, with or without a port, names this machine.
    static func isHost(_ header: String) -> Bool {
        if header.hasPrefix("[") {
            guard let end = header.firstIndex(of: "]") else { return false }
            return isAddress(String(header[header.index(after: header.startIndex)..<end]))
                && isPort(header[header.index(after: end)...])
        }
        let name = header.prefix { $0 != ":" }
        return isAddress(String(name)) && isPort(header.dropFirst(name.count))
    }

    private static func isPort(_ rest: Substring) -> Bool {
        rest.isEmpty || rest.hasPrefix(":") && UInt16(rest.dropFirst()) != nil
    }
}
