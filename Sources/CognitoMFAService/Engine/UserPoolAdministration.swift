import UserPoolModel

/// The operations of administrators and of configuration, apart from the public ones: whoever maps requests to methods of
/// ``UserPoolService`` exposes none of these.
public struct UserPoolAdministration: Sendable {
    package let service: UserPoolService
}

extension UserPoolService {
    /// The operations of administrators: whoever holds this value may do anything to every pool.
    public var administration: UserPoolAdministration { UserPoolAdministration(service: self) }
}
