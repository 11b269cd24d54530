import AuthFlow
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

// R124
@Suite struct SourceNetworkTests {
    private typealias IPAddress = SourceAddress.IPAddress
    private typealias Network = SourceAddress.Network

    private func sixteen(_ first: [UInt8], _ last: [UInt8] = []) -> [UInt8] {
        first + [UInt8](repeating: 0, count: 16 - first.count - last.count) + last
    }

    @Test func ipv4() {
        #expect(IPAddress("192.0.2.7")?.bytes == [192, 0, 2, 7])
        #expect(IPAddress("0.0.0.0")?.bytes == [0, 0, 0, 0])
        #expect(IPAddress("255.255.255.255")?.bytes == [255, 255, 255, 255])
    }

    @Test func ipv6() {
        #expect(IPAddress("::")?.bytes == sixteen([]))
        #expect(IPAddress("::1")?.bytes == sixteen([], [1]))
        #expect(IPAddress("1::")?.bytes == sixteen([0, 1]))
        #expect(
            IPAddress("2001:DB8::8:800:200c:417A")?.bytes
                == sixteen([0x20, 1, 0x0D, 0xB8], [0, 8, 8, 0, 0x20, 0x0C, 0x41, 0x7A]))
        #expect(IPAddress("1:2:3:4:5:6:7:8")?.bytes == [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8])
        #expect(IPAddress("1:2:3:4:5:6:7::")?.bytes == [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 0])
        #expect(IPAddress("::2:3:4:5:6:7:8")?.bytes == [0, 0, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8])
        #expect(IPAddress("64:ff9b::192.0.2.33")?.bytes == sixteen([0, 0x64, 0xFF, 0x9B], [192, 0, 2, 33]))
        #expect(IPAddress("1:2:3:4:5:6:1.2.3.4")?.bytes == [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 1, 2, 3, 4])
        #expect(IPAddress("::1.2.3.4")?.bytes == sixteen([], [1, 2, 3, 4]))
    }

    @Test func anIPv4AddressThatIsMappedIsItself() {
        for text in ["::ffff:192.0.2.7", "::FFFF:c000:207", "0:0:0:0:0:ffff:192.0.2.7", "::ffff:192.0.2.7%eth0"] {
            #expect(IPAddress(text) == IPAddress("192.0.2.7"))
            #expect(Network(text) == Network("192.0.2.7"))
        }
    }

    @Test func aZoneIsDropped() {
        #expect(IPAddress("fe80::1%eth0") == IPAddress("fe80::1"))
        #expect(IPAddress("fe80::1%25") == IPAddress("fe80::1"))
        #expect(IPAddress("fe80::1%") == nil)
        #expect(IPAddress("%eth0") == nil)
        #expect(IPAddress("192.0.2.7%eth0") == nil)
    }

    @Test(arguments: [
        "", " ", ":", ":::", "::1::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8", "1:2:3:4::5:6:7:8", ":1:2:3:4:5:6:7:8", ":1", "1:", "1:2:3:4:5:6:7:", "12345::", "g::",
        "::-1", "::+1", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3", "256.1.1.1", "1.2.3.04", "00.1.2.3",
        "0x1.2.3.4", "1.2.3.4 ", " 1.2.3.4", "1.2.3.4\n", "1.2.3.4\u{0}", "+1.2.3.4", "1.2.3.1000", "1.2.3.4::",
        "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3", "[::1]", "1.2.3.4:80", "localhost", "unknown", "١.2.3.4",
        "１.2.3.4", "::１", "%", "::%",
    ]) func anythingElseIsATextOfItsOwn(text: String) {
        #expect(IPAddress(text) == nil)
        #expect(Network(text) == Network(text))
        #expect(Network(text) != Network(text + "x"))
        #expect(Network(text) != Network("1.2.3.4") && Network(text) != Network("::"))
    }

    @Test func anIPv6NetworkIsASlash64() {
        #expect(Network("2001:db8:1:2::1") == Network("2001:db8:1:2:ffff:ffff:ffff:ffff"))
        #expect(Network("2001:db8:1:2::1") != Network("2001:db8:1:3::1"))
        #expect(Network("192.0.2.7") != Network("192.0.2.8"))
        #expect(Network("fe80::1%eth0") == Network("fe80::2%eth1"))
        // Four bytes are not the first of eight.
        #expect(Network("1.2.3.4") != Network("102:304::"))
        #expect(Network("0.0.0.0") != Network("::"))
    }

    /// The system's parser agrees on 50,000 texts, right and nearly right.
    @Test func theSystemsParserAgrees() {
        let random = SeededRandomSource(seed: 5)
        func pick(_ bound: Int) -> Int { random.bytes(count: 2, for: .nonce).reduce(0) { $0 << 8 | Int($1) } % bound }
        let pieces = [
            "0", "1", "01", "255", "256", "ff", "fFfF", "ffff", "12345", ":", ":", ":", "::", ".", ".", "1.2.3.4", "g",
        ]
        func text() -> String {
            switch pick(3) {
            case 0: return (0..<(1 + pick(16))).map { _ in pieces[pick(pieces.count)] }.joined()
            case 1:
                let groups = (0..<(6 + pick(4))).map { _ in String(pick(65_536), radix: 16) }
                var text = groups.joined(separator: ":")
                if pick(2) == 0, let gap = text.firstIndex(of: ":") { text.insert(":", at: gap) }
                return pick(4) == 0 ? text + ":1.2.3.4" : text
            default: return (0..<(3 + pick(3))).map { _ in String(pick(300)) }.joined(separator: ".")
            }
        }
        var addresses = 0
        for _ in 0..<50_000 {
            let text = text()
            let expected = system(text)
            #expect(IPAddress(text)?.bytes == expected, "\(text)")
            if expected != nil { addresses += 1 }
        }
        #expect(addresses > 2_000)
    }

    private func system(_ text: String) -> [UInt8]? {
        var four = [UInt8](repeating: 0, count: 4)
        if unsafe inet_pton(AF_INET, text, &four) == 1 { return four }
        var sixteen = [UInt8](repeating: 0, count: 16)
        guard unsafe inet_pton(AF_INET6, text, &sixteen) == 1 else { return nil }
        return sixteen.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255]) ? Array(sixteen.suffix(4)) : sixteen
    }
}
