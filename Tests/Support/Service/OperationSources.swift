import Foundation

/// The operations as their files declare them.
package struct OperationSources {
    /// One method that takes a request, with the name of its operation.
    package struct Method {
        package let operation: String
        package let isAdministration: Bool
        package let body: String
    }

    package let methods: [Method]

    /// Reads `Sources/CognitoMFAService/Operations`.
    package init() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/CognitoMFAService/Operations")
        var methods: [Method] = []
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: Self.method) {
                let type = text[..<match.range.lowerBound].matches(of: /(?m)^extension (\w+)/).last.map { $0.1 }
                let name = (match.1.uppercased() + match.2).replacing("MFAConfig", with: "MfaConfig")
                methods.append(
                    Method(
                        operation: name, isAdministration: type == "UserPoolAdministration", body: String(match.3)))
            }
        }
        self.methods = methods
    }

    private static var method: Regex<(Substring, Substring, Substring, Substring)> {
        /public func ([a-z])(\w+)\(\s*_ request: [^{]*\{\n((?:.*\n)*?) {4}\}\n/
    }

    /// The names of the operations that are no administrator's.
    package var open: Set<String> { Set(methods.filter { !$0.isAdministration }.map(\.operation)) }
    /// The names of all operations.
    package var all: Set<String> { Set(methods.map(\.operation)) }
}
