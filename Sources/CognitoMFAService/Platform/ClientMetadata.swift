/// The `ClientMetadata` of the call that a task works for.
enum ClientMetadata {
    /// The metadata for the triggers after the swap; background work of the call sees it too.
    @TaskLocal static var current: [String: String] = [:]
}
