import AuthFlow

/// The `ClientMetadata` of the call that a task works for.
enum ClientMetadata {
    /// What the triggers after the swap see; background work of the call sees it too.
    @TaskLocal static var current: [String: String] = [:]
}
