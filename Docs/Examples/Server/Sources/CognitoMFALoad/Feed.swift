import Synchronization

/// Hands out each element once, to whoever asks first.
final class Feed<Element: Sendable>: Sendable {
    private let elements: [Element]
    private let place = Mutex(0)

    init(_ elements: some Sequence<Element>) { self.elements = Array(elements) }

    /// The next; nil when all are out.
    func next() -> Element? {
        let place = place.withLock { place in
            defer { place += 1 }
            return place
        }
        return place < elements.count ? elements[place] : nil
    }
}
