import AuditLog
import Testing
import TriageCore

@testable import grinderctl

struct TimelineAuditTests {
    private static let clock = ClockReading(
        exchangeTime: Timestamp(milliseconds: 1_772_971_200_000), offsetMilliseconds: -1_250, errorMilliseconds: 20)

    private static func entry(
        _ seq: Int64, _ kind: String = "verdict", host: String = "oncall-1", ts: String = "2026-03-08T12:00:00.000Z",
        payload: String = #"{"action":"cancel","code":"orphaned"}"#
    ) -> AuditEntry {
        let zeros = String(repeating: "0", count: 64)
        return AuditEntry(
            seq: seq, ts: ts, kindText: kind, operator: "ada", host: host, environment: "sandbox", symbol: "BTCUSDT",
            clientOrderID: States.orphanID, payloadText: payload, prevHash: zeros, hash: zeros)
    }

    private static func read(_ entries: AuditEntry..., clock: ClockReading? = clock) -> TimelineAudit {
        TimelineAudit(entries, clock: clock, host: "oncall-1", path: "audit.db")
    }

    @Test func `this machine's entries are moved by the offset measured`() {
        let audit = Self.read(Self.entry(4))
        #expect(audit.events.map(\.moment?.description) == ["2026-03-08T11:59:58.750Z"])
        #expect(audit.events.map(\.certainty) == [.corrected(milliseconds: -1_250)])
        #expect(audit.events.map(\.text) == ["verdict: orphaned cancel, by ada"])
        #expect(audit.events.map(\.source) == ["audit seq 4"])
        #expect(audit.gaps.isEmpty)
    }

    @Test func `another machine's are not, and said to be so`() {
        let audit = Self.read(Self.entry(4, host: "oncall-2"), Self.entry(5))
        #expect(audit.events.map(\.certainty) == [.uncorrected, .corrected(milliseconds: -1_250)])
        #expect(audit.gaps.map(\.kind) == [.clock])
    }

    @Test func `without the exchange's clock all are as they were written`() {
        #expect(Self.read(Self.entry(4), clock: nil).events.map(\.certainty) == [.uncorrected])
    }

    @Test(arguments: [
        (
            "action.refused", #"{"gates":[{"code":"not-ours","status":"refused"},{"code":"x","status":"passed"}]}"#,
            "not-ours"
        ),
        ("action.outcome", #"{"intent":4,"outcome":"unknown"}"#, "unknown"),
        ("step", #"{"id":"owner","status":"ok"}"#, "owner ok"),
        ("investigation.opened", #"{"command":"triage unexpected"}"#, "triage unexpected"),
        ("note", "{", "(payload unreadable)"),
    ])
    func `an entry is told by its kind and its gist`(kind: String, payload: String, gist: String) {
        let text = Self.read(Self.entry(4, kind, payload: payload)).events.first?.text
        #expect(text?.hasPrefix(kind) == true)
        #expect(text?.contains(gist) == true)
    }

    @Test func `an entry whose time cannot be read has none`() {
        #expect(Self.read(Self.entry(4, ts: "noon")).events.map(\.certainty) == [.unknown])
    }
}
