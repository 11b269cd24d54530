import AuthFlow
import CognitoMFACore
import CognitoMFAInMemory
import CognitoMFAService
import UserPoolModel

/// The stored state without random values: two runs with the same effects have the same dump.
///
/// It leaves out versions, ids, nonces, digests, secrets and operation rings. It also leaves out a reservation that no
/// record confirms (R6), and reports a record's mark without its reservation. Families and quotas are counted apart: they
/// belong to answers and messages, which a fault may lose.
struct StateDump: Sendable, Equatable {
    /// Rows by name, fields by path.
    private(set) var rows: [String: [String: String]] = [:]
    /// Live families of tokens.
    private(set) var families = 0
    /// Browser sessions; like families they belong to answers.
    private(set) var browsers = 0
    /// Messages by destination, as counted.
    private(set) var quota = 0

    static func == (left: Self, right: Self) -> Bool { left.rows == right.rows }

    init(_ world: FaultWorld) async throws {
        let codec = SealedRecordCodec(sealer: NoSealer())
        let stored = await world.base.scan(prefix: "", after: nil, limit: .max)
        var users: [RecordKey: UserAuthRecord] = [:]
        var reservations: [(RecordKey, AliasReservation)] = []
        for row in stored {
            let (key, bytes) = (row.key, row.record.contents)
            switch key.text.prefix(while: { $0 != "/" }) {
            case "user":
                switch try codec.decodeRow(bytes, as: UserAuthRecord.self, of: key) {
                // A pending record is not a user yet (R120).
                case .record(let user) where user.isPending:
                    if let replaced = user.replacedTombstone { add(replaced, as: "tombstone \(key)") }
                case .record(let user): users[key] = user
                case .tombstone(let tombstone): add(tombstone, as: "tombstone \(key)")
                }
            case "pool":
                switch try codec.decodeRow(bytes, as: PoolRecord.self, of: key) {
                case .record(let pool): add(pool, as: "pool \(pool.name)")
                case .tombstone(let tombstone): add(tombstone, as: "tombstone \(key)")
                }
            case "client":
                let client = try codec.decode(bytes, as: ClientRecord.self, of: key).client
                add(client, as: "client \(client.name)")
            case "alias": reservations.append((key, try codec.decode(bytes, as: AliasReservation.self, of: key)))
            case "decoy": add(try codec.decode(bytes, as: DecoyRecord.self, of: key), as: "\(key)")
            case "directory": add(try codec.decode(bytes, as: DirectoryRecord.self, of: key), as: "\(key)")
            case "family": families += try codec.decode(bytes, as: FamilyRecord.self, of: key).isRevoked ? 0 : 1
            case "browser": browsers += 1
            case "quota":
                var fields: [String: String] = [:]
                Self.flatten(try codec.decode(bytes, as: SendQuotaRecord.self, of: key), "", &fields)
                quota += Int(fields["count"] ?? "") ?? 0
            default: rows["unknown \(key)"] = [:]
            }
        }
        add(users, reservations)
        revoked(
            try stored.filter { $0.key.text.hasPrefix("family/") }.map {
                try codec.decode($0.record.contents, as: FamilyRecord.self, of: $0.key)
            })
    }

    /// A rotated or revoked family is state; an untouched one belongs to an answer.
    private mutating func revoked(_ all: [FamilyRecord]) {
        for family in all where family.isRevoked || family.counter > 0 {
            rows["families", default: [:]]["\(family.counter) \(family.isRevoked)", default: ""] += "+"
        }
    }

    /// Rows with random keys may have the same name; the second gets a stroke.
    private mutating func add(_ value: Any, as name: String) {
        var name = name
        while rows[name] != nil { name += "'" }
        Self.flatten(value, "", &rows[name, default: [:]])
    }

