import AuditLog
import GRDB
import JSON
import Testing
import TriageCore

struct ChainTests {
    @Test func `an empty log has no head and verifies`() throws {
        let log = try TemporaryLog()
        let store = try log.open()
        #expect(try store.head() == nil)
        #expect(try store.entries().isEmpty)
        #expect(try store.verify() == Verification(entries: 0, head: nil, problems: []))
    }

    @Test func `each entry carries the hash of the one before`() throws {
        let log = try TemporaryLog()
        let store = try log.open()
        let positions = try (1...3).map { try store.append(draft($0)) }
        let entries = try store.entries()
        #expect(positions.map(\.seq) == [1, 2, 3])
        #expect(entries.map(\.position) == positions)
        #expect(entries.map(\.prevHash) == [String(repeating: "0", count: 64), positions[0].hash, positions[1].hash])
        #expect(try store.head() == positions[2])
        #expect(positions[2].description == "3:\(positions[2].hash)")
        #expect(AuditPosition(positions[2].description) == positions[2])
    }

    @Test func `the hash is SHA-256 of the canonical JSON of all columns but hash`() throws {
        let log = try TemporaryLog()
        let position = try log.open().append(
            EntryDraft(kind: .actionIntent, symbol: "BTCUSDT", payload: ["b": 1, "a": "\u{1}\""]))
        // python3: hashlib.sha256(json.dumps(columns, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
        #expect(position.hash == "f468ee5cae3f0ab9d1a06a1f2f49eca31131140840493e82f96ec2fc3c647f13")
    }

    @Test func `entries appended together are one transaction`() throws {
        let log = try TemporaryLog()
        let store = try log.open()
        let tooLarge = EntryDraft(kind: .note, payload: [.integer(1 << 53)])
        #expect(
            AuditFailure.kind { () throws(AuditFailure) in try store.append([draft(1), tooLarge]) } == .invalidDraft)
        #expect(try store.head() == nil)
        #expect(try store.append([]).isEmpty)
        #expect(try store.append([draft(1), draft(2)]).map(\.seq) == [1, 2])
    }

    @Test func `a log is continued by the next process`() throws {
        let log = try TemporaryLog()
        let first = try log.open().append(draft(1))
        let store = try log.open()
        let second = try store.append(draft(2))
        #expect(try store.entry(seq: 2)?.prevHash == first.hash)
        #expect(try store.verify(expecting: [second]).ok)
        #expect(try store.entry(seq: 3) == nil)
    }

    @Test(arguments: [
        "UPDATE entries SET ts = 'x'", "DELETE FROM entries", "DELETE FROM entries WHERE seq = 2",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE seq = 2",
        "INSERT INTO entries SELECT 5, ts, kind, NULL, NULL, operator, host, environment, NULL, NULL, payload, hash, '' "
            + "FROM entries WHERE seq = 3",
        "INSERT INTO entries SELECT 4, ts, kind, NULL, NULL, operator, host, environment, NULL, NULL, payload, '', '' "
            + "FROM entries WHERE seq = 3",
        "INSERT INTO entries SELECT NULL, ts, kind, NULL, NULL, operator, host, environment, NULL, NULL, payload, hash, ''"
            + "FROM entries WHERE seq = 3",
    ])
    func `the database itself refuses all but the next entry`(sql: String) throws {
        let log = try TemporaryLog()
        try log.filled(3)
        #expect(throws: DatabaseError.self) { try log.tamper(droppingTriggers: false, sql) }
        #expect(try log.open(.read).verify().ok)
    }

    @Test(arguments: [
        "", "1", "0:\(hash)", "-1:\(hash)", "01:\(hash)", "1:\(hash)0", "1:\(hash.uppercased())", "1:\(hash):",
    ])
    func `a malformed head is no position`(text: String) {
        #expect(AuditPosition(text) == nil)
    }

    private static let hash = String(repeating: "ab", count: 32)
}
