import Foundation
import Testing

/// Swift code in README and in the guides against the programs that it is taken from.
@Suite struct DocumentationTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The lines of all Swift files in a folder, file by file.
    private static func sources(in folder: String) throws -> [[String]] {
        let files = FileManager.default.enumerator(
            at: root.appending(path: folder), includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
        var sources: [[String]] = []
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift", file.lastPathComponent != "Package.swift" else { continue }
            sources.append(try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n"))
        }
        return sources
    }

    /// The Swift blocks of a page, each as lines.
    private static func blocks(of page: URL) throws -> [[String]] {
        try String(contentsOf: page, encoding: .utf8)
            .matches(of: /(?ms)^```swift\n(.*?)\n```$/).map { String($0.1).components(separatedBy: "\n") }
    }

    private static func pages() throws -> [URL] {
        let guides = root.appending(path: "Sources/CognitoMFA/CognitoMFA.docc")
        return [root.appending(path: "README.md")]
            + (try FileManager.default.contentsOfDirectory(at: guides, includingPropertiesForKeys: nil))
    }

    @Test func everySwiftBlockIsPartOfAProgram() throws {
        let programs = try [
            "Snippets", "Docs/Examples/Script", "Docs/Examples/HummingbirdApp", "Docs/Examples/HostTests",
        ]
        .flatMap(Self.sources)
        var blocks = 0
        for page in try Self.pages() {
            for block in try Self.blocks(of: page) {
                blocks += 1
                let isFound = programs.contains { program in program.contains(block) }
                #expect(isFound, "\(page.lastPathComponent): \(block[0])")
            }
        }
        #expect(blocks > 15)
    }

    /// The host of the sign-in pages, whose program the stage `examples` runs.
    @Test func theHostInTheGuideOfThePagesIsAProgram() throws {
        let guide = "Sources/CognitoMFAHostedUI/CognitoMFAHostedUI.docc/AddSignInPages.md"
        let hosts = try Self.blocks(of: Self.root.appending(path: guide)).filter { block in
            block.contains { $0.contains("PagesMiddleware") }
        }
        let program = try #require(try Self.sources(in: "Docs/Examples/HummingbirdPages").first)
        #expect(hosts.count == 2 && hosts.allSatisfy { program.contains($0) })
    }

    @Test func everyFileNamedThereExists() throws {
        for page in try Self.pages() {
            let text = try String(contentsOf: page, encoding: .utf8)
            let links = text.matches(of: /\]\(([A-Z][^)#:]*)(?:#[^)]*)?\)/).map { String($0.1) }
            let paths = text.matches(of: /`(Docs\/[^`]*)`/).map { String($0.1) }
            for path in links + paths {
                #expect(
                    FileManager.default.fileExists(atPath: Self.root.appending(path: path).path),
                    "\(page.lastPathComponent): \(path)")
            }
        }
    }

    /// Each row of Fidelity's "Not there" by an operation of Cognito, a challenge, or a trigger that would come with it.
    private static let absent: [String: String] = [
        "SRP, custom flows, choice-based sign-in": "PASSWORD_VERIFIER", "passkeys": "StartWebAuthnRegistration",
        "remembered devices": "ConfirmDevice", "user import jobs": "CreateUserImportJob",
        "federation": "CreateIdentityProvider", "OAuth endpoints, and domains for hosted pages": "CreateUserPoolDomain",
        "triggers other than user migration, custom message and pre token generation": "preSignUp",
    ]

    /// A row that has been built since would mislead: what is said to be absent is absent.
    @Test("documents say of nothing that exists that it is not there") func whatIsSaidNotToBeThereIsNotThere()
        throws
    {
        func page(_ name: String) throws -> String {
            try String(contentsOf: Self.root.appending(path: name), encoding: .utf8)
        }
        let fidelity = try page("Docs/Fidelity.md")
        let section = try #require(fidelity.components(separatedBy: "## Not there").last)
        let rows = section.matches(of: /(?m)^- (.+)$/).map { String($0.1) }
        #expect(Set(rows) == Set(Self.absent.keys), "each row has its sign of absence here")
        let operations = try page("Docs/Operations.md").components(separatedBy: "\n").filter { $0.hasPrefix("| ") }
        let offered = operations.filter { !$0.hasPrefix("| not yet") }.joined()
        let errors = try page("Docs/ErrorTable.md")
        let triggers = try page("Sources/CognitoMFAService/Ports/Triggers.swift")
        for (row, sign) in Self.absent {
            #expect(!offered.contains("`\(sign)`") && !triggers.contains(sign), "\(row)")
            if sign == sign.uppercased() { #expect(errors.contains(sign), "\(row) is refused by name") }
        }
        #expect(operations.contains { $0.hasPrefix("| not yet") && $0.contains("`ConfirmDevice`") })
        let readme = try page("README.md")
        for word in ["passkeys", "remembered devices", "SRP", "OAuth endpoints"] {
            #expect(readme.contains(word), "README and Fidelity agree: \(word)")
        }
    }

    private static func text(_ name: String) throws -> String {
        try String(contentsOf: root.appending(path: name), encoding: .utf8)
    }

    /// A root key is made by one command, which stands wherever a reader meets the ring of keys.
    @Test func whereARootKeyComesFromIsTold() throws {
        let guides = "Sources/CognitoMFA/CognitoMFA.docc/"
        for page in [
            "README.md", guides + "GettingStarted.md", guides + "SecurityChecklist.md",
            "Docs/Examples/Server/README.md",
        ] {
            #expect(try Self.text(page).contains("openssl rand -base64 32"), "\(page)")
        }
    }

    /// A run of the tests prints what failed, and not a line for each case.
    @Test func theTestCommandOfTheDocumentsIsQuiet() throws {
        for page in ["README.md", "Docs/CONTRIBUTING.md"] {
            let commands = try Self.text(page).matches(of: /swift test(?! --filter| -c)[^`|\n]*/).map { $0.0 }
            #expect(!commands.isEmpty && commands.allSatisfy { $0 == "swift test --quiet" }, "\(page): \(commands)")
        }
        // The walk through every order takes minutes: the whole of it is asked for by name.
        let walk = try Self.text("Tests/UserFlowTests/Users/ReservationInterleavingTests.swift")
        let gate = try Self.text(".ci/run")
        #expect(walk.contains("EVERY_ORDER") && gate.contains("EVERY_ORDER=1"))
    }

    /// An adapter is one folder to copy: it imports the library and other packages, and no other part of the server.
    @Test func theAdaptersOfTheServerAreCopiedFolderByFolder() throws {
        let server = "Docs/Examples/Server/"
        #expect(try Self.text(server + "README.md").contains("## Copy an adapter"))
        #expect(try Self.text(server + "Package.swift").contains("name: \"cognito-mfa-server\""))
        let adapters = [
            "CognitoMFASQLite", "CognitoMFAPostgres", "CognitoMFASealing", "CognitoMFARSATokens", "CognitoMFASNS",
        ]
        let parts = adapters + ["CognitoMFAServer", "CognitoMFALoad"]
        for adapter in adapters {
            let lines = try Self.sources(in: server + "Sources/" + adapter).flatMap(\.self)
            #expect(lines.contains("import CognitoMFA") || lines.contains("public import CognitoMFA"), "\(adapter)")
            for part in parts { #expect(!lines.contains { $0.hasSuffix("import \(part)") }, "\(adapter): \(part)") }
        }
    }

    @Test func theReadmeIsShort() throws {
        let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        #expect(readme.components(separatedBy: "\n").count <= 121)
    }
}
