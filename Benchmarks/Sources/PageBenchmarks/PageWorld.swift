import CognitoMFA
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFATesting

/// A pool with pages, and one browser before each of the pages that are measured.
struct PageWorld {
    /// A request for a page, with the browser's cookies.
    struct View {
        let name: String
        let request: RequestMessage
        /// A request that reads the same and is led to that page, without HTML; nil where there is none.
        var redirected: RequestMessage?
    }

    /// A page that differs from the expected one.
    struct Surprise: Error {
        let path: String
        let status: Int
    }

    private static let password: Password = "Correct-Horse-1"
    let pages: HostedUI
    private(set) var views: [View] = []
    /// The request for the style sheet.
    private(set) var stylesheet = ""
    private var cookies: [String: String] = [:]

    init() async throws {
        let test = try await TestPool(mfa: .on([.sms, .softwareToken]), authSessionValidityMinutes: 10)
        pages = try HostedUI(
            service: test.pool.service, origin: "https://id.example.com",
            theme: Theme(
                productName: "Example Shop", contact: "our help desk, +44 20 7946 0000",
                privacyURL: "https://shop.example.com/privacy", termsURL: "https://shop.example.com/terms"),
            defaultClient: "test-client")
        _ = try await test.pool.admin.createUser(
            "ada", password: Self.password,
            attributes: [.phoneNumber: "+14155550123", .phoneNumberVerified: "true"])
        try await test.pool.admin.setMFAPreference("ada", sms: .preferred)
        _ = try await test.pool.admin.createUser("ada@example.com", password: Self.password)

        let signIn = try await open("/login", named: "S1, sign-in")
        stylesheet = signIn.between("rel=\"stylesheet\" href=\"", "\"")
        let code = try await submit(signIn, [("username", "ada"), ("password", Self.password.text)])
        _ = try await open(code, named: "S3, code of a message")
        let refused = try await submit(try await body(of: code), [("code", "12345")])
        _ = try await open(refused, named: "S3 with an error")
        cookies = [:]
        let setUp = try await submit(
            try await open("/login"), [("username", "ada@example.com"), ("password", Self.password.text)])
        let app = try await submit(try await body(of: setUp), [("factor", "SOFTWARE_TOKEN_MFA")])
        let page = try await open(app, named: "S9, QR code and key")
        guard page.contains("otpauth:") else {
            throw Surprise(path: app, status: 200)
        }
    }

    private mutating func open(_ address: String, named name: String? = nil) async throws -> String {
        let request = try request("GET", address)
        if let name {
            let elsewhere = address.replacing("/mfa/sms?", with: "/mfa/app?")
            views.append(
                View(
                    name: name, request: request,
                    redirected: elsewhere == address ? nil : try self.request("GET", elsewhere)))
        }
        let answer = await pages.handle(request)
        take(answer)
        guard answer.status == 200 else { throw Surprise(path: request.path, status: answer.status) }
        return String(decoding: answer.body, as: UTF8.self)
    }

    private mutating func body(of address: String) async throws -> String { try await open(address) }

    /// Sends the first form of a page, and returns the address to which the answer leads.
    private mutating func submit(_ page: String, _ fields: [(String, String)]) async throws -> String {
        let action = page.between("<form method=\"post\" action=\"", "\"").replacing("&amp;", with: "&")
        let token = ("csrf", page.between("name=\"csrf\" value=\"", "\""))
        let form = Form(([token] + fields).map { Form.Field($0.0, $0.1) })
        let answer = await pages.handle(
            try request("POST", action, [("Content-Type", "application/x-www-form-urlencoded")], form.bytes))
        take(answer)
        guard answer.status == 303, let location = answer.fields.value("location") else {
            throw Surprise(path: action, status: answer.status)
        }
        return location
    }

    private func request(
        _ method: String, _ target: String, _ more: [(name: String, value: String)] = [], _ body: [UInt8] = []
    ) throws -> RequestMessage {
        var headers = more
        if !cookies.isEmpty {
            headers.append(("Cookie", cookies.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ")))
        }
        return try RequestMessage(method: method, target: target, headers: headers, body: body)
    }

    private mutating func take(_ answer: ResponseMessage) {
        for cookie in answer.fields.values("set-cookie") {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
            cookies[String(pair[0])] = pair.count == 2 ? String(pair[1]) : nil
        }
    }
}

extension String {
    /// The text between two marks; empty where they are not found.
    func between(_ start: String, _ end: String) -> String {
        guard let from = ranges(of: start).first?.upperBound,
            let to = self[from...].ranges(of: end).first?.lowerBound
        else { return "" }
        return String(self[from..<to])
    }
}
