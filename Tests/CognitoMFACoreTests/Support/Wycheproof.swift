/// The parts of Project Wycheproof's JSON that the tests read.
enum Wycheproof {
    struct File<Test: Decodable>: Decodable {
        let numberOfTests: Int
        let testGroups: [Group<Test>]
    }

    struct Group<Test: Decodable>: Decodable {
        /// In bits; only message authentication has it.
        let tagSize: Int?
        let tests: [Test]
    }

    struct MACTest: Decodable {
        let tcId: Int
        let key: Hex
        let msg: Hex
        let tag: Hex
        let result: Result
    }

    struct PBKDF2Test: Decodable {
        let tcId: Int
        let password: Hex
        let salt: Hex
        let iterationCount: Int
        let dkLen: Int
        let dk: Hex
        let result: Result
    }

    enum Result: String, Decodable {
        case valid
        case invalid
    }

    static func macs(_ name: String) throws -> File<MACTest> {
        try VectorFile.json(name, as: File<MACTest>.self)
    }

    static func keys(_ name: String) throws -> File<PBKDF2Test> {
        try VectorFile.json(name, as: File<PBKDF2Test>.self)
    }
}
