import AuditLog
import Foundation
import JSON
import TestSupport
import Testing
import TriageCore

/// What a long log costs to read: nothing grows faster than the log.
@Suite struct AuditScaleTests {
    private static let steps = 12

    /// Investigations of fifteen entries, one in ten of them of an incident, one in five with a cancel.
    private static func fill(_ store: AuditStore, _ count: Int, from first: Int) throws {
        var drafts: [EntryDraft] = []
        var number = first
        while drafts.count < count {
            number += 1
            let id = "grinder_d_BTCUSDT_1_1772971200_\(number)"
            func draft(_ kind: AuditKind, _ payload: JSONValue) {
                drafts.append(
                    EntryDraft(
                        kind: kind, investigation: "inv-\(number)",
                        incident: number % 10 == 0 ? "INC-\(number / 1_000)" : nil,
                        symbol: number % 50_000 == 7 ? "DOGEUSDT" : "BTCUSDT", clientOrderID: id, payload: payload))
            }
            draft(.investigationOpened, ["command": "triage unexpected"])
            for step in 0..<steps {
                draft(
                    .step,
                    [
                        "id": .string("step-\(step)"), "status": "ok", "summary": "open: BUY 0.005 at 59000.10",
                        "facts": [["name": "status", "source": "GET /fapi/v1/order", "value": "NEW"]],
                    ])
            }
            draft(.verdict, ["action": "cancel", "code": "orphaned"])
            guard number % 5 == 0 else { continue }
            draft(.actionIntent, ["action": "cancel", "request": ["orderId": .string(String(number))], "policy": [:]])
        }
        _ = try store.append(Array(drafts.prefix(count)))
    }

    private static func seconds(_ what: String, _ works: () throws -> Bool) throws -> Double {
        let began = ContinuousClock.now
        let isWorking = try works()
        let took = began.duration(to: .now).components
        #expect(isWorking, "\(what)")
        return Double(took.seconds) + Double(took.attoseconds) / 1e18
    }

    /// Each reading of the log and how long it took.
    private static func readings(_ log: TemporaryLog) throws -> [String: Double] {
        let store = try log.open(.read)
        let one = EntryFilter(clientOrderID: "grinder_d_BTCUSDT_1_1772971200_42")
        var readings: [String: Double] = [:]
        readings["verify"] = try seconds("verify") { try store.verify().ok }
        readings["end"] = try seconds("end") { try store.checkEnd().ok }
        readings["incidents"] = try seconds("incidents") {
            try !store.incidentCounts(of: [.investigationOpened]).isEmpty
        }
        readings["open intents"] = try seconds("open intents") { try !store.openIntents(limit: 6).isEmpty }
        readings["one order"] = try seconds("one order") { try store.entries(matching: one).count >= steps }
        readings["the last 50"] = try seconds("the last 50") {
            try store.entries(matching: EntryFilter(limit: 50)).count == 50
        }
        return readings
    }

    @Test func `ten times the log takes about ten times as long to verify, and a search no longer`() throws {
        let log = try TemporaryLog()
        let small = Campaign.isWhole ? 100_000 : 700
        var store: AuditStore? = try log.open()
        var written = 0
        func grow(to count: Int) throws {
            while written < count {
                let portion = min(20_000, count - written)
                let open = try #require(store)
                try Self.fill(open, portion, from: written)
                written += portion
            }
        }
        try grow(to: small)
        let before = try Self.readings(log)
        try grow(to: small * 10)
        store = nil
        let after = try Self.readings(log)
        var wrong: [String] = []
        for (name, seconds) in after {
            let earlier = before[name, default: 0]
            // A tenth of a second is a busy machine's.
            if Campaign.isWhole, seconds > earlier * 25 + 0.5 {
                wrong.append("\(name): \(earlier) s, then \(seconds) s")
            }
        }
        let times = after.sorted { $0.key < $1.key }.map { "\($0.key) \(Int($0.value * 1_000)) ms" }
        Campaign.printSummary(
            "reading an audit log of \(written) rows", cases: after.count, failures: wrong.count, times)
        #expect(wrong.isEmpty, "\(wrong)")
    }
}
