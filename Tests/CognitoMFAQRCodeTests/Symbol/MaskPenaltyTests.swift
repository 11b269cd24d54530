import CognitoMFAQRCode
import Testing

@Suite struct MaskPenaltyTests {
    /// The rules as the standard words them, module by module.
    private struct Plain {
        let size: Int
        let modules: [[Bool]]

        var runs: Int { lines.reduce(0) { $0 + runs($1) } }

        private var lines: [[Bool]] { modules + (0..<size).map { x in modules.map { $0[x] } } }

        private func runs(_ line: [Bool]) -> Int {
            var penalty = 0
            var start = 0
            for place in 1...size where place == size || line[place] != line[start] {
                if place - start >= 5 { penalty += 3 + place - start - 5 }
                start = place
            }
            return penalty
        }

        var squares: Int {
            var count = 0
            for y in 1..<size {
                for x in 1..<size {
                    let square = Set([modules[y][x], modules[y - 1][x], modules[y][x - 1], modules[y - 1][x - 1]])
                    if square.count == 1 { count += 1 }
                }
            }
            return 3 * count
        }

        var finders: Int {
            let pattern = [true, false, true, true, true, false, true]
            var count = 0
            for line in lines {
                for start in 0...size - 7 where Array(line[start..<start + 7]) == pattern {
                    let before = (start - 4..<start).allSatisfy { $0 < 0 || !line[$0] }
                    let after = (start + 7..<start + 11).allSatisfy { $0 >= size || !line[$0] }
                    if before || after { count += 1 }
                }
            }
            return 40 * count
        }

        var proportion: Int {
            let dark = modules.reduce(0) { $0 + $1.count { $0 } }
            let modules = size * size
            let steps = (0...10).last { step in abs(100 * dark - 50 * modules) >= 5 * step * modules }
            return 10 * (steps ?? 0)
        }
    }

    @Test func penaltiesAreThoseOfTheRules() {
        var random = SplitMix(seed: 3)
        for number in [1, 2, 9, 11, 12, 13, 27, 28, 40] {
            let size = 17 + 4 * number
            for density in [1, 2, 4, 8, 15] {
                let plain = Plain(
                    size: size,
                    modules: (0..<size).map { _ in (0..<size).map { _ in random.next(below: 16) < density } })
                let penalty = MaskPenalty(size: size) { x, y in plain.modules[y][x] }
                #expect(penalty.runs == plain.runs, "runs, \(size)")
                #expect(penalty.squares == plain.squares, "squares, \(size)")
                #expect(penalty.finders == plain.finders, "finders, \(size)")
                #expect(penalty.proportion == plain.proportion, "proportion, \(size)")
            }
        }
    }

    private func penalty(_ row: String, size: Int = 21) -> MaskPenalty {
        let dark = Set(row.enumerated().filter { $0.element == "#" }.map(\.offset))
        return MaskPenalty(size: size) { x, y in y == 10 ? dark.contains(x) : (x + y) % 2 == 0 }
    }

    @Test func aFinderPatternCountsOnceWithFourLightModulesOnEitherSide() {
        #expect(penalty("#.#.#....#.###.#....#").finders == 40)
        #expect(penalty("#.#.#....#.###.#.#.#.").finders == 40)
        #expect(penalty("#.#.#.#..#.###.#....#").finders == 40)
        #expect(penalty("#.#.#.#..#.###.#.#.#.").finders == 0)
        #expect(penalty("#.#.#.#..#.###.#...#.").finders == 0)
    }

    @Test func theQuietZoneIsLight() {
        #expect(penalty("#.###.#.#.#.#.#.#.#.#").finders == 40)
        #expect(penalty("#.#.#.#.#.#.#.#.###.#").finders == 40)
        #expect(penalty("#.#.#.#.#.#.#.###.#..").finders == 40)
    }

    @Test func patternsThatShareModulesCountEach() {
        #expect(penalty("....#.###.###.#....#.").finders == 80)
    }

    @Test func allOfOneColourIsTheWorst() {
        let penalty = MaskPenalty(size: 21) { _, _ in true }
        #expect(penalty.runs == 42 * 19)
        #expect(penalty.squares == 400 * 3)
        #expect(penalty.finders == 0)
        #expect(penalty.proportion == 100)
        #expect(penalty.total == 42 * 19 + 1_200 + 100)
    }
}
