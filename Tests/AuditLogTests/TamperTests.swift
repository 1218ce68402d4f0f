import AuditLog
import GRDB
import Testing

struct TamperTests {
    @Test(arguments: [
        ("seq", "30"), ("ts", "'2026-03-08T12:00:00.001Z'"), ("kind", "'verdict'"), ("investigation", "'inv-4'"),
        ("investigation", "NULL"), ("incident", "'inc-2'"), ("operator", "'eve'"), ("host", "'oncall-2'"),
        ("environment", "'mainnet'"), ("symbol", "'ETHUSDT'"), ("symbol", "''"), ("client_order_id", "NULL"),
        ("payload", #"'{"number":4}'"#), ("payload", #"'{"number": 3}'"#), ("payload", "''"),
        ("payload", #"'{"number":3}' || x'00' || 'hidden'"#), ("ts", "CAST(x'ff' AS TEXT)"),
        ("prev_hash", "'\(zeros)'"), ("hash", "'\(zeros)'"), ("hash", "upper(hash)"), ("hash", "''"),
    ])
    func `an edited column is found at its entry`(column: String, value: String) throws {
        let log = try TemporaryLog()
        try log.filled(5)
        try log.tamper("UPDATE entries SET \(column) = \(value) WHERE seq = 3")
        let verification = try log.open(.read).verify()
        #expect(!verification.ok)
        #expect(verification.firstBad == 3, "\(verification)")
        #expect(verification.entries == 5)
    }

    @Test(
        arguments: [
            ("DELETE FROM entries WHERE seq = 3", 3), ("DELETE FROM entries WHERE seq = 1", 1),
            ("DELETE FROM entries WHERE seq IN (2, 3)", 2),
            ("UPDATE entries SET seq = 9 WHERE seq = 5", 5),
            // Two entries change places.
            (
                """
                UPDATE entries SET seq = 100 WHERE seq = 2; UPDATE entries SET seq = 2 WHERE seq = 4;
                UPDATE entries SET seq = 4 WHERE seq = 100
                """, 2
            ),
            // The entries after a deleted one move up.
            (
                """
                DELETE FROM entries WHERE seq = 2; UPDATE entries SET seq = 2 WHERE seq = 3;
                UPDATE entries SET seq = 3 WHERE seq = 4; UPDATE entries SET seq = 4 WHERE seq = 5
                """, 2
            ),
            (
                "INSERT INTO entries SELECT 6, ts, kind, NULL, NULL, 'eve', host, environment, NULL, NULL, '{}', hash, hash "
                    + "FROM entries WHERE seq = 5", 6
            ),
        ] as [(String, Int64)])
    func `a missing, moved or invented entry is found`(sql: String, seq: Int64) throws {
        let log = try TemporaryLog()
        try log.filled(5)
        try log.tamper(sql)
        #expect(try log.open(.read).verify().firstBad == seq)
    }

    @Test func `an entry rewritten with its hash breaks the chain at the next one`() throws {
        let log = try TemporaryLog()
        let other = try TemporaryLog()
        try log.filled(5)
        let store = try other.open()
        _ = try store.append([draft(1), draft(2), draft(7)])
        let forged = try #require(try store.entry(seq: 3))
        try log.tamper(
            "UPDATE entries SET investigation = 'inv-7', client_order_id = '\(forged.clientOrderID ?? "")', "
                + "payload = '\(forged.payloadText)', hash = '\(forged.hash)' WHERE seq = 3")
        #expect(try log.open(.read).verify().firstBad == 4)
    }

    @Test func `a cut end shows only against a head`() throws {
        let log = try TemporaryLog()
        try log.filled(5)
        let head = try #require(try log.open(.read).head())
        try log.tamper(droppingTriggers: true, "DELETE FROM entries WHERE seq > 3")
        try restoreTriggers(of: log)
        let store = try log.open(.read)
        #expect(try store.verify().ok)
        let verification = try store.verify(expecting: [head])
        #expect(!verification.ok)
        #expect(verification.firstBad == 4)
        #expect(verification.why == "seq 4: the log ends at seq 3, before 5")
    }

    @Test func `a head of another log is refused, an ancestor accepted`() throws {
        let log = try TemporaryLog()
        try log.filled(5)
        let store = try log.open(.read)
        let ancestor = try #require(try store.entry(seq: 2)).position
        #expect(try store.verify(expecting: [ancestor]).ok)
        let stranger = AuditPosition(seq: 2, hash: String(repeating: "0", count: 64))
        #expect(try store.verify(expecting: [stranger]).firstBad == 2)
    }

    @Test(arguments: [
        ("DROP TRIGGER entries_are_never_updated", "entries_are_never_updated was dropped from the database"),
        ("DROP TRIGGER entries_follow_the_chain", "entries_follow_the_chain was dropped from the database"),
        ("DROP INDEX entries_by_kind", "entries_by_kind was dropped from the database"),
        ("CREATE TABLE more (x)", "an extra table more is in the database"),
        (
            "DROP TRIGGER entries_are_never_deleted; CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries "
                + "BEGIN SELECT 1; END", "the trigger entries_are_never_deleted was altered"
        ),
    ])
    func `an altered schema is found, and nothing is appended to it`(sql: String, reason: String) throws {
        let log = try TemporaryLog()
        try log.filled(2)
        try log.tamper(droppingTriggers: false, sql)
        let verification = try log.open(.read).verify()
        #expect(!verification.ok)
        #expect(verification.firstBad == nil)
        #expect(verification.problems.map(\.reason) == [reason])
        #expect(AuditFailure.kind { () throws(AuditFailure) in try log.open() } == .schemaAltered)
    }

    @Test func `an index that hides an entry is found`() throws {
        let log = try TemporaryLog()
        try log.filled(3)
        try log.tamper(
            droppingTriggers: false,
            """
            PRAGMA writable_schema = ON;
            UPDATE sqlite_master SET sql = sql || ' WHERE 0' WHERE name = 'entries_by_kind';
            PRAGMA writable_schema = RESET;
            REINDEX entries_by_kind;
            PRAGMA writable_schema = ON;
            UPDATE sqlite_master SET sql = replace(sql, ' WHERE 0', '') WHERE name = 'entries_by_kind';
            """)
        let verification = try log.open(.read).verify()
        #expect(
            verification.why?.contains("entries_by_kind does not hold what the entries say") == true, "\(verification)")
    }

    @Test func `nothing is appended to an altered last entry`() throws {
        let log = try TemporaryLog()
        try log.filled(2)
        let store = try log.open()
        let triggers = try log.triggers()
        try log.tamper("UPDATE entries SET operator = 'eve' WHERE seq = 2; \(triggers.joined(separator: ";"))")
        #expect(AuditFailure.kind { () throws(AuditFailure) in try store.append(draft(3)) } == .chainBroken)
        #expect(try store.head()?.seq == 2)
    }

    private static let zeros = String(repeating: "0", count: 64)

    private func restoreTriggers(of log: TemporaryLog) throws {
        let fresh = try TemporaryLog()
        _ = try fresh.open()
        try log.tamper(droppingTriggers: false, try fresh.triggers().joined(separator: ";"))
    }
}

extension TemporaryLog {
    fileprivate func triggers() throws -> [String] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read {
            try String.fetchAll($0, sql: "SELECT sql FROM sqlite_master WHERE type = 'trigger'")
        }
    }
}
