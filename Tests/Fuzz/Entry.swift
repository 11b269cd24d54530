import Dispatch
import Foundation
import Synchronization

// The entry point of libFuzzer. Compiled by run.sh into one module with the sources and the properties, for the fuzzer
// sees comparisons through one module only.

/// The property of this run, named by FUZZ_PROPERTY.
private let property: Property = {
    let environment = ProcessInfo.processInfo.environment
    guard let property = Property.all.first(where: { $0.name == environment["FUZZ_PROPERTY"] }) else {
        stop("FUZZ_PROPERTY is one of \(Property.all.map(\.name).joined(separator: " "))")
    }
    return property
}()

private let finished = Mutex<Result<Void, any Error>?>(nil)
/// Waited for where a property did not end here and now.
private let end = DispatchSemaphore(value: 0)

/// Verifies one input; ends the process where the property does not hold.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    // Decoders run here and now; the pages wait for their senders.
    Task.immediate {
        do {
            try await property.check(input)
            finished.withLock { $0 = .success(()) }
        } catch {
            finished.withLock { $0 = .failure(error) }
        }
        end.signal()
    }
    end.wait()
    switch finished.withLock({ $0.take() }) {
    case .success: return 0
    case .failure(let error): stop("\(property.name): \(error)")
    case nil: stop("\(property.name) did not end")
    }
}

/// Says why and stops; an optimised `preconditionFailure` says nothing.
private func stop(_ reason: String) -> Never {
    FileHandle.standardError.write(Data("VIOLATION \(reason)\n".utf8))
    abort()
}

/// Writes the seeds of a corpus and leaves, if FUZZ_SEEDS names a folder.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(_ count: UnsafeMutablePointer<CInt>?, _ arguments: UnsafeMutableRawPointer?) -> CInt {
    guard let folder = ProcessInfo.processInfo.environment["FUZZ_SEEDS"] else { return 0 }
    do {
        for (name, seeds) in try Seeds.all() {
            let place = URL(filePath: folder).appending(path: name)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            for (number, seed) in seeds.enumerated() {
                try Data(seed).write(to: place.appending(path: "seed-\(number)"))
            }
        }
    } catch {
        stop("\(error)")
    }
    exit(0)
}
