import CognitoMFACore

extension Inputs {
    /// One code of one user.
    var codes: Group {
        var cases: [RatioHarness.Case] = [
            .init(name: "OpenSSL HMAC()") { rounds in
                var (sum, digest) = (0 as UInt64, [UInt8](repeating: 0, count: 20))
                for round in 0..<rounds {
                    OpenSSL.hmac(secret.bytes, firstStep &+ UInt64(round), &digest)
                    sum &+= UInt64(OpenSSL.code(digest))
                }
                return sum
            },
            .init(name: "OpenSSL EVP_MAC re-init") { rounds in
                var (sum, digest) = (0 as UInt64, [UInt8](repeating: 0, count: 20))
                for round in 0..<rounds {
                    keyed.hmac(firstStep &+ UInt64(round), &digest)
                    sum &+= UInt64(OpenSSL.code(digest))
                }
                return sum
            },
            .init(name: "OpenSSL 2 SHA1_Transform") { rounds in
                var (digest, block) = ([UInt8](repeating: 0, count: 20), [UInt32](repeating: 0, count: 16))
                var sum: UInt64 = 0
                for round in 0..<rounds {
                    states.hmac(firstStep &+ UInt64(round), &digest, &block)
                    sum &+= UInt64(OpenSSL.code(digest))
                }
                return sum
            },
            .init(name: "**code, key kept**") { rounds in
                var sum: UInt64 = 0
                for round in 0..<rounds {
                    let code = totp.code(for: key, step: TimeStep(firstStep &+ UInt64(round)))
                    sum &+= UInt64(code.text.utf8.last ?? 0)
                }
                return sum
            },
            .init(name: "code, secret each time") { rounds in
                var sum: UInt64 = 0
                for round in 0..<rounds {
                    let code = totp.code(for: secret, step: TimeStep(firstStep &+ UInt64(round)))
                    sum &+= UInt64(code.text.utf8.last ?? 0)
                }
                return sum
            },
        ]
        #if canImport(Crypto)
            cases += [
                .init(name: "swift-crypto HMAC, one call") { rounds in
                    (0..<rounds).reduce(0) {
                        $0 &+ UInt64(SwiftCrypto.code(symmetricKey, firstStep &+ UInt64($1)))
                    }
                },
                .init(name: "swift-crypto HMAC, keyed copy") { rounds in
                    (0..<rounds).reduce(0) { $0 &+ UInt64(SwiftCrypto.code(keyedHMAC, firstStep &+ UInt64($1))) }
                },
            ]
        #endif
        let hasCrypto = cases.contains { $0.name == "swift-crypto HMAC, one call" }
        return Group(
            title: "One TOTP code as text (OpenSSL and swift-crypto: as a number)",
            bases: ["OpenSSL HMAC()", "OpenSSL EVP_MAC re-init"] + (hasCrypto ? ["swift-crypto HMAC, one call"] : []),
            cases: cases)
    }

    /// A code verified over three steps, and many codes.
    var windows: Group {
        let window = totp.window(at: start)
        func hmac(_ codes: Int) -> RatioHarness.Case {
            .init(name: codes == 1 ? "OpenSSL HMAC()" : "OpenSSL \(codes) HMAC()") { rounds in
                var (sum, digest) = (0 as UInt64, [UInt8](repeating: 0, count: 20))
                for round in 0..<rounds {
                    for code in 0..<codes {
                        OpenSSL.hmac(secret.bytes, firstStep &+ UInt64(round &+ code), &digest)
                        sum &+= UInt64(OpenSSL.code(digest))
                    }
                }
                return sum
            }
        }
        func verify(_ name: String, _ verdict: @escaping (OneTimeCode, UnixTime) -> TOTP.Verification)
            -> RatioHarness.Case
        {
            let codes = [OneTimeCode("050471"), OneTimeCode("123456")]
            return .init(name: name) { rounds in
                var sum: UInt64 = 0
                for round in 0..<rounds {
                    let time = start + .milliseconds(round)
                    if case .matched = verdict(codes[round & 1], time) { sum &+= 1 }
                }
                return sum
            }
        }
        return Group(
            title: "A code judged over three steps, every step computed",
            bases: ["OpenSSL 3 HMAC()", "OpenSSL HMAC()", "OpenSSL 6 SHA1_Transform"],
            cases: [
                hmac(3), hmac(1),
                .init(name: "OpenSSL 6 SHA1_Transform") { rounds in
                    var (digest, block) = ([UInt8](repeating: 0, count: 20), [UInt32](repeating: 0, count: 16))
                    var sum: UInt64 = 0
                    for round in 0..<rounds {
                        for code in 0..<3 {
                            states.hmac(firstStep &+ UInt64(round &+ code), &digest, &block)
                            sum &+= UInt64(OpenSSL.code(digest))
                        }
                    }
                    return sum
                },
                verify("**verify, window and key kept**") { code, _ in window.verify(code, for: key) },
                verify("**verify, key kept**") { totp.verify($0, for: key, at: $1) },
                verify("verify, secret each time") { totp.verify($0, for: secret, at: $1) },
            ])
    }

