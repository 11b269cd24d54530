import Foundation

/// Runs every check under valgrind and counts what it reports of each.
@main struct Program {
    static func main() {
        guard ct_is_watched() != 0 else {
            print("run it under valgrind: see run.sh")
            exit(2)
        }
        var faults = 0
        func measure(_ check: Check, _ allowed: ClosedRange<UInt32>) {
            let before = ct_errors()
            let isRight = check.run()
            let count = ct_errors() - before
            let isGood = isRight && allowed.contains(count)
            if !isGood { faults += 1 }
            print(
                "\(isGood ? "ok  " : "FAIL") \(count) reported, \(allowed) allowed\(isRight ? "" : ", wrong result"): \(check.name)"
            )
        }
        for check in Check.comparisons + Check.codes + Check.batches + Check.operations() {
            measure(check, check.verdicts)
        }
        for check in Check.leaks { measure(check, 1...10_000) }
        print(faults == 0 ? "no branch and no index depends on a secret" : "\(faults) faults")
        exit(faults == 0 ? 0 : 1)
    }
}
