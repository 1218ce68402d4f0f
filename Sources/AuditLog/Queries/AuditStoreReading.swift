import GRDB
import Glibc
import Synchronization
import TriageCore

extension AuditStore {
    /// The last entry's place; `nil` when the log is empty.
    package func head() throws(AuditFailure) -> AuditPosition? {
        try read { [file] db in try Self.last(in: db, of: file)?.position }
    }

    /// The matching entries in the order of seq.
    package func entries(matching filter: EntryFilter = .all) throws(AuditFailure) -> [AuditEntry] {
        try read { [file] db in
            try EntryQuery(filter: filter, indexes: Self.indexes(of: db)).entries(in: db, of: file)
        }
    }

    /// The matching entries in the order of seq, in portions, so that a long log never stands in memory whole. What is
    /// appended meanwhile is left out; a limit is not looked at.
    /// - Parameter body: ends the reading with `false`.
    package func portions(
        matching filter: EntryFilter = .all, _ body: ([AuditEntry]) -> Bool
    ) throws(AuditFailure) {
        let isFew = try read { db in
            try EntryQuery(filter: filter, indexes: Self.indexes(of: db)).isServedByIndex(in: db)
        }
        if isFew {
            var whole = filter
            whole.limit = nil
            _ = body(try entries(matching: whole))
            return
        }
        let asked = filter.seqs ?? Int64.min...Int64.max
        let end = min(try head()?.seq ?? 0, asked.upperBound)
        var next: Int64? = asked.lowerBound
        // By the seqs there are: those of a log that was tampered with may lie anywhere.
        while let from = next, let start = try firstSeq(from: from), start <= end {
            let (last, overflow) = start.addingReportingOverflow(Self.portion - 1)
            let seqs = start...(overflow ? end : min(end, last))
            var part = filter
            part.seqs = seqs
            part.limit = nil
            guard body(try entries(matching: part)) else { return }
            next = seqs.upperBound == Int64.max ? nil : seqs.upperBound + 1
        }
    }

    private static let portion: Int64 = 5_000

    /// The first seq there is from one on; `nil` behind the last.
    package func firstSeq(from seq: Int64) throws(AuditFailure) -> Int64? {
        try read { db in
            try Int64.fetchOne(db, sql: "SELECT min(seq) FROM entries WHERE seq >= ?", arguments: [seq])
        }
    }

    /// `nil` when there is no such entry.
    package func entry(seq: Int64) throws(AuditFailure) -> AuditEntry? {
        try entries(matching: EntryFilter(seqs: seq...seq)).first
    }

    /// The intents nothing has settled, found by index; at most so many, the last ones.
    package func openIntents(limit: Int? = nil) throws(AuditFailure) -> [OpenIntent] {
        try read { [file] db in
            let indexes = try Self.indexes(of: db)
            guard !indexes.contains(.intent) else { return try OpenIntents.find(in: db, limit: limit, of: file) }
            let entries = try EntryQuery(filter: OpenIntents.filter, indexes: indexes).entries(in: db, of: file)
            let open = OpenIntents.find(in: entries)
            return limit.map { Array(open.suffix($0)) } ?? open
        }
    }

    /// Intents, each with the last thing recorded about it.
    package func lastWords(on filter: EntryFilter) throws(AuditFailure) -> [(intent: AuditEntry, word: AuditEntry?)] {
        try read { [file] db in
            let indexes = try Self.indexes(of: db)
            let intents = try EntryQuery(filter: filter, indexes: indexes).entries(in: db, of: file)
                .filter { $0.kind == .actionIntent }
            guard !indexes.contains(.intent) else {
                return try intents.map { ($0, try OpenIntents.lastWord(on: $0.seq, in: db, of: file)) }
            }
            var words: [Int64: AuditEntry] = [:]
            let speaking = EntryFilter(kinds: OpenIntents.speaking)
            for word in try EntryQuery(filter: speaking, indexes: indexes).entries(in: db, of: file) {
                if let seq = word.understood(as: OutcomeRecord.self).intent { words[seq] = word }
            }
            return intents.map { ($0, words[$0.seq]) }
        }
    }

    /// How many entries of a kind name an incident, and the first of them.
    package struct IncidentCount: Sendable, Hashable {
        package let incident: String
        package let kind: AuditKind
        package let count: Int
        package let first: Int64
    }

