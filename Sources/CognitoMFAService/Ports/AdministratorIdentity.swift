import AuthFlow

/// The administrator who is calling, for the audit log.
///
/// The wire sets the access key's id. A host that calls in process sets a name of its own round the call.
public enum AdministratorIdentity {
    /// The caller; set it with `AdministratorIdentity.$current.withValue("help-desk/grace") { … }`.
    @TaskLocal public static var current: String?
}
