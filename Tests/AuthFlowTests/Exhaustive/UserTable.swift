/// The states of one user that a search has met, by number, with what is known of their steps.
struct UserTable {
    private var numbers: [StateFingerprint: Int32] = [:]
    private var users: [SearchedUser] = []
    /// By state and setting, once all steps have been taken.
    var rows: [[ExhaustiveSearch.Row?]] = []
    /// By state: what each passing of time leads to.
    var passings: [[Int32]?] = []

    var count: Int { users.count }
    subscript(_ number: Int) -> SearchedUser { users[number] }

    func number(of fingerprint: StateFingerprint) -> Int? { numbers[fingerprint].map { Int($0) } }

    /// The number of a state; a new one if it has not been met.
    mutating func number(of user: SearchedUser, _ fingerprint: StateFingerprint) -> Int {
        if let known = numbers[fingerprint] { return Int(known) }
        numbers[fingerprint] = Int32(users.count)
        users.append(user)
        rows.append([nil, nil, nil, nil])
        passings.append(nil)
        return users.count - 1
    }
}
