import AuthFlow

/// The calling administrator, for the audit log.
///
/// The wire endpoint sets the id of the access key. A host that calls in process sets a name of its own for the call.
public enum AdministratorIdentity {
    /// The caller; set with `AdministratorIdentity.$current.withValue("help-desk/grace") { … }`.
    @TaskLocal public static var current: String?
}
