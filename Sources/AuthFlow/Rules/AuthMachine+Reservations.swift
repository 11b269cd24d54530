import UserPoolModel

extension AuthMachine {
    /// Brings the record's marks in line with its attributes: what is no alias any more loses its mark, what has become
    /// one gets the mark that the operation holds.
    ///
    /// - Returns: the aliases that must be reserved first.
    package mutating func updateReservations(in context: PoolContext) -> [Alias] {
        let wanted = context.pool.aliases(of: record)
        var missing: [Alias] = []
        for name in [AttributeName.email, .phoneNumber, .preferredUsername] {
            guard let alias = wanted.first(where: { $0.attribute == name }) else {
                record.reservations[name] = nil
                continue
            }
            if record.reservations[name]?.digest == alias.digest { continue }
            if context.aliases.refused.contains(name) {
                record.reservations[name] = nil
                continue
            }
            guard let mark = context.aliases.marks[name], mark.digest == alias.digest else {
                missing.append(alias)
                continue
            }
            record.reservations[name] = mark
        }
        return missing
    }
}
