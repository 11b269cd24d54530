// One HTTP route for clients that use AWS's SDKs: a request goes in as bytes, and bytes come out.
import CognitoMFA
import CognitoMFAHTTP
import CognitoMFAWire

let pool = try await UserPool.inMemory()
try await pool.admin.createUser("ada", password: "Analytical-1843")

// Each administrator has an access key, and a rule says what its holder may do.
let keys = AdminKeys(["AKIDEXAMPLE": "a secret of at least forty characters, say"]) { call in
    call.userPoolID == "local_memory"
}
let endpoint = CognitoEndpoint(
    PublicEndpoint(pool.service),
    AdministrationEndpoint(pool.service.administration, authorizer: keys, region: "local"))

// For web pages of your own only, in place of every origin's.
let pages = PublicEndpoint(
    pool.service, corsOrigins: .list(["https://app.example.com", "http://localhost:3000"]))

// In a server, these values come from the HTTP request, unchanged.
let request = WireRequest(
    method: "POST", path: "/",
    headers: [
        ("Content-Type", "application/x-amz-json-1.1"),
        ("X-Amz-Target", "AWSCognitoIdentityProviderService.InitiateAuth"),
    ],
    body: Array(
        """
        {
            "ClientId": "in-process", "AuthFlow": "USER_PASSWORD_AUTH",
            "AuthParameters": {"USERNAME": "ada", "PASSWORD": "Analytical-1843"}
        }
        """.utf8),
    sourceAddress: "192.0.2.7")
let response = await endpoint.handle(request)
if let error = response.error { print("for the log: \(error)") }
print(pages.cors.headers(for: [("Origin", "https://app.example.com")]).map(\.value))
print(response.status, String(decoding: response.body, as: UTF8.self).prefix(40))
