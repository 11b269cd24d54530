package import UserPoolModel

/// A value that must be one user's alone: an alias, or what users are named by.
package struct Alias: Sendable, Hashable {
    package let attribute: AttributeName
    /// SHA-256 of the canonical spelling.
    package let digest: [UInt8]

    package init(attribute: AttributeName, digest: [UInt8]) {
        (self.attribute, self.digest) = (attribute, digest)
    }
}

/// The reservations that an operation holds, and those it could not get.
package struct HeldReservations: Sendable, Hashable {
    package var marks: [AttributeName: ReservationMark] = [:]
    package var refused: Set<AttributeName> = []

    package init() {}
}

extension PoolRecord {
    /// The alias that a user's attribute is, in this pool's canonical spelling.
    package func alias(_ name: AttributeName, _ value: String) -> Alias {
        Alias(attribute: name, digest: canonical(Username(value)).digest)
    }

    /// True for a name that could be another's alias or `sub`; the text alone decides.
    package func mayBeAlias(_ username: Username) -> Bool {
        fixed.aliasAttributes.contains(.preferredUsername) || isInFormOfSub(username)
    }

    /// True for a name that has the form of a `sub` in this pool's canonical spelling.
    package func isInFormOfSub(_ username: Username) -> Bool {
        UserSub.isForm(fixed.isUsernameCaseSensitive ? username.text : username.text.lowercased())
    }

    /// The reservations that a record must carry.
    package func aliases(of user: UserAuthRecord) -> [Alias] {
        [AttributeName.email, .phoneNumber, .preferredUsername].compactMap { name in
            guard self.reservations(name, of: user), let value = user.attributes[name] else { return nil }
            return alias(name, value)
        }
    }
}

extension AttributeName {
    /// True for an alias that may have the text of a username: addresses and numbers are refused as names.
    package var mayEqualUsername: Bool { self == .preferredUsername || self == .sub }
}
