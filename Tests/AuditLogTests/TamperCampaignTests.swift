import Foundation
import GRDB
import TestSupport
import Testing

@testable import AuditLog

/// Random tampers of a log whose head was noted elsewhere: each is found, at the first entry that is not what it was.
struct TamperCampaignTests {
    private static let length: Int64 = 12

    private enum Tamper: CaseIterable {
        case bit, column, deleted, swapped, inserted, rehashed, cut
    }

    /// The first seq that can be known to be bad, with the head noted; `nil` without: not to be seen.
    private struct Expectation {
        let pinned: Int64
        let unpinned: Int64?
    }

    private static let columns = Schema.columns.dropFirst()

    private static func apply(
        _ tamper: Tamper, _ db: Database, _ dice: inout SeededGenerator
    ) throws -> Expectation {
        let seq = Int64.random(in: 1...length, using: &dice)
        switch tamper {
        case .bit:
            let column = columns.randomElement(using: &dice) ?? "ts"
            let text = try String.fetchOne(db, sql: "SELECT \(column) FROM entries WHERE seq = \(seq)") ?? "x"
            var bytes = Array(text.utf8)
            bytes[Int.random(in: bytes.indices, using: &dice)] ^= 1 << UInt8.random(in: 0...6, using: &dice)
            try db.execute(
                sql: "UPDATE entries SET \(column) = CAST(? AS TEXT) WHERE seq = \(seq)", arguments: [Data(bytes)])
            return Expectation(pinned: seq, unpinned: seq)
        case .column:
            let column = columns.randomElement(using: &dice) ?? "ts"
            try db.execute(sql: "UPDATE entries SET \(column) = coalesce(\(column), '') || 'x' WHERE seq = \(seq)")
            return Expectation(pinned: seq, unpinned: seq)
        case .deleted:
            let victim = Int64.random(in: 1..<length, using: &dice)
            try db.execute(sql: "DELETE FROM entries WHERE seq = \(victim)")
            return Expectation(pinned: victim, unpinned: victim)
        case .swapped:
            let one = Int64.random(in: 1..<length, using: &dice)
            let other = Int64.random(in: (one + 1)...length, using: &dice)
            for (from, to) in [(one, 999), (other, one), (999, other)] {
                try db.execute(sql: "UPDATE entries SET seq = \(to) WHERE seq = \(from)")
            }
            return Expectation(pinned: one, unpinned: one)
        case .inserted:
            for moved in stride(from: length, through: seq, by: -1) {
                try db.execute(sql: "UPDATE entries SET seq = \(moved + 1) WHERE seq = \(moved)")
            }
            try db.execute(
                sql: """
                    INSERT INTO entries SELECT \(seq), ts, 'note', NULL, NULL, 'eve', host, environment, NULL, NULL, '{}',
                    prev_hash, hash FROM entries WHERE seq = \(seq + 1)
                    """)
            return Expectation(pinned: seq, unpinned: seq)
        case .rehashed:
            try rehash(from: seq, db)
            // Nothing between the altered entry and the noted head tells which one it was.
            return Expectation(pinned: length, unpinned: nil)
        case .cut:
            let end = Int64.random(in: 1..<length, using: &dice)
            try db.execute(sql: "DELETE FROM entries WHERE seq > \(end)")
            return Expectation(pinned: end + 1, unpinned: nil)
        }
    }

    /// Alters an entry and gives it and all after it the hashes that belong to them then.
    private static func rehash(from seq: Int64, _ db: Database) throws {
        var before = try String.fetchOne(db, sql: "SELECT prev_hash FROM entries WHERE seq = \(seq)") ?? ""
        let statement = try db.makeStatement(
            sql: "SELECT \(Rows.selection) FROM entries WHERE seq >= \(seq) ORDER BY seq")
        let file = try LogFile(path: "/nowhere", access: .read)
        for old in try Rows.entries(statement, in: db, of: file) {
            func entry(_ hash: String) -> AuditEntry {
                AuditEntry(
                    seq: old.seq, ts: old.ts, kindText: old.kindText, investigation: old.investigation,
                    incident: old.incident, operator: old.seq == seq ? "eve" : old.operator, host: old.host,
                    environment: old.environment, symbol: old.symbol, clientOrderID: old.clientOrderID,
                    payloadText: old.payloadText, prevHash: before, hash: hash)
            }
            let new = entry(try EntryHash.of(entry("")))
            try db.execute(
                sql: "UPDATE entries SET operator = ?, prev_hash = ?, hash = ? WHERE seq = ?",
                arguments: [new.operator, new.prevHash, new.hash, new.seq])
            before = new.hash
        }
    }

    @Test func `each of 10,000 random tampers is found at its first bad entry, given the head`() throws {
        let cases = Campaign.isWhole ? 10_000 : 350
        let model = try TemporaryLog()
        try model.filled(Int(Self.length))
        let head = try #require(try model.open(.read).head())
        let queue = try DatabaseQueue(path: model.path)
        let triggers = try queue.read {
            try Row.fetchAll($0, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        }
        try queue.close()
        var dice = SeededGenerator(seed: 5)
        var failures = 0
        for number in 0..<cases {
            let log = try TemporaryLog()
            try FileManager.default.copyItem(atPath: model.path, toPath: log.path)
            let tamper = Tamper.allCases[number % Tamper.allCases.count]
            var expected = Expectation(pinned: 0, unpinned: nil)
            let queue = try DatabaseQueue(path: log.path)
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF")
                for row in triggers { try db.execute(sql: "DROP TRIGGER \(row["name"] as String)") }
                expected = try Self.apply(tamper, db, &dice)
                for row in triggers { try db.execute(sql: row["sql"]) }
            }
            try queue.close()
            let store = try log.open(.read)
            let pinned = try store.verify(expecting: [head])
            let unpinned = try store.verify()
            let isRight =
                !pinned.ok && pinned.firstBad == expected.pinned && unpinned.firstBad == expected.unpinned
                && unpinned.ok == (expected.unpinned == nil)
            if !isRight {
                failures += 1
                Issue.record(
                    "case \(number), \(tamper): \(pinned.firstBad ?? 0), not \(expected); \(pinned) \(unpinned)")
            }
        }
        Campaign.printSummary("tampers with an audit log", cases: cases, failures: failures)
    }
}