    /// Sixty-four users over three steps, told for one code.
    var batch: Group {
        let window = totp.window(at: start)
        return Group(
            title: "Codes of 64 users judged over three steps, for each of the 192 codes",
            bases: ["OpenSSL HMAC()"],
            cases: [
                windows.cases[1],
                .init(name: "**batch, window kept**", unitsPerRound: 192) { rounds in
                    var verdicts: [TOTP.Verification] = []
                    verdicts.reserveCapacity(attempts.count)
                    var sum: UInt64 = 0
                    for _ in 0..<rounds {
                        window.verify(attempts, into: &verdicts)
                        if verdicts[sum == .max ? 0 : 1] != .noMatch { sum &+= 1 }
                    }
                    return sum
                },
                .init(name: "batch, window made", unitsPerRound: 192) { rounds in
                    var sum: UInt64 = 0
                    for round in 0..<rounds {
                        let verdicts = totp.verify(batch: attempts, at: start + .milliseconds(round))
                        if verdicts[1] != .noMatch { sum &+= 1 }
                    }
                    return sum
                },
            ])
    }

    /// Digests of 8 KiB, told for 64 bytes.
    var digests: [Group] {
        func digest(_ name: String, _ hash: @escaping ([UInt8]) -> UInt8) -> RatioHarness.Case {
            .init(name: name, unitsPerRound: message.count / 64) { rounds in
                var bytes = message
                var sum: UInt64 = 0
                for round in 0..<rounds {
                    bytes[round % bytes.count] &+= 1
                    sum &+= UInt64(hash(bytes))
                }
                return sum
            }
        }
        func openSSL(
            _ name: String, _ count: Int, _ hash: @escaping ([UInt8], inout [UInt8]) -> Void
        ) -> RatioHarness.Case {
            digest(name) {
                var digest = [UInt8](repeating: 0, count: count)
                hash($0, &digest)
                return digest[0]
            }
        }
        var (sha1, sha256) = (
            [openSSL("OpenSSL SHA1()", 20, OpenSSL.sha1), digest("**SHA-1**") { SHA1.hash($0)[0] }],
            [openSSL("OpenSSL SHA256()", 32, OpenSSL.sha256), digest("**SHA-256**") { SHA256.hash($0)[0] }]
        )
        #if canImport(Crypto)
            sha1.append(digest("swift-crypto") { SwiftCrypto.sha1($0)[0] })
            sha256.append(digest("swift-crypto") { SwiftCrypto.sha256($0)[0] })
        #endif
        return [
            Group(title: "SHA-1 of 8 KiB, for each block", bases: ["OpenSSL SHA1()"], cases: sha1),
            Group(title: "SHA-256 of 8 KiB, for each block", bases: ["OpenSSL SHA256()"], cases: sha256),
        ]
    }

    /// PBKDF2-HMAC-SHA-256, told for one iteration of one password.
    ///
    /// As many iterations as there are rounds: the call's own cost disappears in thousands of them.
    var passwordHashes: Group {
        let (password, salt) = passwords[0]
        var cases: [RatioHarness.Case] = [
            .init(name: "OpenSSL PKCS5_PBKDF2_HMAC") { rounds in
                var key = [UInt8](repeating: 0, count: 32)
                OpenSSL.pbkdf2(password, salt, rounds, &key)
                return UInt64(key[0])
            },
            .init(name: "**PBKDF2, one password**") { rounds in
                let key = try? PBKDF2<SHA256>.deriveKey(
                    password: password, salt: salt, iterations: rounds, byteCount: 32)
                return UInt64(key?[0] ?? 0)
            },
            .init(name: "**PBKDF2, four passwords**", unitsPerRound: 4) { rounds in
                let keys = try? PBKDF2<SHA256>.deriveKeys(passwords, iterations: rounds, byteCount: 32)
                return UInt64(keys?[3][0] ?? 0)
            },
        ]
        #if canImport(Crypto)
            cases.append(
                .init(name: "swift-crypto") { rounds in
                    UInt64((try? SwiftCrypto.pbkdf2(password, salt, rounds))?[0] ?? 0)
                })
        #endif
        return Group(
            title: "PBKDF2-HMAC-SHA-256, for each iteration and password",
            bases: ["OpenSSL PKCS5_PBKDF2_HMAC", "**PBKDF2, one password**"], cases: cases)
    }

    /// Twenty bytes as 32 letters, there and back.
    var base32: Group {
        Group(
            title: "Base32 of 20 bytes", bases: ["encode"],
            cases: [
                .init(name: "encode") { rounds in
                    let secrets = (0..<8 as Range<UInt8>).map { Array(secret.bytes.dropLast()) + [$0] }
                    var sum: UInt64 = 0
                    for round in 0..<rounds { sum &+= UInt64(Base32.encode(secrets[round & 7]).utf8.count) }
                    return sum
                },
                .init(name: "decode") { rounds in
                    let texts = (0..<8 as Range<UInt8>).map { Base32.encode(Array(secret.bytes.dropLast()) + [$0]) }
                    var sum: UInt64 = 0
                    for round in 0..<rounds {
                        sum &+= UInt64((try? Base32.decode(texts[round & 7]))?.count ?? 0)
                    }
                    return sum
                },
            ])
    }
}
