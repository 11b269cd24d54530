/// Two users, by their numbers in the table of users, and the pool's setting, in one word.
///
/// The two have the same rules: which of them is which makes no difference.
struct SearchedWorld: Hashable {
    let word: UInt64

    init(_ one: Int, _ other: Int, _ setting: PoolSetting) {
        word = UInt64(min(one, other)) << 32 | UInt64(max(one, other)) << 2 | UInt64(setting.rawValue)
    }

    init(word: UInt64) { self.word = word }

    var users: [Int] { [Int(word >> 32), Int(word >> 2 & 0x3FFF_FFFF)] }
    var setting: PoolSetting { PoolSetting(rawValue: Int(word & 3)) ?? .off }
}

/// The worlds that have been seen, in the order in which they were, each with the one it was first reached from.
struct SearchedWorlds {
    private(set) var words: [UInt64] = []
    private(set) var parents: [UInt32] = []
    private var places = [UInt32](repeating: 0, count: 1 << 12)

    var count: Int { words.count }

    /// Adds a world, unless it has been seen.
    mutating func insert(_ world: SearchedWorld, from parent: Int) {
        if words.count * 2 >= places.count { grow() }
        let place = slot(of: world.word)
        guard places[place] == 0 else { return }
        words.append(world.word)
        parents.append(UInt32(parent))
        places[place] = UInt32(words.count)
    }

    subscript(_ index: Int) -> SearchedWorld { SearchedWorld(word: words[index]) }

    /// The worlds from a beginning to this one.
    func path(to index: Int) -> [SearchedWorld] {
        var path = [self[index]]
        var index = index
        while Int(parents[index]) != index {
            index = Int(parents[index])
            path.append(self[index])
        }
        return path.reversed()
    }

    private func slot(of word: UInt64) -> Int {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) >> 20) & mask
        while places[place] != 0, words[Int(places[place]) - 1] != word { place = (place + 1) & mask }
        return place
    }

    private mutating func grow() {
        places = [UInt32](repeating: 0, count: places.count * 2)
        for (index, word) in words.enumerated() { places[slot(of: word)] = UInt32(index + 1) }
    }
}
