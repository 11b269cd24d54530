public import CognitoMFAHTTP
public import CognitoMFAService
public import UserPoolModel

/// The refusal of settings for the pages.
public enum HostedUIError: Error, Sendable, Hashable {
    /// The origin is neither `https` nor `http` on this machine.
    case origin
    /// The address after sign-in is neither `https` nor a path of this server, nor `http` on this machine.
    case destination(String)
}

/// The pages of sign-in: a request in, a response out.
///
/// Everything works without a script. The pages stand at the paths that ``answers(_:)`` tells; a server passes their
/// requests on, whole and unchanged.
///
/// ```swift
/// let pages = try HostedUI(
///     service: service, origin: "https://id.example.com", theme: Theme(productName: "Example Shop"),
///     defaultClient: "web")
/// let response = await pages.handle(request)
/// ```
public struct HostedUI: Sendable {
    let service: UserPoolService
    let theme: Theme
    let defaultClient: AppClientID?
    let destinations: [AppClientID: String]
    let requestGuard: RequestGuard
    let seal: Seal
    let stylesheet: Asset
    let logo: Asset?
    let script: Asset?
    let shell: PageShell
    private let answeredForms = AnsweredForms()
    private let log: @Sendable (PageEvent) -> Void

    /// Creates the pages of all pools of a service.
    ///
    /// - Parameters:
    ///   - service: the pools.
    ///   - origin: the address under which browsers reach the pages. It is never taken from a request.
    ///   - theme: look and words.
    ///   - defaultClient: the app client of an address without `client_id`.
    ///   - destinations: the addresses to which a sign-in leads, by app client; without one it leads to the user's account.
    ///   - log: gets every answered request.
    /// - Throws: ``HostedUIError``.
    public init(
        service: UserPoolService, origin: Origin, theme: Theme, defaultClient: AppClientID? = nil,
        destinations: [AppClientID: String] = [:], log: @escaping @Sendable (PageEvent) -> Void = { _ in }
    ) throws(HostedUIError) {
        guard origin.text.hasPrefix("https://") || origin.text.isOnLoopback else { throw .origin }
        for address in destinations.values {
            guard address.isPageLink || address.isOnLoopback && address.isPrintable else { throw .destination(address) }
        }
        // A page never tells who exists, whatever app clients promise to programs.
        self.service = service.hidingUnknownUsers()
        self.theme = theme
        self.defaultClient = defaultClient
        self.destinations = destinations
        self.log = log
        requestGuard = RequestGuard(origin: origin)
        seal = Seal(keys: service.keys)
        stylesheet = Stylesheet.asset(theme)
        logo = theme.logo.map { Asset(logo: $0) }
        script = theme.script ? Script.asset : nil
        shell = PageShell(theme, stylesheet: stylesheet, script: script, logo: logo)
    }

    /// The paths of all pages, for the routes of a server.
    public static let paths = Route.allCases.map(\.rawValue)
    /// The folder of the style sheet and the logo, whose names change with their content.
    public static let assetFolder = "/pages/"

    /// Returns true for the path of a page, a style sheet or a logo of the pages.
    ///
    /// - Parameter path: the path of a request, without its query.
    public func answers(_ path: String) -> Bool {
        Route(rawValue: path) != nil || path.hasPrefix(Self.assetFolder)
    }

    /// Answers a request.
    ///
    /// - Parameter request: the request, with its whole body.
    public func handle(_ request: RequestMessage) async -> ResponseMessage {
        let method = ["GET", "HEAD", "POST"].contains(request.method) ? request.method : "other"
        if let asset = asset(request) {
            log(PageEvent(method: method, path: request.path, status: asset.status, reference: nil))
            return asset
        }
        var reference: String?
        let route = Route(rawValue: request.path)
        var response: ResponseMessage
        if let route {
            // Limits by address are the host's, in its admission control.
            (response, reference) = await SourceAddress.$current.withValue(
                request.sourceAddress ?? SourceAddress.current
            ) {
                var reference: String?
                return (await answer(request, on: route, &reference), reference)
            }
        } else {
            response = ending(.absent, startingAt: Route.signIn.rawValue, &reference)
        }
        if request.method == "HEAD" { response.body = [] }
        log(PageEvent(method: method, path: route?.rawValue ?? "other", status: response.status, reference: reference))
        return response
    }

