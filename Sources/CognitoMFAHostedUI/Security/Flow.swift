import CognitoMFACore
import UserPoolModel

/// One sign-in, reset or change in one tab.
struct Flow: Sendable, Hashable {
    /// The life of a flow after its last step in seconds, longer than that of any session in it.
    static let life = Duration.seconds(900)
    /// The life of a flow that has signed in: that of the browser session.
    static let finishedLife = Duration.seconds(3_600)

    /// Eight letters, which stand in the addresses of the tab and are no secret.
    let id: String
    /// The first 16 bytes of SHA-256 of the parameters in the tab's addresses, so that nobody changes the client midway.
    let parametersDigest: [UInt8]
    /// The time of the last step, so that who is slow and active stays.
    var usedAt: UnixTime
    /// The session that waits for an answer.
    var handle: SessionHandle?
    /// The name of a user who resets a password or confirms a sign-up.
    var name: String?
    /// The masked destination of a code, where no session knows it.
    var destination: String?
    /// The page of the account that was wanted before the sign-in.
    var wanted: Route?
    /// The sentence to show until the next POST.
    var notice: Notice?
    /// True once it has signed in; from then on its addresses lead to where the sign-in led.
    var isFinished = false

    /// Returns the flow as it stays behind after its sign-in: an id and the way on.
    func finished(at now: UnixTime) -> Flow {
        Flow(id: id, parametersDigest: parametersDigest, usedAt: now, wanted: wanted, isFinished: true)
    }

    /// True before the flow and after its end.
    func isOver(at now: UnixTime) -> Bool {
        let life = isFinished ? Self.finishedLife : Self.life
        return now >= usedAt + life || now + life < usedAt
    }
}

/// The flows of a browser, oldest first, as one cookie holds them.
struct Flows: Sendable {
    /// The largest number of flows; a new one takes the place of the oldest.
    static let limit = 3
    /// The largest number of bytes of the cookie's value.
    static let byteLimit = 2_048
    private static let version: UInt8 = 2

    private(set) var flows: [Flow] = []

    init() {}

    /// Reads the cookie; what is not ours, or is over, is no flow.
    init(_ cookie: String?, seal: Seal, browser: BrowserID, now: UnixTime) {
        guard let cookie, let bytes = seal.open(cookie, for: "flow", browser: browser) else { return }
        var reader = ByteReader(bytes)
        guard reader.byte() == Self.version, let count = reader.byte(), count <= Self.limit else { return }
        var flows: [Flow] = []
        for _ in 0..<count {
            guard let flow = Flow(&reader) else { return }
            flows.append(flow)
        }
        guard reader.isAtEnd else { return }
        self.flows = flows.filter { !$0.isOver(at: now) }
    }

    subscript(id: String) -> Flow? { flows.first { $0.id.utf8.elementsEqual(id.utf8) } }

    /// Adds a flow, or puts it in the place of its former state.
    mutating func put(_ flow: Flow) {
        if let place = flows.firstIndex(where: { $0.id == flow.id }) {
            flows[place] = flow
        } else {
            flows.append(flow)
            if flows.count > Self.limit { flows.remove(at: flows.firstIndex(where: \.isFinished) ?? 0) }
        }
    }

    mutating func remove(_ id: String) { flows.removeAll { $0.id == id } }
    mutating func removeAll() { flows.removeAll() }

    /// The longest life of a flow among them.
    var life: Duration { flows.contains(where: \.isFinished) ? Flow.finishedLife : Flow.life }

    /// The cookie's value; where it would be too long, the oldest flows go.
    mutating func cookie(seal: Seal, browser: BrowserID) -> String {
        while true {
            var bytes = [Self.version, UInt8(flows.count)]
            for flow in flows { flow.write(to: &bytes) }
            let text = seal.seal(bytes, for: "flow", browser: browser)
            if text.utf8.count < Self.byteLimit || flows.isEmpty { return text }
            flows.removeFirst()
        }
    }
}

extension Flow {
    fileprivate init?(_ reader: inout ByteReader) {
        guard let id = reader.text(), let used = reader.number(), let digest = reader.bytes(16),
            let handle = reader.text(), let name = reader.text(), let destination = reader.text(),
            let wanted = reader.text(), let kind = reader.byte(), let number = reader.number(), let end = reader.byte()
        else { return nil }
        self.init(
            id: id, parametersDigest: digest, usedAt: UnixTime(milliseconds: Int64(bitPattern: used)),
            handle: handle.isEmpty ? nil : SessionHandle(handle), name: name.isEmpty ? nil : name,
            destination: destination.isEmpty ? nil : destination, wanted: Route(rawValue: wanted),
            notice: Notice.Kind(rawValue: kind).map { Notice($0, number: Int64(bitPattern: number)) },
            isFinished: end == 1)
    }

    fileprivate func write(to bytes: inout [UInt8]) {
        func put(_ text: String?) {
            let text = (text ?? "").utf8
            bytes += [UInt8(truncatingIfNeeded: text.count >> 8), UInt8(truncatingIfNeeded: text.count)]
            bytes += text
        }
        func put(_ number: Int64) {
            let bits = UInt64(bitPattern: number)
            for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: bits >> shift)) }
        }
        put(id)
        put(usedAt.milliseconds)
        bytes += parametersDigest
        put(handle?.text)
        put(name)
        put(destination)
        put(wanted?.rawValue)
        bytes.append(notice?.kind.rawValue ?? 0)
        put(notice?.number ?? 0)
        bytes.append(isFinished ? 1 : 0)
    }
}

/// A reader of authenticated bytes: nil where they end too soon.
private struct ByteReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isAtEnd: Bool { rest.isEmpty }
    mutating func byte() -> UInt8? { rest.popFirst() }

    mutating func bytes(_ count: Int) -> [UInt8]? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    mutating func number() -> UInt64? { bytes(8)?.reduce(0) { $0 << 8 | UInt64($1) } }

    mutating func text() -> String? {
        guard let length = bytes(2), let bytes = bytes(Int(length[0]) << 8 | Int(length[1])) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}
