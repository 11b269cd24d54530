// CognitoMFACore against OpenSSL and swift-crypto. Run in a release build; `--quick` only shows that it runs.
import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
let isQuick = arguments.contains("--quick")
let bulkAlone = arguments.contains("--bulk")
let harness = RatioHarness(isQuick: isQuick)
let inputs = try Inputs()
try inputs.verifyAnswers()

var checksum: UInt64 = 0
if !bulkAlone {
    print("\(Machine.name); \(OpenSSL.version); Swift release build without flags")
    print(
        "\(harness.repetitions) repetitions in turns, medians; answers were verified first. `x` is how many times as fast."
    )
    for group in [inputs.codes, inputs.windows, inputs.batch, inputs.base32, inputs.pictures] {
        checksum ^= group.run(harness)
    }
}
for group in inputs.digests + [inputs.passwordHashes] { checksum ^= group.run(harness) }
// Out of sight of those who read the output in lines, or it would come after what the other processes print.
fflush(nil)
if !bulkAlone {
    for (name, capabilities) in [("without SHA instructions", ":~0x20000000"), ("in plain x86-64", "0:0")] {
        print("\n## OpenSSL \(name)")
        fflush(nil)
        try Machine.runAgain(["--bulk"] + (isQuick ? ["--quick"] : []), openSSLCapabilities: capabilities)
    }
    print("\nchecksum \(String(checksum, radix: 16))")
}
