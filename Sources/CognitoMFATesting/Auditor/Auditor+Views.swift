extension Auditor {
    /// R17, R67, R68: a described user matches the answers given before, and a verified number has received its code.
    func auditViews(of user: Evidence.User, _ evidence: Evidence, _ found: inout [Violation]) {
        for call in user.calls {
            guard case .user(let view) = call.answer else { continue }
            func lost(_ what: String) {
                found.append(Violation("R17", "\(what) is not what was answered before", [call]))
            }
            if !user.numbers.values(during: call).contains(view.number) { lost("the number") }
            if let isEnabled = view.isEnabled, !user.isEnabled.values(during: call).contains(isEnabled) {
                lost("whether the user is enabled")
            }
            let mayBeRequired = evidence.pool.values(during: call).contains { $0.mode == .on }
            for factor in Factor.allCases {
                let isOn = view.switchedOn.contains(factor)
                var values = user.switchedOn[factor]?.values(during: call) ?? []
                // In a required pool a registered app is always on.
                if factor == .app, mayBeRequired, user.secrets.values(during: call) != [nil] { values.insert(true) }
                if !values.contains(isOn) { lost("whether \(factor) is switched on") }
            }
            if let number = view.number, view.isNumberVerified, !mayBeVerified(number, user, call) {
                found.append(Violation("R68", "a number is verified that has not received its code", [call]))
            }
        }
    }

    private func mayBeVerified(_ number: String, _ user: Evidence.User, _ call: Observation) -> Bool {
        /// The changes after which an earlier proof of this number no longer counts.
        let changes = user.calls.filter { change in
            guard change.answer.isAccepted, change.span.precedes(call.span) else { return false }
            switch change.request {
            case .setNumber(_, let other, _): return other != number
            case .create, .delete: return true
            default: return false
            }
        }
        if let premise = user.premise, premise.isNumberVerified, premise.number == number, changes.isEmpty {
            return true
        }
        let codes = Set(user.calls.flatMap(\.messages).filter { $0.number == number }.map(\.code))
        return user.calls.contains { proof in
            guard proof.span.began < call.span.ended, !changes.contains(where: { proof.span.precedes($0.span) })
            else { return false }
            switch proof.request {
            case .answer(_, .sms, let code), .verifyNumber(_, let code): return codes.contains(code.text)
            case .setNumber(nil, number, let isVerified): return isVerified && !proof.answer.isRefusal
            case .create(_, number): return proof.answer.isAccepted || proof.answer.isUncertain
            default: return false
            }
        }
    }

    /// R19: no event, description or dump holds a secret.
    func auditSecrecy(of evidence: Evidence, _ found: inout [Violation]) {
        let calls = evidence.observations.filter { !$0.texts.isEmpty }
        guard !calls.isEmpty else { return }
        var secrets = Set(evidence.givers.keys).union(evidence.openers.keys).union(evidence.browsers.keys)
        var codes: Set<String> = []
        for user in evidence.users.values {
            if let password = user.premise?.password { secrets.insert(password) }
            if let secret = user.premise?.secret { secrets.insert(secret) }
        }
        for call in evidence.observations {
            codes.formUnion(call.messages.map(\.code))
            secrets.formUnion(call.request.secrets)
            if case .secret(let secret, _) = call.answer { secrets.insert(secret) }
            switch call.request {
            case .answer(_, _, let code), .verify(_, let code), .recover(let code, _), .verifyNumber(_, let code):
                codes.insert(code.text)
            default: break
            }
        }
        for call in calls {
            for text in call.texts {
                let digits = text.split { !("0"..."9").contains($0) }.map { String($0) }
                let holdsSecret =
                    secrets.contains { text.utf8.holds($0.utf8) } || digits.contains { codes.contains($0) }
                if holdsSecret { found.append(Violation("R19", "a text holds a secret: \(text)", [call])) }
            }
        }
    }
}

extension Request {
    /// The passwords in it.
    fileprivate var secrets: [String] {
        switch self {
        case .signIn(let password), .setPassword(let password), .create(let password, _), .recover(_, let password),
            .reauthenticate(_, let password):
            [password]
        case .changePassword(_, let old, let new): [old, new]
        case .removeApp(_, let password?): [password]
        default: []
        }
    }
}

extension String.UTF8View {
    /// Returns true when the bytes of another text occur in these.
    fileprivate func holds(_ other: String.UTF8View) -> Bool {
        guard let first = other.first, other.count <= count else { return false }
        var place = startIndex
        while let found = self[place...].firstIndex(of: first) {
            if self[found...].starts(with: other) { return true }
            place = index(after: found)
        }
        return false
    }
}
