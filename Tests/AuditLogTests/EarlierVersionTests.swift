import AuditLog
import Foundation
import GRDB
import JSON
import Testing
import TriageCore

/// Databases as earlier versions made them, by their SQL.
struct EarlierVersionTests {
    /// Version 1, verbatim.
    private static let version1 = [
        """
        CREATE TABLE entries (
            seq INTEGER PRIMARY KEY CHECK (seq >= 1),
            ts TEXT NOT NULL,
            kind TEXT NOT NULL,
            investigation TEXT,
            incident TEXT,
            operator TEXT NOT NULL,
            host TEXT NOT NULL,
            environment TEXT NOT NULL,
            symbol TEXT,
            client_order_id TEXT,
            payload TEXT NOT NULL,
            prev_hash TEXT NOT NULL,
            hash TEXT NOT NULL
        ) STRICT
        """,
        "CREATE INDEX entries_by_kind ON entries (kind)",
        "CREATE INDEX entries_by_investigation ON entries (investigation) WHERE investigation IS NOT NULL",
        "CREATE INDEX entries_by_incident ON entries (incident) WHERE incident IS NOT NULL",
        "CREATE INDEX entries_by_symbol ON entries (symbol) WHERE symbol IS NOT NULL",
        "CREATE INDEX entries_by_client_order_id ON entries (client_order_id) WHERE client_order_id IS NOT NULL",
        """
        CREATE TRIGGER entries_follow_the_chain BEFORE INSERT ON entries
        WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entries)
            OR NEW.prev_hash IS NOT coalesce(
                (SELECT hash FROM entries ORDER BY seq DESC LIMIT 1),
                '0000000000000000000000000000000000000000000000000000000000000000')
        BEGIN SELECT RAISE(ABORT, 'the audit log only grows at its end'); END
        """,
        """
        CREATE TRIGGER entries_are_never_updated BEFORE UPDATE ON entries
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
        """,
        """
        CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
        """,
    ]

    /// The entries of a log of today in a database of version 1.
    private static func downgraded(_ drafts: [EntryDraft]) throws -> (TemporaryLog, [AuditEntry]) {
        let today = try TemporaryLog()
        let store = try today.open()
        _ = try store.append(drafts)
        let entries = try store.entries()
        let log = try TemporaryLog()
        let queue = try DatabaseQueue(path: log.path)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            for sql in version1 { try db.execute(sql: sql) }
            for entry in entries {
                try db.execute(
                    sql: "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    arguments: [
                        entry.seq, entry.ts, entry.kindText, entry.investigation, entry.incident, entry.operator,
                        entry.host, entry.environment, entry.symbol, entry.clientOrderID, entry.payloadText,
                        entry.prevHash, entry.hash,
                    ])
            }
            try db.execute(sql: "PRAGMA application_id = 1735541068; PRAGMA user_version = 1")
        }
        try queue.close()
        return (log, entries)
    }

    private static let drafts = [
        draft(1),
        EntryDraft(kind: .actionIntent, symbol: "BTCUSDT", payload: ["action": "cancel"]),
        EntryDraft(kind: .actionIntent, symbol: "BTCUSDT", payload: ["action": "cancel"]),
        EntryDraft(kind: .actionOutcome, symbol: "BTCUSDT", payload: ["intent": 2, "outcome": "done"]),
    ]

    @Test func `a log of version 1 is read as it is, and stays so`() throws {
        let (log, entries) = try Self.downgraded(Self.drafts)
        let before = try Data(contentsOf: URL(filePath: log.path))
        let store = try log.open(.read)
        #expect(try store.verify().ok)
        #expect(try store.checkEnd().ok)
        #expect(try store.entries() == entries)
        #expect(try store.entries(matching: EntryFilter(actions: ["cancel"])).map(\.seq) == [2, 3])
        #expect(try store.entries(matching: EntryFilter(outcomes: ["done"])).map(\.seq) == [4])
        #expect(try store.entries(matching: EntryFilter(operator: "ada", limit: 2)).map(\.seq) == [3, 4])
        #expect(try store.openIntents().map(\.entry.seq) == [3])
        #expect(try store.lastWords(on: EntryFilter(kinds: [.actionIntent])).map(\.word?.seq) == [4, nil])
        #expect(try Data(contentsOf: URL(filePath: log.path)) == before)
    }

    @Test func `opened for appending it becomes one of today, its chain unchanged`() throws {
        let (log, entries) = try Self.downgraded(Self.drafts)
        let store = try log.open()
        #expect(try store.entries() == entries)
        #expect(try store.append(draft(5)).seq == 5)
        #expect(try store.openIntents().map(\.entry.seq) == [3])
        let verification = try log.open(.read).verify()
        #expect(verification.ok, "\(verification)")
        let fresh = try TemporaryLog()
        _ = try fresh.open()
        #expect(try Self.schema(of: log) == Self.schema(of: fresh))
    }

    @Test func `an altered log of version 1 is left alone`() throws {
        let (log, _) = try Self.downgraded(Self.drafts)
        try log.tamper(droppingTriggers: false, "DROP INDEX entries_by_kind")
        #expect(AuditFailure.kind { () throws(AuditFailure) in try log.open() } == .schemaAltered)
        #expect(try log.open(.read).verify().why == "entries_by_kind was dropped from the database")
    }

    @Test func `a log of a later version is not touched`() throws {
        let log = try TemporaryLog()
        try log.filled(2)
        try log.tamper(droppingTriggers: false, "PRAGMA user_version = 3")
        #expect(AuditFailure.kind { () throws(AuditFailure) in try log.open() } == .newerSchema)
        #expect(AuditFailure.kind { () throws(AuditFailure) in try log.open(.read) } == .newerSchema)
    }

    private static func schema(of log: TemporaryLog) throws -> [String] {
        let queue = try DatabaseQueue(path: log.path)
        defer { try? queue.close() }
        return try queue.read {
            try String.fetchAll($0, sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
        }
    }
}
