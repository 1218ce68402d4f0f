/// Recomputes every chain of a shared table, streaming, as the log itself is verified.
package struct TeamVerification {
    package struct Chain: Sendable, Hashable {
        /// The hash of its first entry, as the table names it.
        package let name: String
        package let host: String
        package let environment: String
        package let verification: Verification
        /// It has the head that was noted elsewhere.
        package let hasExpected: Bool
    }

    private static let portion = 2_000

    /// - Parameter expected: a head noted elsewhere; the chain that has it, or should have it, must reach it.
    package static func run(_ address: TeamAddress, expecting expected: AuditPosition?)
        throws(TeamFailure) -> [Chain]
    {
        let connection = try TeamConnection(to: address)
        guard try connection.run("SELECT to_regclass('\(TeamTable.name)')").first?.first ?? nil != nil
        else {
            throw TeamFailure(
                .unusable, "there is no table \(TeamTable.name): nothing was pushed there yet")
        }
        return try connection.transaction { () throws(TeamFailure) -> [Chain] in
            // One snapshot, whoever pushes meanwhile.
            try connection.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            let names = try connection.run(
                "SELECT DISTINCT chain FROM \(TeamTable.name) ORDER BY chain"
            ).compactMap { $0[0] }
            var chains: [Chain] = []
            for name in names {
                let pin = names.count == 1 ? expected : try has(expected, in: name, connection)
                chains.append(try verify(name, expecting: pin, connection))
            }
            return chains
        }
    }

    private static func has(
        _ expected: AuditPosition?, in chain: String, _ connection: TeamConnection
    ) throws(TeamFailure) -> AuditPosition? {
        guard let expected else { return nil }
        let rows = try connection.run(
            "SELECT 1 FROM \(TeamTable.name) WHERE chain = $1 AND seq = $2::bigint AND hash = $3",
            [chain, String(expected.seq), expected.hash])
        return rows.isEmpty ? nil : expected
    }

    private static func verify(
        _ chain: String, expecting expected: AuditPosition?, _ connection: TeamConnection
    ) throws(TeamFailure) -> Chain {
        let columns = TeamTable.columns.joined(separator: ", ")
        try connection.run(
            "DECLARE entries NO SCROLL CURSOR FOR SELECT \(columns) FROM \(TeamTable.name) WHERE chain = $1 ORDER BY seq",
            [chain])
        let pins = expected.map { [$0] } ?? []
        let walk = ChainWalk(expecting: pins)
        let room = RawEntry.RowBuffer()
        var first: AuditEntry?
        while true {
            let rows = try connection.run("FETCH \(portion) FROM entries")
            guard !rows.isEmpty else { break }
            for row in rows {
                guard let entry = TeamTable.entry(of: row) else {
                    let seq = row.first.flatMap { $0 }.flatMap { Int64($0) } ?? 0
                    walk.take(unreadable: RawEntry.Unreadable(seq: seq, reason: "a column is missing"))
                    continue
                }
                first = first ?? entry
                room.hold(entry) { walk.take($0) }
            }
        }
        try connection.run("CLOSE entries")
        var joined = ChainSegments(expecting: pins)
        joined.join(walk)
        let isNamed = first?.seq != 1 || first?.hash == chain
        return Chain(
            name: chain, host: first?.host ?? "?", environment: first?.environment ?? "?",
            verification: joined.finish(
                schema: isNamed ? [] : ["the chain is not named by its first hash"]),
            hasExpected: expected != nil)
    }
}
