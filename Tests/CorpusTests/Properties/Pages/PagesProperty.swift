import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFATesting

extension Property {
    /// A few requests with any fields, queries and cookies: each is answered by a page of ours or leads to one.
    ///
    /// No answer is a fault. No GET and no refused request changes the store.
    static let pages = Property("pages") { input in
        var reader = InputReader(input)
        let start = reader.byte()
        var world = try await FuzzedPages(isRequired: start & 4 == 4)
        try await lead(&world, to: start & 3)
        for _ in 0..<4 where !reader.rest.isEmpty {
            switch reader.byte() & 3 {
            case 0, 1: try await submitForm(&world, &reader)
            case 2: try await postAnything(&world, &reader)
            default: try await openAnything(&world, &reader)
            }
        }
    }

    /// Leads the browser to a page: a stranger's, that of a message's code, or one after sign-in.
    private static func lead(_ world: inout FuzzedPages, to place: UInt8) async throws {
        try await world.open("/login")
        guard place > 0 else { return }
        try await fill(&world, ["username": place == 1 ? "bob" : "ada", "password": FuzzedPages.password])
        if place == 3 { try await world.open("/account/app") }
    }

    private static func fill(_ world: inout FuzzedPages, _ values: [String: String]) async throws {
        guard let form = world.forms.first else { return }
        let fields = form.inputs.map { Form.Field($0.name, values[$0.name] ?? $0.value) }
        try await world.post(form.action, Form(fields).bytes)
    }

    /// Sends a form of the page that is shown, each field good, left out, twice, or any text.
    private static func submitForm(_ world: inout FuzzedPages, _ reader: inout InputReader) async throws {
        guard !world.forms.isEmpty else { return try await openAnything(&world, &reader) }
        let form = world.forms[Int(reader.byte()) % world.forms.count]
        var fields: [Form.Field] = []
        for input in form.inputs {
            let good = await goodValue(of: input, world)
            let choice = reader.byte() & (input.name == "csrf" ? 31 : 7)
            switch choice {
            case 1: continue
            case 2: fields += [Form.Field(input.name, good), Form.Field(input.name, reader.text())]
            case 3, 4: fields.append(Form.Field(input.name, reader.text()))
            case 5: fields.append(Form.Field(input.name, reader.text() + "\"'><zq onzq='&"))
            default: fields.append(Form.Field(input.name, good))
            }
        }
        let extra = reader.byte()
        if extra & 15 == 9 { fields.append(Form.Field("action", reader.text())) }
        if extra & 15 == 10 { fields.append(Form.Field("attribute-\(reader.text())", reader.text())) }
        if extra & 15 == 11 { fields.append(Form.Field(reader.text(), reader.text())) }
        if extra & 15 == 12 { world.test.time.advance(by: .seconds(31)) }
        try await world.post(form.action, Form(fields).bytes)
    }

    private static func goodValue(
        of input: (name: String, type: String, value: String), _ world: FuzzedPages
    ) async -> String {
        switch input.name {
        case "username": input.value.isEmpty ? "ada" : input.value
        case "password": FuzzedPages.password
        case "code": await world.lastCode()
        case "phone": FuzzedPages.otherNumber
        case "email": "ada@example.com"
        default: input.value
        }
    }

    private static func postAnything(_ world: inout FuzzedPages, _ reader: inout InputReader) async throws {
        let path = HostedUI.paths[Int(reader.byte()) % HostedUI.paths.count]
        let choice = reader.byte()
        bendCookies(&world, &reader)
        let token = world.forms.first?.inputs.first { $0.name == "csrf" }?.value ?? ""
        var body = choice & 1 == 1 ? Form([Form.Field("csrf", token)]).bytes + [UInt8(ascii: "&")] : []
        body += reader.chunk()
        let query = choice & 2 == 2 ? world.location.drop { $0 != "?" } : ""
        try await world.post(path + query, body, site: choice & 12 == 12 ? "cross-site" : "same-origin")
    }

    private static func openAnything(_ world: inout FuzzedPages, _ reader: inout InputReader) async throws {
        let path = HostedUI.paths[Int(reader.byte()) % HostedUI.paths.count]
        let choice = reader.byte()
        bendCookies(&world, &reader)
        let query = choice & 3 == 0 ? String(world.location.drop { $0 != "?" }) : "?"
        switch choice & 12 {
        case 4: try await world.open(path + query + "&state=" + escaped(reader.chunk()))
        case 8: try await world.open(path + "?" + reader.text().filter { $0.isASCII && !$0.isWhitespace })
        case 12: try await world.open(path + query + "&logout_uri=" + escaped(reader.chunk()))
        default: try await world.open(path + query)
        }
    }

    private static func escaped(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789ABCDEF")
        return bytes.map { "%\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined()
    }

    /// Leaves the cookies, bends one, drops one, or sets one to any text.
    private static func bendCookies(_ world: inout FuzzedPages, _ reader: inout InputReader) {
        let choice = reader.byte()
        let name = ["__Host-mfa-browser", "__Host-mfa-flow", "__Host-mfa-session"][Int(choice >> 4) % 3]
        switch choice & 7 {
        case 1: world.plant(name, nil)
        case 2:
            let old = Array((world.cookies[name] ?? "").utf8)
            let new = bent(old, at: reader.number(1 << 16), by: reader.byte())
            world.plant(name, String(decoding: new.filter { (0x21...0x7E).contains($0) && $0 != 0x3B }, as: UTF8.self))
        case 3: world.plant(name, reader.text())
        default: break
        }
    }
}
