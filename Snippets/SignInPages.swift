// Pages to sign in, for any HTTP server: a request goes in, and a response comes out.
import CognitoMFA
import CognitoMFAHTTP
import CognitoMFAHostedUI

let pool = try await UserPool.inMemory()
try await pool.admin.createUser("ada", password: "Analytical-1843")

let theme = try Theme(
    productName: "Example Shop", accent: Accent(Colour(0x00695C)), contact: "our help desk, +44 20 7946 0000",
    privacyURL: "https://shop.example.com/privacy")
let pages = try HostedUI(
    service: pool.service, origin: "https://id.example.com", theme: theme, defaultClient: "in-process",
    destinations: ["in-process": "https://shop.example.com/welcome"],
    log: { event in print(event.method, event.path, event.status, event.reference ?? "") })

// In a server, these values come from the HTTP request, unchanged.
let request = try RequestMessage(
    method: "GET", target: "/login", headers: [(name: "Host", value: "id.example.com")], sourceAddress: "192.0.2.7")
if pages.answers(request.path) {
    let response = await pages.handle(request)
    print(response.status, response.fields.pairs.map(\.name), response.body.count)
}

// A sentence of your own, in a copy of a language.
var texts = Texts.english
texts.signIn.title = "Welcome back"
let friendly = try Theme(productName: "Example Shop", texts: texts)
print(friendly.texts.signIn.title)
