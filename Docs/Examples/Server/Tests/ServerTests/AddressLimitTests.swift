import CognitoMFATesting
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import CognitoMFAServer

// R124
@Suite struct AddressLimitTests {
    private func buckets(
        rate: Double = 2, burst: Int = 3, exemptsLoopback: Bool = true, limit: Int = 8, time: ManualTimeSource
    ) -> AddressBuckets {
        AddressBuckets(rate: rate, burst: burst, exemptsLoopback: exemptsLoopback, limit: limit, time: time)
    }

    @Test func aBucketHoldsABurstAndFillsWithTime() {
        let time = ManualTimeSource()
        let buckets = buckets(time: time)
        for _ in 0..<3 { #expect(buckets.takes(from: "192.0.2.1")) }
        #expect(!buckets.takes(from: "192.0.2.1"))
        #expect(buckets.takes(from: "192.0.2.2"), "another address has a bucket of its own")
        time.advance(by: .milliseconds(499))
        #expect(!buckets.takes(from: "192.0.2.1"))
        time.advance(by: .milliseconds(1))
        #expect(buckets.takes(from: "192.0.2.1"))
        #expect(!buckets.takes(from: "192.0.2.1"))
        time.advance(by: .seconds(3_600))
        for _ in 0..<3 { #expect(buckets.takes(from: "192.0.2.1")) }
        #expect(!buckets.takes(from: "192.0.2.1"), "no more than a burst is saved up")
    }

    @Test func refusedCallsDoNotPostponeTheNext() {
        let time = ManualTimeSource()
        let buckets = buckets(time: time)
        for _ in 0..<100 { _ = buckets.takes(from: "192.0.2.1") }
        time.advance(by: .milliseconds(500))
        #expect(buckets.takes(from: "192.0.2.1"))
    }

    @Test func anIPv6AddressCountsByItsSlash64() {
        let buckets = buckets(burst: 1, time: ManualTimeSource())
        #expect(buckets.takes(from: "2001:db8::1") && !buckets.takes(from: "2001:db8::2"))
        #expect(buckets.takes(from: "2001:db8:0:1::1"))
        #expect(buckets.takes(from: "192.0.2.1") && !buckets.takes(from: "::ffff:192.0.2.1"))
    }

    @Test func thisMachineIsExemptUnlessTheRateIsSet() {
        let time = ManualTimeSource()
        let exempting = buckets(burst: 1, time: time)
        let counting = buckets(burst: 1, exemptsLoopback: false, time: time)
        for address in ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"] {
            for _ in 0..<3 { #expect(exempting.takes(from: address)) }
        }
        #expect(exempting.count == 0)
        #expect(counting.takes(from: "127.0.0.1") && !counting.takes(from: "127.0.0.1"))
        #expect(counting.takes(from: "::1") && !counting.takes(from: "::1"))
    }

    @Test func aFullBucketIsForgottenAndTheLeastFullAreKept() {
        let time = ManualTimeSource()
        let buckets = buckets(rate: 1, burst: 2, limit: 8, time: time)
        for _ in 0..<2 { #expect(buckets.takes(from: "192.0.2.1")) }
        for number in 2...8 { #expect(buckets.takes(from: "192.0.2.\(number)")) }
        #expect(buckets.count == 8)
        // All but the first are equally full. One more address drops some of them, and never the emptiest.
        for number in 9...200 { #expect(buckets.takes(from: "192.0.2.\(number)")) }
        #expect(buckets.count <= 8)
        #expect(!buckets.takes(from: "192.0.2.1"))
        time.advance(by: .seconds(3))
        #expect(buckets.takes(from: "198.51.100.1"))
        for number in 2...8 { #expect(buckets.takes(from: "198.51.100.\(number)")) }
        #expect(buckets.count <= 8)
        #expect(buckets.takes(from: "192.0.2.1"))
    }

    @Test func aClockThatIsSetBackDoesNotLengthenAWait() {
        let time = ManualTimeSource()
        let buckets = buckets(rate: 1, burst: 2, time: time)
        for _ in 0..<2 { #expect(buckets.takes(from: "192.0.2.1")) }
        time.advance(by: .seconds(-86_400))
        #expect(!buckets.takes(from: "192.0.2.1"))
        time.advance(by: .seconds(2))
        #expect(buckets.takes(from: "192.0.2.1"))
    }

    @Test func connectionsAreCountedByAddress() throws {
        let connections = AddressConnections(
            limit: 2, exemptsLoopback: true, proxies: try #require(TrustedProxies(argument: "10.0.0.0/8")))
        #expect(connections.opens(from: "192.0.2.1") && connections.opens(from: "::ffff:192.0.2.1"))
        #expect(!connections.opens(from: "192.0.2.1"))
        #expect(connections.opens(from: "192.0.2.2") && connections.count == 2)
        connections.closes(from: "192.0.2.1")
        #expect(connections.opens(from: "192.0.2.1"))
        for address in ["10.1.2.3", "127.0.0.1", "::1"] {
            for _ in 0..<5 { #expect(connections.opens(from: address)) }
        }
        for _ in 0..<2 { connections.closes(from: "192.0.2.1") }
        connections.closes(from: "192.0.2.2")
        #expect(connections.count == 0)
    }
}

// R124
@Suite struct TrustedProxyTests {
    private let proxies = TrustedProxies(argument: "10.0.0.0/8,192.0.2.7,2001:db8::/32")

    @Test(
        arguments: [
            ("198.51.100.1", ["203.0.113.1"], "198.51.100.1"),
            ("10.1.1.1", [], "10.1.1.1"),
            ("10.1.1.1", ["203.0.113.1"], "203.0.113.1"),
            ("::ffff:10.1.1.1", ["203.0.113.1"], "203.0.113.1"),
            ("10.1.1.1", ["1.1.1.1, 203.0.113.1"], "203.0.113.1"),
            ("10.1.1.1", ["1.1.1.1, 203.0.113.1,10.2.2.2 , 192.0.2.7"], "203.0.113.1"),
            ("10.1.1.1", ["1.1.1.1", "203.0.113.1", "10.2.2.2"], "203.0.113.1"),
            ("10.1.1.1", ["1.1.1.1, 10.2.2.2"], "1.1.1.1"),
            ("10.1.1.1", ["10.3.3.3, 10.2.2.2"], "10.3.3.3"),
            ("10.1.1.1", ["203.0.113.1:4711"], "203.0.113.1"),
            ("10.1.1.1", ["[2001:dead::1]:4711"], "2001:dead::1"),
            ("10.1.1.1", ["[2001:dead::1]"], "2001:dead::1"),
            ("2001:db8::5", ["2001:dead::1, 2001:db8:ffff::1"], "2001:dead::1"),
            // An entry that is not an address ends the list: the request counts as that of the proxy that wrote it.
            ("10.1.1.1", ["203.0.113.1, unknown"], "10.1.1.1"),
            ("10.1.1.1", ["203.0.113.1, unknown, 10.2.2.2"], "10.2.2.2"),
            ("10.1.1.1", [""], "10.1.1.1"),
            ("10.1.1.1", ["203.0.113.1,"], "10.1.1.1"),
            ("10.1.1.1", ["203.0.113.1 203.0.113.2"], "10.1.1.1"),
            ("10.1.1.1", ["[203.0.113.1"], "10.1.1.1"),
            ("10.1.1.1", ["203.0.113.1:port"], "10.1.1.1"),
        ] as [(String, [String], String)])
    func theLastAddressThatIsNoProxysCounts(peer: String, forwarded: [String], expected: String) throws {
        #expect(try #require(proxies).source(of: peer, forwarded: forwarded) == expected)
    }

    @Test func withoutTrustedProxiesTheHeaderIsIgnored() throws {
        #expect(TrustedProxies().source(of: "10.1.1.1", forwarded: ["203.0.113.1"]) == "10.1.1.1")
        #expect(try #require(proxies).source(of: nil, forwarded: ["203.0.113.1"]) == nil)
    }

    @Test(arguments: [
        "", ",", "10.0.0.0/8,", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0/8",
        "2001:db8::/129", "2001:db8::1/32", "proxy", "10.0.0.0/8 ", "10.0.0.0/8/8",
    ]) func networksThatAreRefused(argument: String) {
        #expect(TrustedProxies(argument: argument) == nil)
    }

    @Test func validNetworksAreAccepted() throws {
        let everything = try #require(TrustedProxies(argument: "0.0.0.0/0"))
        #expect(everything.contains("255.1.2.3") && !everything.contains("2001:db8::1"))
        let odd = try #require(TrustedProxies(argument: "172.16.0.0/12,fe80::/10"))
        #expect(odd.contains("172.31.255.255") && !odd.contains("172.32.0.0"))
        #expect(odd.contains("febf::1%eth0") && !odd.contains("fec0::1") && !odd.contains("unknown"))
    }
}

// RFC 9112, 3.2
@Suite struct HostGuardTests {
    private func head(_ hosts: [String], _ version: HTTPVersion = .http1_1) -> HTTPRequestHead {
        HTTPRequestHead(version: version, method: .GET, uri: "/", headers: HTTPHeaders(hosts.map { ("Host", $0) }))
    }

    @Test func aRequestNamesOneHost() {
        for host in ["", "a", "example.com:8080", "[::1]:80", "127.0.0.1", "a-b_c%20.example"] {
            #expect(HostGuard.namesItsHost(head([host])), "\(host)")
        }
        #expect(!HostGuard.namesItsHost(head([])))
        #expect(!HostGuard.namesItsHost(head(["a", "a"])) && !HostGuard.namesItsHost(head(["a", ""])))
        for host in ["a b", "a/b", "a@b", "a?b", "a#b", "a\\b", "a\u{0}", "ä"] {
            #expect(!HostGuard.namesItsHost(head([host])), "\(host)")
        }
        #expect(HostGuard.namesItsHost(head([], .http1_0)) && !HostGuard.namesItsHost(head(["a", "b"], .http1_0)))
    }

    // RFC 9110, 10.1.1
    @Test func aClientOfHTTP10ExpectsNothing() throws {
        for version in [HTTPVersion.http1_0, .http1_1] {
            let channel = EmbeddedChannel(handler: HostGuard())
            var sent = head(["a"], version)
            sent.headers.add(name: "Expect", value: "100-continue")
            try channel.writeInbound(HTTPServerRequestPart.head(sent))
            guard case .head(let read)? = try channel.readInbound(as: HTTPServerRequestPart.self) else {
                Issue.record("no head")
                return
            }
            #expect(read.headers.contains(name: "Expect") == (version == .http1_1) && read.headers["Host"] == ["a"])
        }
    }

    @Test func behindARefusalNothingIsRead() throws {
        let channel = EmbeddedChannel(handler: HostGuard())
        try channel.writeInbound(HTTPServerRequestPart.head(head(["a"])))
        try channel.writeInbound(HTTPServerRequestPart.end(nil))
        #expect(throws: HTTPParserError.invalidHeaderToken) {
            try channel.writeInbound(HTTPServerRequestPart.head(head([])))
        }
        try channel.writeInbound(HTTPServerRequestPart.end(nil))
        try channel.writeInbound(HTTPServerRequestPart.head(head(["a"])))
        var read = 0
        while try channel.readInbound(as: HTTPServerRequestPart.self) != nil { read += 1 }
        #expect(read == 2)
    }
}