    /// The users, and the reservations that their records confirm.
    private mutating func add(_ users: [RecordKey: UserAuthRecord], _ reservations: [(RecordKey, AliasReservation)]) {
        var held: Set<ReservationMark> = []
        for (key, reservation) in reservations {
            guard let pool = key.text.split(separator: "/").dropFirst().first,
                let digest = key.text.split(separator: "/").last.flatMap({ Hexadecimal.decode(String($0)) })
            else { continue }
            for (holder, role) in [(reservation.holder, "holder"), (reservation.previous, "previous")] {
                guard let holder else { continue }
                let user = users[RecordKey("user/\(pool)/\(Hexadecimal.encode(holder.name.digest))")]
                let mark = ReservationMark(digest: digest, nonce: holder.nonce)
                guard let user, user.reservations.values.contains(mark) else { continue }
                held.insert(mark)
                let name =
                    reservation.attribute == .sub
                    ? "alias sub of \(user.username)" : "alias \(reservation.attribute) \(key)"
                rows[name, default: [:]][role] = "\(user.username)"
                rows[name, default: [:]]["state"] = reservation.isConfirmed ? "confirmed" : "pending"
                break
            }
        }
        for (key, user) in users {
            let name = "user \(user.username)"
            add(user, as: name)
            for (attribute, mark) in user.reservations {
                rows[name, default: [:]]["reservations.\(attribute)"] = held.contains(mark) ? "held" : "dangling"
            }
            if rows[name]?["username"] == nil { rows[name, default: [:]]["key"] = "\(key)" }
        }
    }

    private static let drawn: Set<String> = [
        "operations", "id", "idDigest", "usersStart", "digest", "keyID", "secret", "storedID", "sub", "nonce",
        "reservations",
        "family", "salt",
    ]
    /// Ids fixed in the set-up; all others are random.
    private static let known: Set<String> = ["test_pool", "client"]

    private static func flatten(_ value: Any, _ path: String, _ fields: inout [String: String]) {
        switch value {
        case let bytes as [UInt8]: fields[path] = "\(bytes.count) bytes"
        case let hash as PasswordHash: fields[path] = hash.text
        case let time as UnixTime: fields[path] = "\(time)"
        case let number as PhoneNumber: fields[path] = number.e164
        case let address as EmailAddress: fields[path] = address.text
        case let id as UserPoolID: fields[path] = known.contains(id.text) ? id.text : "drawn"
        case let id as AppClientID: fields[path] = known.contains(id.text) ? id.text : "drawn"
        case let name as any TextIdentifier: fields[path] = name.text
        case let raw as any RawRepresentable<String>: fields[path] = raw.rawValue
        default: descend(value, path, &fields)
        }
    }

    private static func descend(_ value: Any, _ path: String, _ fields: inout [String: String]) {
        let mirror = Mirror(reflecting: value)
        func below(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
        func alone(_ value: Any) -> String {
            var inner: [String: String] = [:]
            flatten(value, "", &inner)
            return inner.sorted { $0.key < $1.key }.map { $0.key.isEmpty ? $0.value : "\($0.key)=\($0.value)" }
                .joined(separator: " ")
        }
        switch mirror.displayStyle {
        case .optional:
            if let some = mirror.children.first { flatten(some.value, path, &fields) }
        case .dictionary:
            for entry in mirror.children {
                let pair = Array(Mirror(reflecting: entry.value).children)
                guard pair.count == 2 else { continue }
                var key = "[\(alone(pair[0].value))]"
                while fields[below(key)] != nil { key += "'" }
                flatten(pair[1].value, below(key), &fields)
            }
        case .set: fields[path] = mirror.children.map { alone($0.value) }.sorted().joined(separator: ",")
        case .collection:
            for (place, element) in mirror.children.enumerated() {
                // Counts by operation are listed by its name.
                let operation = Mirror(reflecting: element.value).children.first { $0.label == "operation" }
                flatten(element.value, below(operation.map { "\($0.value)" } ?? "\(place)"), &fields)
            }
            if !mirror.children.isEmpty { fields[below("count")] = "\(mirror.children.count)" }
        case .enum:
            guard let child = mirror.children.first else {
                fields[path] = "\(value)"
                return
            }
            fields[below("case")] = child.label ?? ""
            flatten(child.value, below(child.label ?? ""), &fields)
        default:
            guard !mirror.children.isEmpty else {
                fields[path] = "\(value)"
                return
            }
            for child in mirror.children {
                guard let label = child.label, !drawn.contains(label) else { continue }
                flatten(child.value, below(label), &fields)
            }
        }
    }

    /// Returns the differences between two dumps, in words.
    func differences(from other: StateDump) -> [String] {
        var found: [String] = []
        for name in Set(rows.keys).union(other.rows.keys).sorted() {
            let (mine, theirs) = (rows[name] ?? [:], other.rows[name] ?? [:])
            for path in Set(mine.keys).union(theirs.keys).sorted() where mine[path] != theirs[path] {
                found.append("\(name): \(path) is \(mine[path] ?? "absent"), not \(theirs[path] ?? "absent")")
            }
        }
        return found
    }
}
