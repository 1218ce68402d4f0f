import AuditLog
import JSON

/// `audit verify --from postgres://…`: every chain of a shared table, recomputed here.
struct TeamVerdict {
    let chains: [TeamVerification.Chain]
    private let expected: AuditPosition?

    init(_ address: String, expecting expected: AuditPosition?) throws {
        let chains = try team { () throws(TeamFailure) in
            try TeamVerification.run(try TeamAddress(address), expecting: expected)
        }
        self.chains = chains
        self.expected = expected
    }

    private var firstBad: TeamVerification.Chain? { chains.first { !$0.verification.ok } }

    /// Of several chains, one has to have the head that was noted elsewhere.
    private var missesHead: Bool {
        guard expected != nil, chains.count != 1 else { return false }
        return !chains.contains(where: \.hasExpected)
    }

    var ok: Bool { firstBad == nil && !missesHead }

    var why: String? {
        firstBad.map { "\($0.host), \($0.environment): \($0.verification.why ?? "")" }
            ?? (missesHead ? "no chain has the given head" : nil)
    }

    var members: [(String, JSONValue)] {
        [
            ("ok", .bool(ok)),
            ("entries", .integer(Int64(chains.map(\.verification.entries).reduce(0, +)))),
            ("head", .string(orNull: chains.count == 1 ? chains[0].verification.head?.description : nil)),
            ("firstBad", firstBad?.verification.firstBad.map { .integer($0) } ?? .null),
            ("why", .string(orNull: why)),
            (
                "chains",
                .array(
                    chains.map { chain in
                        .object([
                            ("chain", .string(chain.name)), ("host", .string(chain.host)),
                            ("environment", .string(chain.environment)), ("ok", .bool(chain.verification.ok)),
                            ("entries", .integer(Int64(chain.verification.entries))),
                            ("head", .string(orNull: chain.verification.head?.description)),
                            ("firstBad", chain.verification.firstBad.map { .integer($0) } ?? .null),
                            ("why", .string(orNull: chain.verification.why)),
                        ])
                    })
            ),
        ]
    }

    var text: String {
        let lines = chains.map { chain -> String in
            let place = "\(chain.host), \(chain.environment)"
            if chain.verification.ok {
                let head = chain.verification.head.map { "; head \($0)" } ?? ""
                return "ok: \(place): \(chain.verification.entries) entries, unbroken\(head)"
            }
            let bad =
                chain.verification.firstBad.map { "first bad entry: seq \($0)" }
                ?? "the entries are unbroken"
            return "TAMPERED: \(place): \(bad). \(chain.verification.why ?? "")"
        }
        let head = missesHead ? ["TAMPERED: no chain has the given head"] : []
        return (lines + head).map { Printable.line($0) + "\n" }.joined()
    }
}
