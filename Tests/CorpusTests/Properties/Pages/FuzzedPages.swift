import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFAInMemory
import CognitoMFAService
import CognitoMFATesting
import UserPoolModel

/// A pool with pages and one browser, whose every answer is verified.
struct FuzzedPages {
    static let password = "Correct-Horse-1"
    static let number = "+14155550123"
    static let otherNumber = "+14155550199"
    private static let kept: Set<String> = [
        "client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "code_challenge",
        "code_challenge_method", "f",
    ]
    private static let origin = "https://id.example.com"

    let test: TestPool
    private let store = InMemoryRecordStore()
    private let pages: HostedUI
    private(set) var cookies: [String: String] = [:]
    /// The path and query of the page that is shown.
    private(set) var location = "/login"
    /// The forms of the page that is shown.
    private(set) var forms: [StrictMarkup.Form] = []

    init(isRequired: Bool) async throws {
        var members = UserPoolOptions()
        members.autoVerifiedAttributes = [.email, .phoneNumber]
        test = try await TestPool(
            mfa: isRequired ? .on([.sms, .softwareToken]) : .optional([.sms, .softwareToken]), store: store,
            authSessionValidityMinutes: 10, members: members)
        pages = try HostedUI(
            service: test.pool.service, origin: "https://id.example.com",
            theme: Theme(productName: "Example <Shop>", contact: "\"us\" & 'them'"), defaultClient: "test-client")
        _ = try await test.pool.admin.createUser("ada", password: Password(Self.password))
        _ = try await test.pool.admin.createUser(
            "bob", password: Password(Self.password),
            attributes: [.phoneNumber: Self.number, .phoneNumberVerified: "true"])
        try await test.pool.admin.setMFAPreference("bob", sms: .preferred)
    }

    /// The digits of the last message.
    func lastCode() async -> String {
        let text = await test.sms.messages.last?.text ?? ""
        return text.split { !("0"..."9").contains($0) }.first { $0.count == 6 }.map { String($0) } ?? "000000"
    }

    /// Bends a cookie of the browser, or sets it anew.
    mutating func plant(_ name: String, _ value: String?) { cookies[name] = value }

    /// Opens an address and follows where it leads.
    mutating func open(_ address: String) async throws {
        try await follow(try await send("GET", address, [("Sec-Fetch-Site", "none")]))
    }

    /// Posts a body, and follows where it leads.
    mutating func post(_ address: String, _ body: [UInt8], site: String = "same-origin") async throws {
        let headers = [
            ("Content-Type", "application/x-www-form-urlencoded"), ("Sec-Fetch-Site", site), ("Origin", Self.origin),
        ]
        try await follow(try await send("POST", address, headers, body))
    }

    private mutating func follow(_ answer: ResponseMessage?) async throws {
        var answer = answer
        for _ in 0..<5 {
            guard answer?.status == 303, let next = answer?.fields.value("location") else { return }
            answer = try await send("GET", next, [("Sec-Fetch-Site", "same-origin")])
        }
        try hold(answer?.status != 303, "no page leads round in a circle")
    }

    /// Sends a request that is possible in HTTP, and verifies the answer; nil where it is not.
    private mutating func send(
        _ method: String, _ address: String, _ headers: [(String, String)], _ body: [UInt8] = []
    ) async throws -> ResponseMessage? {
        var fields = headers.map { (name: $0.0, value: $0.1) }
        if !cookies.isEmpty {
            let text = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
            fields.append((name: "Cookie", value: text))
        }
        guard let request = try? RequestMessage(method: method, target: address, headers: fields, body: body) else {
            return nil
        }
        let before = await rows()
        let answer = await pages.handle(request)
        let after = await rows()
        let statuses = [200, 303, 403, 404, 405, 410, 422, 429]
        try hold(statuses.contains(answer.status), "\(method) \(request.path) answers \(answer.status)")
        if answer.status == 403 || method == "GET" && request.path != "/logout" {
            try hold(before == after, "\(method) \(request.path), \(answer.status), changes the store")
        }
        try verifyHeaders(answer)
        if answer.status == 303 {
            try await verify(location: answer.fields.value("location"))
            try hold(answer.body.isEmpty, "a redirect has no body")
        } else {
            forms = try StrictMarkup(String(decoding: answer.body, as: UTF8.self)).forms
            location = address
        }
        return answer
    }

    private func rows() async -> [RecordKey: VersionedRecord] {
        var rows: [RecordKey: VersionedRecord] = [:]
        for row in await store.scan(prefix: "", after: nil, limit: .max) { rows[row.key] = row.record }
        return rows
    }

    private mutating func verifyHeaders(_ answer: ResponseMessage) throws {
        let isPage = answer.status != 303
        let required = [
            ("cache-control", "no-store"), ("x-content-type-options", "nosniff"), ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
        ]
        for (name, value) in required { try hold(answer.fields.values(name) == [value], "the header \(name)") }
        let policy = answer.fields.value("content-security-policy") ?? ""
        for part in ["default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
            try hold(policy.contains(part), "the policy has \(part)")
        }
        try hold(!policy.contains("unsafe"), "the policy permits no inline style and no script")
        try hold(answer.fields.values("content-type").count == (isPage ? 1 : 0), "a page is HTML")
        for cookie in answer.fields.values("set-cookie") {
            let parts = cookie.split(separator: ";", omittingEmptySubsequences: false)
            let pair = parts[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            try hold(pair.count == 2 && pair[0].hasPrefix("__Host-mfa-"), "a cookie of ours")
            try hold(cookie.contains("; Path=/; ") && cookie.contains("; Secure; HttpOnly; SameSite=Lax"), "kept")
            try hold(parts.count <= 6, "no attribute is added to a cookie")
            cookies[String(pair[0])] = cookie.contains("Max-Age=0") ? nil : String(pair[1])
        }
    }

    /// An address of ours, with parameters of ours, and nothing that nobody else may know.
    private func verify(location: String?) async throws {
        guard let location, let request = try? RequestMessage(method: "GET", target: location, headers: []) else {
            throw Violation(description: "a redirect leads somewhere")
        }
        try hold(HostedUI.paths.contains(request.path), "a page of ours, not \(request.path)")
        let query = try request.query()
        for field in query.fields { try hold(Self.kept.contains(field.name), "no parameter \(field.name)") }
        if let flow = try query.value("f") {
            try hold(
                flow.utf8.count == 8 && flow.utf8.allSatisfy { (97...122).contains($0) || (50...57).contains($0) },
                "eight letters or digits")
        }
        let code = await lastCode()
        let known = [Self.password, "14155550123", "14155550199", "ada@example.com"]
        let secrets = known + cookies.values.filter { $0.utf8.count > 16 }
        for secret in secrets + (code == "000000" ? [] : ["=\(code)"]) {
            try hold(!location.contains(secret), "an address holds no secret")
        }
    }
}
