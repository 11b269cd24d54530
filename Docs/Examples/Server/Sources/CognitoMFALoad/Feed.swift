import Synchronization

/// A queue that hands out each element once, to the first task that asks.
final class Feed<Element: Sendable>: Sendable {
    private let elements: [Element]
    private let place = Mutex(0)

    init(_ elements: some Sequence<Element>) { self.elements = Array(elements) }

    /// Returns the next element; nil after the last.
    func next() -> Element? {
        let place = place.withLock { place in
            defer { place += 1 }
            return place
        }
        return place < elements.count ? elements[place] : nil
    }
}