    /// Of every incident that entries of these kinds name; no payload is read.
    package func incidentCounts(of kinds: Set<AuditKind>) throws(AuditFailure) -> [IncidentCount] {
        try read { db in
            let names = kinds.map(\.rawValue).sorted()
            let places = names.map { _ in "?" }.joined(separator: ", ")
            // Whichever finds fewer; SQLite keeps no statistics of a log that only grows.
            let few = 50_000
            let ofIncidents =
                try Int.fetchOne(
                    db,
                    sql: "SELECT count(*) FROM (SELECT 1 FROM entries INDEXED BY \(EntryIndex.incident.name) "
                        + "WHERE incident IS NOT NULL LIMIT \(few))") ?? 0
            let index = ofIncidents < few ? EntryIndex.incident : EntryIndex.kind
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT incident, kind, count(*), min(seq) FROM entries INDEXED BY \(index.name) "
                    + "WHERE incident IS NOT NULL AND kind IN (\(places)) GROUP BY incident, kind",
                arguments: StatementArguments(names))
            return rows.compactMap { row in
                let kind: String? = row[1]
                guard let incident: String = row[0], let kind = kind.flatMap(AuditKind.init(rawValue:)) else {
                    return nil
                }
                return IncidentCount(incident: incident, kind: kind, count: row[2], first: row[3])
            }
        }
    }

    static func last(in db: Database, of file: LogFile) throws -> AuditEntry? {
        try EntryQuery(filter: EntryFilter(limit: 1), indexes: []).entries(in: db, of: file).first
    }

    static func indexes(of db: Database) throws -> [EntryIndex] {
        Schema.indexes(version: try Schema.version(of: db))
    }
}

// MARK: - Trust

extension AuditStore {
    /// Recomputes every entry of one snapshot, and checks that the table, its indexes and its triggers are as created
    /// and that every index holds what the entries say. In constant memory, on every processor.
    /// That the end was cut off shows only against a head noted elsewhere.
    /// - Parameter deeply: compares the indexes of a long log entry by entry, too; otherwise it counts them.
    package func verify(
        expecting heads: [AuditPosition] = [], deeply: Bool = false
    ) throws(AuditFailure) -> Verification {
        try read { [self] db in
            let isShort = try LogCheck.bounds(db).last <= Self.short
            let check = LogCheck(
                expecting: heads, indexes: try Self.indexes(of: db), comparesKeys: deeply || isShort)
            return try check.run(db, beside: connection.withLock { $0 }.beside(file))
        }
    }

    /// Up to so many entries the indexes are always compared entry by entry.
    package static let short: Int64 = 100_000

    /// How many entries ``checkEnd()`` recomputes.
    package static let end: Int64 = 2_000

    /// Whether what a log ends with can be trusted, in milliseconds: its schema and its last entries, which is the whole
    /// log while it is short. Then its indexes are compared too.
    package func checkEnd() throws(AuditFailure) -> Verification {
        try read { db in
            let last = try LogCheck.bounds(db).last
            guard last > Self.end else {
                return try LogCheck(expecting: [], indexes: Self.indexes(of: db), comparesKeys: true)
                    .run(db, beside: nil)
            }
            let walk = ChainWalk(expecting: [], startsInside: true)
            try LogCheck.rows((last - Self.end + 1)...last, in: db) { row in
                switch row {
                case .success(let row): walk.take(row)
                case .failure(let row): walk.take(unreadable: row)
                }
            }
            var joined = ChainSegments(expecting: [], after: nil)
            joined.join(walk)
            return joined.finish(schema: try Schema.differences(db))
        }
    }

    /// Throws ``AuditFailure/Kind/replaced`` unless the path still names the very file that is open, and so does its
    /// `-wal`: what is appended to a deleted file is lost. To be asked right before a mutating request is sent.
    package func confirmSameFile() throws(AuditFailure) {
        let connection = connection.withLock { $0 }
        guard let status = try file.status(of: path) else {
            throw file.failure(.replaced, "it was deleted or renamed since it was opened")
        }
        guard FileIdentity(status) == connection.identity else {
            throw file.failure(.replaced, "another file took its place since it was opened")
        }
        guard case .appending = connection.mode else { return }
        guard try file.status(of: file.walPath).map(FileIdentity.init) == connection.walIdentity else {
            throw file.failure(.replaced, "its -wal was deleted or replaced since it was opened")
        }
        guard connection.size.grow(to: Int(status.st_size)) else {
            throw file.failure(.replaced, "it was cut short since it was opened")
        }
    }

    /// Reads one snapshot. What was read of resting files counts only if they are still the same afterwards.
    func read<T>(_ body: (Database) throws -> T) throws(AuditFailure) -> T {
        try file.patiently { () throws(AuditFailure) in
            let current = connection.withLock { $0 }
            let result = Result { try current.queue.read(body) }
            if try current.isCurrent(file) { return try file.sqlite { try result.get() } }
            let fresh = try Connection.reading(file)
            connection.withLock { $0 = fresh }
            throw file.failure(.busy, "it changes while it is read")
        }
    }
}
