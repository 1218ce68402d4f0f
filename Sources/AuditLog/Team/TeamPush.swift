/// Appends a log's entries to the shared table, each exactly once: how far the server has them it is asked, in the very
/// transaction that appends the next ones. What is there is never changed.
package struct TeamPush {
    package struct Done: Sendable, Hashable {
        /// The hash of the log's first entry.
        package let chain: String
        package let pushed: Int
        /// The last entry the server has now.
        package let head: AuditPosition
        /// What could not be set up there, or looks odd.
        package let notes: [String]
    }

    private let connection: TeamConnection
    private let batch: Int

    /// Entries a transaction.
    package static let batches = 1...4_000

    package init(to address: TeamAddress, batch: Int = 4_000) throws(TeamFailure) {
        connection = try TeamConnection(to: address)
        self.batch = min(max(batch, Self.batches.lowerBound), Self.batches.upperBound)
    }

    /// - Parameters:
    ///   - first: seq 1 of the log.
    ///   - head: its last entry's place.
    ///   - read: the entries of some seqs, in order.
    ///   - progress: told after each transaction how far the server is.
    package func push(
        first: AuditEntry, head: AuditPosition,
        reading read: (ClosedRange<Int64>) throws -> [AuditEntry],
        progress: (Int64) -> Void = { _ in }
    ) throws -> Done {
        var notes = try prepare()
        let chain = first.hash
        notes += try strangers(first)
        var pushed = 0
        var last: AuditPosition
        repeat {
            let (position, count) = try append(to: chain, upTo: head, reading: read)
            last = position
            pushed += count
            if count > 0 { progress(last.seq) }
        } while last.seq < head.seq
        return Done(chain: chain, pushed: pushed, head: last, notes: notes)
    }

    /// One transaction: asks for the last entry, compares it with ours, appends what follows.
    private func append(
        to chain: String, upTo head: AuditPosition,
        reading read: (ClosedRange<Int64>) throws -> [AuditEntry]
    ) throws -> (AuditPosition, Int) {
        try connection.run("BEGIN")
        do {
            // Two pushes of one chain at the same time wait for each other.
            try connection.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [chain])
            let last = try self.last(of: chain)
            guard last.seq < head.seq else {
                try compare(last, upTo: head, reading: read)
                try connection.run("COMMIT")
                return (last.seq == 0 ? head : last, 0)
            }
            if last.seq > 0 { try compare(last, upTo: head, reading: read) }
            let entries = try read((last.seq + 1)...min(head.seq, last.seq + Int64(batch)))
            guard let final = entries.last, entries.first?.seq == last.seq + 1,
                entries.first?.prevHash == last.hash
            else {
                throw TeamFailure(
                    .contradiction, "the entries after seq \(last.seq) do not continue the server's")
            }
            try insert(entries, into: chain)
            try connection.run("COMMIT")
            return (final.position, entries.count)
        } catch {
            _ = try? connection.run("ROLLBACK")
            throw error
        }
    }

    private func last(of chain: String) throws(TeamFailure) -> AuditPosition {
        let rows = try connection.run(
            "SELECT seq, hash, (SELECT count(*) FROM grinderctl_entries WHERE chain = $1) FROM grinderctl_entries "
                + "WHERE chain = $1 ORDER BY seq DESC LIMIT 1", [chain])
        guard let row = rows.first else { return AuditPosition(seq: 0, hash: EntryHash.beforeFirst) }
        guard let seq = row[0].flatMap({ Int64($0) }), let hash = row[1] else {
            throw TeamFailure(.unusable, "the server's last entry cannot be read")
        }
        guard row[2] == row[0] else {
            throw TeamFailure(
                .contradiction,
                "the server has \(row[2] ?? "?") entries of this log and the last is seq \(seq): "
                    + "some were removed there")
        }
        return AuditPosition(seq: seq, hash: hash)
    }

    private func compare(
        _ last: AuditPosition, upTo head: AuditPosition,
        reading read: (ClosedRange<Int64>) throws -> [AuditEntry]
    ) throws {
        guard last.seq <= head.seq else {
            throw TeamFailure(
                .contradiction,
                "the server has entries up to seq \(last.seq), this log ends at seq \(head.seq): "
                    + "its end was cut off")
        }
        guard try read(last.seq...last.seq).first?.hash == last.hash else {
            throw TeamFailure(
                .contradiction,
                "seq \(last.seq) is another entry on the server than here: one of them was rewritten")
        }
    }

    private func insert(_ entries: [AuditEntry], into chain: String) throws(TeamFailure) {
        try connection.copy(
            entries.map { TeamTable.values(of: $0, chain: chain) }, into: TeamTable.name,
            ["chain"] + TeamTable.columns)
    }
}

extension TeamPush {
    /// Makes the table where it is not there. Returns what could not be made beside it.
    private func prepare() throws(TeamFailure) -> [String] {
        guard try connection.run("SHOW server_encoding").first?.first == "UTF8" else {
            throw TeamFailure(.unusable, "the database is not in UTF8")
        }
        guard try connection.run("SELECT to_regclass('\(TeamTable.name)')").first?.first ?? nil == nil
        else { return [] }
        try connection.transaction { () throws(TeamFailure) in
            // Two hosts that push for the first time at once.
            try connection.run("SELECT pg_advisory_xact_lock(7307467)")
            try connection.run(TeamTable.table)
        }
        do throws(TeamFailure) {
            try connection.transaction { () throws(TeamFailure) in
                try connection.run("SELECT pg_advisory_xact_lock(7307467)")
                for statement in TeamTable.checks { try connection.run(statement) }
            }
            return []
        } catch {
            guard error.kind != .unreachable else { throw error }
            return ["the server's own checks could not be set up: \(error)"]
        }
    }

    /// Another chain of the same host and environment: the log here may have been replaced.
    private func strangers(_ first: AuditEntry) throws(TeamFailure) -> [String] {
        let rows = try connection.run(
            "SELECT chain, ts FROM grinderctl_entries WHERE seq = 1 AND host = $1 AND environment = $2 AND chain <> $3 "
                + "ORDER BY ts", [first.host, first.environment, first.hash])
        return rows.map { row in
            "the server has another log of \(first.host) in \(first.environment), begun \(row[1] ?? "?") "
                + "(chain \(row[0]?.prefix(16) ?? "?")…): this one does not continue it"
        }
    }
}
