import CognitoMFACore
import Testing

/// NIST's files of hash vectors.
enum CAVP {
    /// Hashes every message of a file and answers how many there were.
    static func check<Hash: HashFunction>(_ hash: Hash.Type, _ file: String) throws -> Int {
        let rows = try VectorFile.rows(file)
        for row in rows {
            // An empty message is written as one zero byte.
            let length = try row.number("Len") / 8
            let message = try row.bytes("Msg").prefix(length)
            #expect(message.count == length)
            #expect(try Array(Hash.hash(message)) == row.bytes("MD"), "\(file), \(length) bytes")
        }
        return rows.count
    }

    /// Follows the chain of the Monte Carlo test and answers how many of its links there were.
    static func checkMonteCarlo<Hash: HashFunction>(_ hash: Hash.Type, _ file: String) throws -> Int {
        let rows = try VectorFile.rows(file)
        var seed = try #require(rows.first).bytes("Seed")
        for (count, row) in rows.enumerated() {
            seed = Self.link(hash, seed)
            #expect(try row.number("COUNT") == count)
            #expect(try seed == row.bytes("MD"), "\(file), count \(count)")
        }
        return rows.count
    }

    /// A thousand hashes, each of the three before it (SHAVS, 6.4).
    private static func link<Hash: HashFunction>(_ hash: Hash.Type, _ seed: [UInt8]) -> [UInt8] {
        var last = [seed, seed, seed]
        for _ in 0..<1000 {
            var hash = Hash()
            for digest in last { hash.update(digest) }
            last = [last[1], last[2], Array(hash.finalize())]
        }
        return last[2]
    }
}
