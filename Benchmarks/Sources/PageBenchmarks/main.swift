// Sizes of pages, and the time of a whole GET: cookies, the pool's records, forms' tokens, HTML. Of a page behind the
// password, the time of the same GET is taken off that is led there and writes no HTML. Run in a release build;
// `--quick` takes fewer repetitions. The exit code is 1 when a target is missed.
import CognitoMFAHTTP
import CognitoMFAQRCode
import Dispatch
import Foundation
import Synchronization

/// Upper bounds of a page: bytes and times.
struct Target {
    let bytes: Int
    /// Microseconds of processor time; nil where none is set.
    let microseconds: Double?
}

/// Processor time of all threads, in nanoseconds: other programs do not count.
func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
}

/// The median over 11 slices, in microseconds.
nonisolated func median(_ rounds: Int, _ work: () async throws -> Void) async rethrows -> Double {
    var times: [Double] = []
    for _ in 0..<11 {
        let start = processorTime()
        for _ in 0..<rounds { try await work() }
        times.append((processorTime() - start) / Double(rounds) / 1_000)
    }
    return times.sorted()[5]
}

@Sendable nonisolated func measure(isQuick: Bool) async throws -> Bool {
    let rounds = isQuick ? 200 : 2_000
    let world = try await PageWorld()
    var missed = false
    func row(_ name: String, _ bytes: Int?, _ time: Double?, of whole: Double? = nil, _ target: Target) {
        let isMet = (bytes ?? 0) <= target.bytes && (time ?? 0) <= target.microseconds ?? .infinity
        missed = missed || !isMet
        let most = target.microseconds.map { "\(Int($0)) µs" }
        let targets = [bytes == nil ? nil : "\(target.bytes) bytes", most].compactMap(\.self).joined(separator: ", ")
        let times = [whole, time].map { $0.map { String(format: "%.0f µs", $0) } ?? "" }.joined(separator: " | ")
        print("| \(name) | \(bytes.map { "\($0)" } ?? "") | \(times) | \(targets) | \(isMet ? "met" : "MISSED") |")
    }
    print("| page | bytes | GET | of it the page | target | |\n|---|---|---|---|---|---|")
    for view in world.views {
        let body = await world.pages.handle(view.request).body
        let whole = await median(rounds) { _ = await world.pages.handle(view.request) }
        var read = 0.0
        if let redirected = view.redirected {
            let status = await world.pages.handle(redirected).status
            guard status == 303 else { throw PageWorld.Surprise(path: redirected.path, status: status) }
            read = await median(rounds) { _ = await world.pages.handle(redirected) }
        }
        let hasPicture = view.name.hasPrefix("S9")
        row(
            view.name, body.count, whole - read, of: whole,
            Target(bytes: hasPicture ? 12_288 : 4_096, microseconds: hasPicture ? 1_000 : 50))
        guard !String(decoding: body, as: UTF8.self).contains("<script") else {
            throw PageWorld.Surprise(path: view.name, status: 200)
        }
    }
    let style = try RequestMessage(method: "GET", target: world.stylesheet, headers: [])
    let sheet = await world.pages.handle(style)
    guard sheet.status == 200 else { throw PageWorld.Surprise(path: world.stylesheet, status: sheet.status) }
    row("style sheet, cached for a year", sheet.body.count, nil, Target(bytes: 8_192, microseconds: nil))
    let uri = Array("otpauth://totp/".utf8) + [UInt8](repeating: 0x61, count: 157)
    guard try QRCode(bytes: uri).version == 9 else { throw PageWorld.Surprise(path: "version", status: 9) }
    let picture = try await median(isQuick ? 20 : 200) { _ = try QRCode(bytes: uri) }
    row("QR code of version 9, all masks", nil, picture, Target(bytes: 0, microseconds: 1_000))
    return missed
}

// Not awaited at top level, like `FlowBenchmarks`.
let isQuick = CommandLine.arguments.contains("--quick")
let end = DispatchSemaphore(value: 0)
let failed = Mutex(true)
Task.detached {
    do {
        let missed = try await measure(isQuick: isQuick)
        failed.withLock { $0 = missed }
    } catch { print("FAILED: \(error)") }
    end.signal()
}
end.wait()
exit(failed.withLock { $0 } ? 1 : 0)
