/// The examples of RFC 4648, section 10, which the suites of three encodings share.
enum RFC4648 {
    struct Test: Decodable {
        let ascii: String
        let base64: String
        let base32: String
        let base16: String
    }

    private struct File: Decodable {
        let tests: [Test]
    }

    static func tests() throws -> [Test] {
        try VectorFile.json("rfc4648_base32_base64.json", as: File.self).tests
    }
}