    private func asset(_ request: RequestMessage) -> ResponseMessage? {
        guard request.method == "GET" || request.method == "HEAD" else { return nil }
        // Browsers ask for it wherever no page names an icon.
        if request.path == "/favicon.ico" { return ResponseMessage(status: 204) }
        guard let asset = [stylesheet, logo, script].compactMap(\.self).first(where: { $0.path == request.path })
        else { return nil }
        return ResponseMessage(
            fields: SecurityHeaders.asset(asset.type), body: request.method == "HEAD" ? [] : asset.bytes)
    }

    private func answer(
        _ request: RequestMessage, on route: Route, _ reference: inout String?
    ) async -> ResponseMessage {
        let takes = (get: route.takesGet, post: route.takesPost)
        switch request.method {
        case "GET" where takes.get, "HEAD" where takes.get, "POST" where takes.post: break
        default:
            let allowed = [takes.get ? "GET, HEAD" : nil, takes.post ? "POST" : nil].compactMap(\.self)
            return ending(
                .method(allowed: allowed.joined(separator: ", ")), startingAt: Route.signIn.rawValue, &reference)
        }
        guard request.method == "POST", route.isAnsweredOnce else {
            let answer = await answerAnew(request, on: route)
            reference = answer.reference
            return answer.response
        }
        let browser = BrowserID((try? Cookies(request.fields))?.value(Exchange.browserCookie))
        let answer = await answeredForms.answer(request, from: browser, at: service.time.now()) {
            await answerAnew(request, on: route)
        }
        reference = answer.reference
        return answer.response
    }

    private func answerAnew(_ request: RequestMessage, on route: Route) async -> AnsweredForms.Answer {
        var reference: String?
        var start = Route.signIn.rawValue
        do throws(RequestRefusal) {
            var exchange = try await exchange(request, on: route)
            start = exchange.start
            if exchange.isPost { try exchange.takeForm(request) }
            let reply = await reply(to: &exchange)
            var response = response(reply, startingAt: exchange.start, &reference)
            for cookie in exchange.setCookies() { response.fields.append("Set-Cookie", cookie) }
            return AnsweredForms.Answer(response: response, reference: reference, browser: exchange.browser)
        } catch {
            let ending: Ending =
                switch error {
                case .bad: .refused
                case .noCookies: .noCookies
                case .flowLost: .expired
                case .noClient: .noClient
                }
            let response = self.ending(ending, startingAt: start, &reference)
            return AnsweredForms.Answer(response: response, reference: reference, browser: nil)
        }
    }

    /// The headers of every page.
    var headers: HeaderFields { SecurityHeaders.page(hasScript: script != nil) }

    private func response(_ reply: Reply, startingAt start: String, _ reference: inout String?) -> ResponseMessage {
        switch reply {
        case .page(let page, let status):
            return ResponseMessage(status: status, fields: headers, body: shell.document(page).bytes)
        case .redirect(let address):
            guard let location = try? HeaderValue(validating: address) else {
                return ending(.fault, startingAt: start, &reference)
            }
            var fields = headers
            fields.removeAll("Content-Type")
            fields.append("Location", location)
            return ResponseMessage(status: 303, fields: fields)
        case .ending(let ending): return self.ending(ending, startingAt: start, &reference)
        }
    }
}

extension String {
    /// True for an address of `http` on this machine.
    fileprivate var isOnLoopback: Bool {
        ["http://localhost", "http://127.0.0.1", "http://[::1]"].contains { start in
            guard hasPrefix(start) else { return false }
            return utf8.count == start.utf8.count || [":", "/"].contains { hasPrefix(start + $0) }
        }
    }

    fileprivate var isPrintable: Bool { utf8.count <= 2_048 && utf8.allSatisfy { (0x21...0x7E).contains($0) } }
}
