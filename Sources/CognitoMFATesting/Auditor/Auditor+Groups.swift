extension Auditor {
    /// Tokens name a group only if the user was in it at some instant of the call, and each that the user was in throughout.
    ///
    /// Memberships end with the group, and with the user. A group that is created has no members, whatever its name.
    func auditGroups(of user: Evidence.User, _ evidence: Evidence, _ found: inout [Violation]) {
        let issues = user.calls.filter { $0.groups != nil && $0.answer.isAccepted }
        guard !issues.isEmpty else { return }
        let mentioned = evidence.observations.compactMap(\.request.group) + issues.flatMap { $0.groups ?? [] }
        for group in Set(mentioned).sorted() {
            let changes = evidence.observations.filter { $0.changesMembership(of: user.name, in: group) }
            var membership = Register(false)
            for change in changes {
                membership.write(change.request == .join(group: group), by: change, isCertain: change.answer.isAccepted)
            }
            for issue in issues {
                let values = membership.values(during: issue)
                let isNamed = issue.groups?.contains(group) ?? false
                if isNamed, !values.contains(true), !mayJoinLate(group, changes, issue) {
                    found.append(Violation("Groups", "tokens name \(group), in which the user was not", [issue]))
                }
                if !isNamed, values == [true], !mayEndLate(group, changes, issue) {
                    found.append(Violation("Groups", "tokens do not name \(group), in which the user was", [issue]))
                }
            }
        }
    }

    /// True if an addition whose outcome is unknown may have taken effect after later calls, in the group of today.
    private func mayJoinLate(_ group: String, _ changes: [Observation], _ issue: Observation) -> Bool {
        changes.contains { join in
            guard join.request == .join(group: group), join.answer.isUncertain, join.span.began < issue.span.ended
            else { return false }
            return !changes.contains { made in
                made.request == .createGroup(group) && made.answer.isAccepted && join.span.precedes(made.span)
                    && made.span.precedes(issue.span)
            }
        }
    }

    /// True if the end of a membership whose outcome is unknown may have taken effect after later calls.
    private func mayEndLate(_ group: String, _ changes: [Observation], _ issue: Observation) -> Bool {
        changes.contains {
            $0.request != .join(group: group) && $0.answer.isUncertain && $0.span.began < issue.span.ended
        }
    }
}

extension Observation {
    /// True for a call that has changed a user's membership of a group, or may have.
    fileprivate func changesMembership(of name: String, in group: String) -> Bool {
        guard answer.isAccepted || answer.isUncertain else { return false }
        switch request {
        case .join, .leave: return user == name && request.group == group
        case .createGroup, .deleteGroup: return request.group == group
        case .create, .delete: return user == name
        default: return false
        }
    }
}

extension Request {
    /// The group that a call is about, if it is about one.
    fileprivate var group: String? {
        switch self {
        case .join(let group), .leave(let group), .createGroup(let group), .deleteGroup(let group): group
        default: nil
        }
    }
}
