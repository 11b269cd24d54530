import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import UserPoolModel

/// Checks the bounds that every stored record must keep.
package enum RecordInspector {
    /// Returns a sentence for each bound that a row exceeds.
    static func faults(in rows: [RecordKey: VersionedRecord]) -> [String] {
        var faults: [String] = []
        for (key, row) in rows {
            if row.contents.count > 65_536 { faults.append("R106: \(key) has \(row.contents.count) bytes") }
            if key.text.utf8.count > 120 { faults.append("R4: \(key) is too long") }
            guard key.text.hasPrefix("user/") else {
                // R105: rows that are not a user's must expire.
                let mayGo = ["alias/", "decoy/", "quota/", "family/", "browser/"].contains { key.text.hasPrefix($0) }
                if key.text.hasPrefix("family/") != (row.expiresAt != nil), mayGo, !key.text.hasPrefix("alias/"),
                    row.expiresAt == nil
                {
                    faults.append("R105: \(key) stays for ever")
                }
                faults += messages(row, key)
                continue
            }
            if row.expiresAt != nil { faults.append("R105: a user's row may vanish") }
            faults += audit(row, key)
        }
        return faults
    }

    /// R55, R121: a destination's quota counts at most twenty messages in its hour.
    private static func messages(_ row: VersionedRecord, _ key: RecordKey) -> [String] {
        guard key.text.hasPrefix("quota/") else { return [] }
        let codec = SealedRecordCodec(sealer: NoSealer())
        guard let quota = try? codec.decode(row.contents, as: SendQuotaRecord.self, of: key) else {
            return ["R102: \(key) cannot be read"]
        }
        return quota.count > 20 ? ["R121: \(quota.count) messages to one destination"] : []
    }

    private static func audit(_ row: VersionedRecord, _ key: RecordKey) -> [String] {
        guard
            let read = try? SealedRecordCodec(sealer: NoSealer()).decodeRow(
                row.contents, as: UserAuthRecord.self, of: key)
        else { return ["R102: \(key) cannot be read"] }
        guard case .record(let user) = read else { return [] }
        var faults: [String] = []
        if user.sessions.count > 8 { faults.append("R34: \(user.sessions.count) sessions") }
        if Set(user.sessions.map(\.id)).count != user.sessions.count { faults.append("R15: a session is there twice") }
        for session in user.sessions where session.generation != user.generation {
            faults.append("R22: a session of another generation is kept")
        }
        for session in user.sessions where session.expiresAt > session.firstFactorAt + .seconds(900) {
            faults.append("R31: a session outlives its chain")
        }
        if (user.operations.bytes?.count ?? 0) > 8 * 17 { faults.append("R14: more than eight operations") }
        for factor in user.codeFailures.factors where factor.value.consecutive >= 100 && factor.value.closedAt == nil {
            faults.append("R50: a factor is open after \(factor.value.consecutive) wrong codes")
        }
        if let floor = user.softwareToken?.replayFloor.rawValue, floor == 0 { faults.append("R58: a floor is zero") }
        faults += uses(of: user)
        return faults
    }

    /// R54-R56: the hourly counts, read from the stored bytes.
    private static func uses(of user: UserAuthRecord) -> [String] {
        // The keys are the numbers of the operations in a record; operations that no schedule calls are left out.
        let limits: [UInt8: (name: String, most: Int)] = [
            1: ("ChangePassword", 5), 4: ("ForgotPassword", 5), 5: ("ConfirmForgotPassword", 10),
            6: ("GetUserAttributeVerificationCode", 5), 7: ("VerifyUserAttribute", 15), 8: ("sign-ins", 30),
            9: ("grants", 200), 10: ("sends", 20), 11: ("open sends", 5),
        ]
        var writer = FieldWriter()
        user.hourly.write(to: &writer)
        var reader = FieldReader(writer.bytes, in: 0..<writer.bytes.count)
        let entries = try? reader.list(1) { (inner) throws(CodecError) in
            let number = try inner.byte(1) ?? 0
            _ = try inner.time(2)
            return (number, try inner.count(3) ?? 0)
        }
        guard let entries else { return ["R54: the hourly counts cannot be read"] }
        return entries.filter { entry in entry.1 > limits[entry.0]?.most ?? -1 }.map { entry in
            "R54: \(limits[entry.0]?.name ?? "operation \(entry.0)") \(entry.1) times"
        }
    }
}
