/// The changes to the claims of one token, in the words of Cognito's pre token generation trigger.
public struct ClaimOverrides: Sendable, Hashable {
    /// Claims to add, or to set in place of the token's own.
    public var claimsToAddOrOverride: [String: ClaimValue]
    /// Claims that the token shall not have.
    public var claimsToSuppress: Set<String>

    /// Creates changes; by default none.
    public init(claimsToAddOrOverride: [String: ClaimValue] = [:], claimsToSuppress: Set<String> = []) {
        self.claimsToAddOrOverride = claimsToAddOrOverride
        self.claimsToSuppress = claimsToSuppress
    }

    /// The number of claims named.
    package var count: Int { claimsToAddOrOverride.count + claimsToSuppress.count }
}
