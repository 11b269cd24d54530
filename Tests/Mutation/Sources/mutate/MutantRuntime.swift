/// The switch that the copy of the package is compiled with: which mutation is active, and which ones were reached.
enum MutantRuntime {
    /// Relative to the copy; the module that all others import.
    static let path = "Sources/CognitoMFACore/Mutant.swift"

    /// Environment variables of a test run.
    static let active = "ACTIVE_MUTANT"
    static let reached = "REACHED_MUTANTS"

    /// The source.
    ///
    /// Returns the source that records reached mutations in a mapped file, one byte each, so that a crash loses nothing.
    static func source(count: Int) -> String {
        """
        #if canImport(Glibc)
            import Glibc
        #else
            import Darwin
        #endif

        public enum Mutant {
            private static let active: Int = getenv("\(active)").flatMap { Int(String(cString: $0)) } ?? 0

            nonisolated(unsafe) private static let reached: UnsafeMutablePointer<UInt8>? = {
                guard let path = getenv("\(reached)") else { return nil }
                let file = open(path, O_RDWR | O_CREAT, 0o600)
                guard file >= 0, ftruncate(file, \(count + 1)) == 0 else { return nil }
                return mmap(nil, \(count + 1), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)?
                    .assumingMemoryBound(to: UInt8.self)
            }()

            public static func on(_ id: Int) -> Bool {
                if let reached { reached[id] = 1 }
                return id == active
            }

            public static func yes(_ id: Int, _ value: Bool) -> Bool { on(id) || value }

            public static func not(_ id: Int, _ value: Bool) -> Bool { on(id) != value }

            public static func near<Number: FixedWidthInteger>(_ more: Int, _ less: Int, _ value: Number) -> Number {
                if more != 0, on(more) { return value &+ 1 }
                if less != 0, on(less) { return value &- 1 }
                return value
            }
        }

        """
    }
}
