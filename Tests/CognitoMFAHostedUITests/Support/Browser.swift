import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// A browser without a script: it keeps cookies, follows redirects and sends the forms that pages have.
struct Browser {
    static let origin = "https://id.example.com"
    let pages: HostedUI
    private(set) var cookies: [String: String] = [:]
    /// The path and query of the page that is shown.
    private(set) var location = ""
    private(set) var response = ResponseMessage()
    /// Every address that was asked for or led to.
    private(set) var addresses: [String] = []

    init(_ pages: HostedUI) { self.pages = pages }

    var html: String { String(decoding: response.body, as: UTF8.self) }
    var path: String { String(location.prefix { $0 != "?" }) }
    var status: Int { response.status }
    var title: String { html.between("<title>", "</title>") ?? "" }
    /// The text of the box of errors.
    var problem: String? {
        html.between("<div class=\"box problem\"", "</div>").map { $0.replacingTags }
    }
    var done: String? { html.between("<div class=\"box done\"", "</div>").map { $0.replacingTags } }

    /// Opens an address as a click on a link of the same site does, and follows redirects.
    @discardableResult
    mutating func open(_ address: String, site: String = "none") async -> Int {
        response = await send("GET", address, headers: [("Sec-Fetch-Site", site)])
        location = address
        await follow()
        return status
    }

    /// Opens the sign-in page.
    ///
    /// - Returns: its form.
    mutating func openSignIn() async throws -> (action: String, csrf: String, hidden: [(String, String)]) {
        await open("/login")
        return try #require(form(to: "/login"))
    }

    /// Loads the page that is shown once more.
    mutating func reload() async { await open(location) }

    /// Sends a form of the page that is shown, and follows redirects.
    ///
    /// - Parameter path: the path of the form's action; nil for the page's own.
    @discardableResult
    mutating func submit(
        _ fields: [(String, String)] = [], to path: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Int {
        let form = try #require(self.form(to: path ?? self.path), sourceLocation: sourceLocation)
        await post(form.action, [("csrf", form.csrf)] + form.hidden + fields)
        await follow()
        return status
    }

    /// Sends a form as this browser does, and does not follow.
    @discardableResult
    mutating func post(
        _ address: String, _ fields: [(String, String)], headers: [(String, String)]? = nil
    ) async -> ResponseMessage {
        let body = Form(fields.map { Form.Field($0.0, $0.1) }).bytes
        return await post(address, body: body, headers: headers)
    }

    @discardableResult
    mutating func post(
        _ address: String, body: [UInt8], headers: [(String, String)]? = nil
    ) async -> ResponseMessage {
        let standard = [("Sec-Fetch-Site", "same-origin"), ("Origin", Self.origin)]
        response = await send(
            "POST", address,
            headers: [("Content-Type", "application/x-www-form-urlencoded")] + (headers ?? standard), body: body)
        location = address
        return response
    }

    mutating func follow() async {
        var hops = 0
        while response.status == 303, hops < 6, let next = response.fields.value("location") {
            guard next.hasPrefix("/") else { return }
            location = next
            response = await send("GET", next, headers: [("Sec-Fetch-Site", "same-origin")])
            hops += 1
        }
    }

    /// The form of the page whose action has a path.
    func form(to path: String) -> (action: String, csrf: String, hidden: [(String, String)])? {
        forms.first { $0.action.prefix { $0 != "?" } == path }
    }

    var forms: [(action: String, csrf: String, hidden: [(String, String)])] {
        html.split(separator: "<form ").dropFirst().compactMap { piece in
            let text = String(piece)
            guard let action = text.between("action=\"", "\"")?.unescaped,
                let csrf = text.between("name=\"csrf\" value=\"", "\"")
            else { return nil }
            var hidden: [(String, String)] = []
            let body = text.between("novalidate>", "</form>") ?? ""
            for field in body.split(separator: "<input type=\"hidden\" ").map(String.init) {
                guard let name = field.between("name=\"", "\""), name != "csrf",
                    let value = field.between("value=\"", "\""), field.hasPrefix("name=")
                else { continue }
                hidden.append((name, value.unescaped))
            }
            return (action, csrf, hidden)
        }
    }

    /// Takes the cookies of another browser, as an attacker who writes them would.
    mutating func plant(_ name: String, _ value: String?) { cookies[name] = value }

    private mutating func send(
        _ method: String, _ address: String, headers: [(String, String)], body: [UInt8] = []
    ) async -> ResponseMessage {
        addresses.append(address)
        var fields = headers.map { (name: $0.0, value: $0.1) }
        if !cookies.isEmpty {
            let text = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
            fields.append((name: "Cookie", value: text))
        }
        guard let request = try? RequestMessage(method: method, target: address, headers: fields, body: body) else {
            Issue.record("the browser made an impossible request")
            return ResponseMessage(status: 0)
        }
        let response = await pages.handle(request)
        for cookie in response.fields.values("set-cookie") {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            #expect(cookie.contains("; Path=/; ") && cookie.contains("; Secure; HttpOnly; SameSite=Lax"))
            cookies[String(pair[0])] = cookie.contains("Max-Age=0") ? nil : String(pair[1])
        }
        if let location = response.fields.value("location") { addresses.append(location) }
        return response
    }
}

extension String {
    /// The text between two marks.
    func between(_ start: String, _ end: String) -> String? {
        guard let from = firstRange(of: start)?.upperBound else { return nil }
        let rest = String(self[from...])
        guard let to = rest.firstRange(of: end)?.lowerBound else { return nil }
        return String(rest[..<to])
    }

    private func firstRange(of mark: String) -> Range<String.Index>? {
        ranges(of: mark).first
    }

    /// The text with the characters that stand for themselves again.
    var unescaped: String {
        replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&lt;", with: "<")
            .replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }

    /// The text without tags.
    var replacingTags: String {
        var text = ""
        var isTag = true
        for character in self {
            if character == "<" {
                isTag = true
                text += " "
            } else if character == ">" {
                isTag = false
            } else if !isTag {
                text.append(character)
            }
        }
        return text.unescaped
    }
}
