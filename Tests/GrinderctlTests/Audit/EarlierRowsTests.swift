import AuditLog
import Foundation
import GRDB
import JSON
import Testing
import TriageCore

@testable import grinderctl

/// Rows as version 0.1.0 wrote them, exported from its drills (a reset that was killed and resumed, a cancel under four eyes, a
/// cancel whose answer was lost) and an incident: whatever reads payloads must go on reading these.
@Suite struct EarlierRowsTests {
    private static let lines: [Substring] = {
        let file = Bundle.module.url(forResource: "Samples/audit/rows", withExtension: "jsonl")
        let text = file.flatMap { try? String(contentsOf: $0, encoding: .utf8) } ?? ""
        return text.split(separator: "\n").filter { $0.contains(#""prev_hash""#) }
    }()

    /// Puts the first `count` of them into the stage's log.
    private static func lay(_ count: Int = lines.count, in stage: Stage) throws {
        try stage.append([])
        let columns = [
            "seq", "ts", "kind", "investigation", "incident", "operator", "host", "environment", "symbol",
            "client_order_id", "payload", "prev_hash", "hash",
        ]
        let queue = try DatabaseQueue(path: stage.auditPath)
        try queue.write { db in
            for line in lines.prefix(count) {
                let row = JSONTree(text: String(line))
                let values = columns.map { name -> (any DatabaseValueConvertible)? in
                    name == "seq" ? row[name].number : row[name].text
                }
                try db.execute(
                    sql: "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    arguments: StatementArguments(values))
            }
        }
        try queue.close()
    }

    @Test func `they verify, list and are shown one by one`() async throws {
        #expect(Self.lines.count > 100)
        try await Stage.set { stage async throws in
            try Self.lay(in: stage)
            let verified = await stage.run(["audit", "verify", "--json"])
            #expect(verified.exit == 0, "\(verified.all)")
            #expect(verified.json["entries"].number == Int64(Self.lines.count))
            let listed = await stage.run(["audit", "list", "--json"]).json["entries"].elements
            #expect(listed.count == Self.lines.count)
            for entry in listed {
                let seq = try #require(entry["seq"].number)
                #expect(await stage.run(["audit", "show", String(seq)]).exit == 0, "seq \(seq)")
            }
        }
    }

    @Test func `a case of theirs is reported, and what was cancelled by hand is listed`() async throws {
        try await Stage.set { stage async throws in
            try Self.lay(in: stage)
            let report = await stage.run(["audit", "report", "INC-42"])
            #expect(report.exit == 0, "\(report.all)")
            for part in ["two orders at 03:00", "orphaned", "told the desk", "left for the morning"] {
                #expect(report.output.contains(part), "\(part)")
            }
            let cancels = await stage.run(["audit", "list", "--manual-cancels"])
            #expect(cancels.exit == 0)
            for id in [
                "grinder_d_BTCUSDT_1_1772964000_252", "grinder_d_BTCUSDT_1_1772964000_253",
                "grinder_d_BTCUSDT_3_1772964000_41", "grinder_d_BTCUSDT_1_1772964000_23",
            ] { #expect(cancels.output.contains(id), "\(id): \(cancels.output)") }
        }
    }

    @Test func `a reset that was killed is taken up where it stood`() async throws {
        try await Stage.set { stage async throws in
            // Up to the cancel's intent: its answer was never written down.
            try Self.lay(18, in: stage)
            let store = try AuditStore.open(
                path: stage.auditPath, access: .read,
                identity: AuditIdentity(operator: "ada", host: "oncall-1", environment: "sandbox"), now: { "" })
            let steps = try store.entries(matching: EntryFilter(kinds: [.resetStep])).map { try $0.payload() }
            let progress = ResetProgress(rows: steps)
            #expect(progress.hasBegun)
            #expect(!progress.isFinished)
            #expect(!progress.isRestarting)
            #expect(progress.stopped == ["grinder-1"])
            let open = try AuditMemory(store: store).unresolvedIntents()
            #expect(open.map(\.seq) == [18])
            #expect(open.first?.clientOrderID?.rawValue == "grinder_d_BTCUSDT_1_1772964000_252")
            #expect(open.first?.exchangeID != nil)
            #expect(open.first?.accountContext.environment == "sandbox")
        }
    }

    @Test func `a whole reset has ended, and nothing is open`() async throws {
        try await Stage.set { stage async throws in
            try Self.lay(in: stage)
            let store = try AuditStore.open(
                path: stage.auditPath, access: .read,
                identity: AuditIdentity(operator: "ada", host: "oncall-1", environment: "sandbox"), now: { "" })
            let steps = try store.entries(matching: EntryFilter(kinds: [.resetStep])).map { try $0.payload() }
            #expect(ResetProgress(rows: steps).isFinished)
            #expect(try AuditMemory(store: store).unresolvedIntents().isEmpty)
        }
    }

    @Test func `a verdict of theirs is remembered with its order, its place and its instances`() async throws {
        try await Stage.set { stage async throws in
            try Self.lay(in: stage)
            let store = try AuditStore.open(
                path: stage.auditPath, access: .read,
                identity: AuditIdentity(operator: "ada", host: "oncall-1", environment: "sandbox"), now: { "" })
            let triages = try AuditMemory(store: store).triages(of: ClientOrderID("grinder_d_BTCUSDT_3_1772964000_41"))
            #expect(triages.map(\.code) == ["orphaned", "orphaned"])
            for triage in triages {
                #expect(triage.accountContext.environment == "sandbox")
                #expect(triage.accountContext.account.count == 16)
                #expect(triage.judged != nil)
                #expect(triage.instances != nil)
            }
            #expect(triages.first?.instances?.isEmpty == false)
            let positions = try AuditMemory(store: store).positionTriages(of: try #require(Symbol("BTCUSDT")))
            #expect(positions.map(\.code) == ["untracked-fills", "untracked-fills", "flat"])
        }
    }
}
