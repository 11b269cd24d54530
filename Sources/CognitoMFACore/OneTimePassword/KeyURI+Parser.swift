extension KeyURI {
    /// Parses a URI.
    ///
    /// Unknown parameters are ignored. The defaults are SHA1, 6 digits and 30 seconds. The label may be absent. If it
    /// names another issuer than the parameter does, the parameter counts.
    ///
    /// - Throws: ``ParameterError`` if the text is not such a URI or cannot be represented. Examples are another
    ///   hash, digits outside 6...8, and a parameter given twice.
    public init(_ text: String) throws(ParameterError) {
        guard let (scheme, afterScheme) = text.split(at: "://"), scheme.lowercased() == "otpauth",
            let (path, query) = Substring(afterScheme.utf8.prefix { $0 != UInt8(ascii: "#") }).split(at: "?")
        else { throw ParameterError("uri", "must be otpauth://type/label?parameters") }
        let (type, label) = path.split(at: "/") ?? (path, "")
        let parameters = try Self.parameters(query)
        guard let secretText = parameters["secret"] else { throw ParameterError("secret", "must be there") }
        let secret = try SharedSecret(base32: secretText)
        let (labelIssuer, account) = try Self.label(label)
        let issuer = parameters["issuer"].flatMap { $0.isEmpty ? nil : $0 } ?? labelIssuer ?? ""
        guard let algorithm = HOTP.Algorithm(rawValue: (parameters["algorithm"] ?? "SHA1").uppercased()) else {
            throw ParameterError("algorithm", "must be SHA1 or SHA256")
        }
        let digits = try Self.number(parameters["digits"], named: "digits") ?? 6
        switch type.lowercased() {
        case "totp":
            guard let period = Int(exactly: try Self.number(parameters["period"], named: "period") ?? 30) else {
                throw ParameterError("period", "must be a number")
            }
            let totp = try TOTP(digits: Int(clamping: digits), periodSeconds: period, algorithm: algorithm)
            self.init(issuer: issuer, accountName: account, secret: secret, totp: totp)
        case "hotp":
            guard let counter = try Self.number(parameters["counter"], named: "counter") else {
                throw ParameterError("counter", "must be there")
            }
            let hotp = try HOTP(digits: Int(clamping: digits), algorithm: algorithm)
            self.init(issuer: issuer, accountName: account, secret: secret, hotp: hotp, counter: counter)
        default: throw ParameterError("type", "must be totp or hotp")
        }
    }

    private static let known: Set<String> = ["secret", "issuer", "algorithm", "digits", "period", "counter"]

    private static func parameters(_ query: Substring) throws(ParameterError) -> [String: String] {
        var parameters: [String: String] = [:]
        for bytes in query.utf8.split(separator: UInt8(ascii: "&")) {
            let pair = Substring(bytes)
            guard let (name, encoded) = pair.split(at: "=") else { continue }
            let key = name.lowercased()
            guard known.contains(key) else { continue }
            guard let value = PercentEncoding.decode(encoded) else {
                throw ParameterError(key, "must be percent-encoded UTF-8")
            }
            guard parameters.updateValue(value, forKey: key) == nil else {
                throw ParameterError(key, "must be given once")
            }
        }
        return parameters
    }

    /// The issuer and the account in a label.
    ///
    /// The colon may be percent-encoded, and spaces may precede the account.
    private static func label(_ label: Substring) throws(ParameterError) -> (issuer: String?, account: String) {
        let unreadable = ParameterError("label", "must be percent-encoded UTF-8")
        guard let decoded = PercentEncoding.decode(label) else { throw unreadable }
        if let (issuer, account) = label.split(at: ":") {
            guard let issuer = PercentEncoding.decode(issuer), let account = PercentEncoding.decode(account) else {
                throw unreadable
            }
            return (issuer, String(account.drop { $0 == " " }))
        }
        guard let (issuer, account) = decoded[...].split(at: ":") else { return (nil, decoded) }
        return (String(issuer), String(account.drop { $0 == " " }))
    }

    private static func number(_ text: String?, named name: String) throws(ParameterError) -> UInt64? {
        guard let text else { return nil }
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let number = UInt64(text)
        else { throw ParameterError(name, "must be a number") }
        return number
    }
}

extension StringProtocol where SubSequence == Substring {
    /// The parts before and after the first `separator`, or nil without one.
    ///
    /// It searches bytes, because a separator and a combining mark after it form one `Character`.
    fileprivate func split(at separator: String) -> (Substring, Substring)? {
        let bytes = Substring(self).utf8
        var start = bytes.startIndex
        while start < bytes.endIndex {
            if bytes[start...].starts(with: separator.utf8) {
                let end = bytes.index(start, offsetBy: separator.utf8.count)
                return (Substring(bytes[..<start]), Substring(bytes[end...]))
            }
            start = bytes.index(after: start)
        }
        return nil
    }
}
