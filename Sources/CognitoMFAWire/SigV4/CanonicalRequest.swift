import CognitoMFACore
import CognitoMFAHTTP

/// The canonical form of a request, which is the form that is signed.
///
/// Source: AWS Identity and Access Management user guide, "Create a signed AWS API request", step 1.
package struct CanonicalRequest: Sendable {
    /// Lines of method, path, query, headers, header names and digest of the body.
    package let text: [UInt8]

    /// Brings a request into its canonical form.
    ///
    /// - Parameter names: the names of the signed headers, in lower case and sorted.
    package init(_ request: WireRequest, signing names: [String]) {
        let target = Array(request.path.utf8)
        let mark = target.firstIndex(of: UInt8(ascii: "?")) ?? target.count
        var text = Array(request.method.utf8)
        text.append(0x0A)
        text += Self.path(target[..<mark])
        text.append(0x0A)
        text += Self.query(target[mark...].dropFirst())
        text.append(0x0A)
        for name in names {
            text += name.utf8
            text.append(UInt8(ascii: ":"))
            for (place, value) in request.values(name).enumerated() {
                if place > 0 { text.append(UInt8(ascii: ",")) }
                text += Self.squeezed(value)
            }
            text.append(0x0A)
        }
        text.append(0x0A)
        text += names.joined(separator: ";").utf8
        text.append(0x0A)
        text += Hexadecimal.encode(SHA256.hash(request.body)).utf8
        self.text = text
    }

    /// The digest in hexadecimal.
    package var digest: String { Hexadecimal.encode(SHA256.hash(text)) }

    /// Returns the path without `.`, `..` and empty parts, percent-encoded.
    ///
    /// All bytes but the unreserved ones of RFC 3986, 2.3, are encoded; an encoded byte is encoded once more.
    private static func path(_ path: ArraySlice<UInt8>) -> [UInt8] {
        var parts: [ArraySlice<UInt8>] = []
        for part in path.split(separator: UInt8(ascii: "/")) where !part.elementsEqual(".".utf8) {
            if part.elementsEqual("..".utf8) { _ = parts.popLast() } else { parts.append(part) }
        }
        var text: [UInt8] = [UInt8(ascii: "/")]
        for (place, part) in parts.enumerated() {
            if place > 0 { text.append(UInt8(ascii: "/")) }
            text += encoded(part)
        }
        if !parts.isEmpty, path.last == UInt8(ascii: "/") { text.append(UInt8(ascii: "/")) }
        return text
    }

    /// Returns the parameters, each decoded and encoded again, sorted by their bytes.
    private static func query(_ query: ArraySlice<UInt8>) -> [UInt8] {
        let pairs = query.split(separator: UInt8(ascii: "&")).map { pair in
            let mark = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            return (name: encoded(decoded(pair[..<mark])), value: encoded(decoded(pair[mark...].dropFirst())))
        }
        let sorted = pairs.sorted { left, right in
            left.name == right.name
                ? left.value.lexicographicallyPrecedes(right.value) : left.name.lexicographicallyPrecedes(right.name)
        }
        return Array(sorted.map { $0.name + [UInt8(ascii: "=")] + $0.value }.joined(separator: [UInt8(ascii: "&")]))
    }

    /// Returns a value without space at its ends and with single spaces inside.
    private static func squeezed(_ value: String) -> [UInt8] {
        Array(value.utf8.split { $0 == 0x20 || $0 == 0x09 }.joined(separator: CollectionOfOne(0x20)))
    }

    private static func encoded(_ bytes: some Sequence<UInt8>) -> [UInt8] { Array(PercentEncoding.encode(bytes).utf8) }

    /// Returns the bytes with every `%XX` decoded; a `%` without two digits stays as it is.
    private static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = Hexadecimal.decode(String(decoding: rest.prefix(2), as: UTF8.self))?.first
            else {
                text.append(byte)
                continue
            }
            text.append(value)
            rest = rest.dropFirst(2)
        }
        return text
    }
}
