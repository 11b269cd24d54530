import CognitoMFACore

extension Property {
    /// A code is accepted if and only if it is, byte for byte, the code of a step in the window, and once.
    static let oneTimeCode = Property("one_time_code") { input in
        var reader = InputReader(input)
        let choice = reader.byte()
        let totp = try TOTP(
            digits: 6 + Int(choice & 3) % 3, periodSeconds: 1 + reader.number(90),
            algorithm: choice & 4 == 0 ? .sha1 : .sha256)
        let drift = reader.number(4)
        let time = UnixTime(milliseconds: reader.int64())
        let floor = choice & 8 == 0 ? nil : TimeStep(totp.step(at: time).rawValue &+ UInt64(reader.number(8)) &- 4)
        let secret = try SharedSecret(bytes: [choice] + reader.chunk())
        let typed = reader.text()

        let center = totp.step(at: time).rawValue
        let low = center - min(UInt64(drift), center)
        let high = center + min(UInt64(drift), .max - center)
        let window = (low...high).map { (TimeStep($0), totp.code(for: secret, step: TimeStep($0))) }
        for (_, code) in window {
            try hold(code.isDecimal && code.text.utf8.count == totp.digits, "digits, all of them")
        }

        func expected(_ code: OneTimeCode) -> TOTP.Verification {
            let matches = window.filter { $0.1.text.isSpelled(code.text) }.map(\.0)
            if let step = matches.first(where: { step in floor.map { step > $0 } ?? true }) { return .matched(step) }
            return matches.last.map { .alreadyUsed($0) } ?? .noMatch
        }
        let right = window[Int(choice >> 4) % window.count].1
        let wrong = OneTimeCode(String(input: bent(Array(right.text.utf8), at: typed.utf8.count, by: choice)))
        let other = OneTimeCode(choice & 32 == 0 ? right.text + "0" : typed + right.text)
        for code in [choice & 16 == 0 ? OneTimeCode(typed) : other, right, wrong] {
            let verdict = totp.verify(code, for: secret, at: time, driftSteps: drift, after: floor)
            try hold(verdict == expected(code), "R57: \(verdict), and not \(expected(code))")
            guard case .matched(let step) = verdict else { continue }
            let again = totp.verify(code, for: secret, at: time, driftSteps: drift, after: step)
            if case .matched(let later) = again { try hold(later > step, "R58: steps only rise") }
        }
        try hold((OneTimeCode(typed) == right) == typed.isSpelled(right.text), "equal by bytes")
        let tidied = OneTimeCode(typed: typed)
        try hold(OneTimeCode(typed: tidied.text) == tidied, "what is tidied stays so")
        try hold(!OneTimeCode(typed).isDecimal || tidied == OneTimeCode(typed), "digits stay as they are")
        try hold("\(right)" == "OneTimeCode(redacted)", "a code does not print")
    }
}
