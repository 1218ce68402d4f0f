import AuditLog
import ExchangeSandbox
import Foundation
import JSON
import Testing
import TriageCore

@testable import grinderctl

/// Payloads are read and written by type: what one version wrote, every later one tells in the same bytes.
@Suite struct RecordTests {
    private static let earlier: [AuditEntry] = {
        let file = Bundle.module.url(forResource: "Samples/audit/rows", withExtension: "jsonl")
        let text = file.flatMap { try? String(contentsOf: $0, encoding: .utf8) } ?? ""
        return text.split(separator: "\n").filter { $0.contains(#""prev_hash""#) }.compactMap { line in
            let row = JSONTree(text: String(line))
            guard let seq = row["seq"].number, let kind = row["kind"].text, let payload = row["payload"].text else {
                return nil
            }
            return entry(kind, payload, seq: seq)
        }
    }()

    private static func entry(_ kind: String, _ payload: String, seq: Int64 = 1) -> AuditEntry {
        AuditEntry(
            seq: seq, ts: "2026-03-08T12:00:00.000Z", kindText: kind, operator: "ada", host: "oncall-1",
            environment: "sandbox", payloadText: payload, prevHash: "", hash: "")
    }

    /// Every member read by its type and written again.
    private static func retold(_ entry: AuditEntry) throws -> String {
        func told<Members: RecordMembers>(_ members: Members.Type) throws -> JSONValue {
            try entry.record(Record<Members>.self).retold
        }
        let kind = try #require(entry.kind)
        return try CanonicalJSON.text(of: try told(kind.members))
    }

    @Test func `every row of the first layout is understood whole, and written again in the same bytes`() throws {
        #expect(Self.earlier.count > 100)
        #expect(Set(Self.earlier.compactMap(\.kind)) == Set(AuditKind.allCases))
        for entry in Self.earlier {
            #expect(entry.recordProblem == nil, "seq \(entry.seq): \(entry.recordProblem?.why ?? "")")
            #expect(try Self.retold(entry) == entry.payloadText, "seq \(entry.seq)")
            #expect(Self.layout(of: entry) == .first, "seq \(entry.seq)")
        }
    }

    private static func layout(of entry: AuditEntry) -> RecordLayout? {
        func layout<Members: RecordMembers>(_ members: Members.Type) -> RecordLayout {
            entry.understood(as: Record<Members>.self).layout
        }
        return entry.kind.map { layout($0.members) }
    }

    @Test func `what is written now is understood whole`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            _ = await stage.run(Stage.cancel(States.orphanID).filter { $0 != "--execute" })
            #expect(await stage.run(Stage.cancel(States.orphanID)).exit == 0)
            _ = await stage.run(["incident", "open", "INC-1", "--title", "at night"])
            _ = await stage.run(["incident", "note", "INC-1", "told the desk"])
            _ = await stage.run(["timeline", "BTCUSDT"])
            _ = await stage.run(["incident", "close", "INC-1"])
            try Self.expectUnderstood(try stage.entries())
            let intent = try #require(try stage.entries(.actionIntent).first)
            #expect(Self.layout(of: intent) == .policyKept)
        }
    }

    @Test func `a whole reset is understood`() async throws {
        try await Stage.set(state: ResetTests.account.json) { stage async throws in
            #expect(await stage.run(ResetTests.plan, with: ResetTests.silent).exit == 0)
            #expect(await stage.run(ResetTests.words, with: ResetTests.silent).exit == 0)
            let rows = try stage.entries()
            try Self.expectUnderstood(rows)
            let phases = rows.compactMap { $0.understood(as: ResetStepRecord.self).phase }
            #expect(phases.first == .begun && phases.last == .ended)
        }
    }

    private static func expectUnderstood(_ rows: [AuditEntry]) throws {
        #expect(rows.count > 5)
        for row in rows {
            #expect(row.recordProblem == nil, "seq \(row.seq) \(row.kindText): \(row.payloadText)")
            #expect(try retold(row) == row.payloadText, "seq \(row.seq) \(row.kindText)")
        }
    }

    // MARK: - Later versions

    @Test func `members of a later version are kept, and named as unknown`() throws {
        let text = #"{"code":"orphaned","later":{"deep":[1]},"station":null}"#
        let verdict = try Self.entry("verdict", text).record(VerdictRecord.self)
        #expect(verdict.code == "orphaned")
        #expect(verdict.unknown == ["later"])
        #expect(verdict.has(\.accountContext) && verdict.accountContext == nil)
        #expect(!verdict.has(\.cause))
        #expect(try CanonicalJSON.text(of: verdict.payload) == text)
    }

    @Test(
        arguments: [
            ("verdict", #"{"code":"orphaned","confidence":"sure"}"#, "confidence"),
            ("reset.step", #"{"phase":"frozen","step":"cancel"}"#, "phase"),
            ("action.outcome", #"{"intent":"7","outcome":"done"}"#, "intent"),
            ("action.intent", #"{"action":"cancel","request":{"symbol":5}}"#, "request"),
            ("verdict", #"{"instances":[{"name":"a","state":"asleep"}]}"#, "instances"),
            ("note", "[]", "no JSON object"), ("note", "{", "no JSON object"),
            ("action.replaced", "{}", "later version"),
        ])
    func `a row that is not understood says so`(kind: String, payload: String, why: String) {
        let problem = Self.entry(kind, payload).recordProblem
        #expect(problem?.description.contains(why) == true, "\(problem?.description ?? "none")")
    }

    @Test func `a row of another kind is not read as this one`() {
        let note = Self.entry("note", #"{"code":"orphaned"}"#)
        #expect(throws: RecordProblem.self) { try note.record(VerdictRecord.self) }
        #expect(note.understood(as: VerdictRecord.self).code == nil)
    }

    @Test func `a newer verdict that is not understood does not leave the older one in force`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            #expect(try stage.entries(.verdict).map { $0.understood(as: VerdictRecord.self).code } == ["orphaned"])
            let later = EntryDraft(
                kind: .verdict, investigation: "later", symbol: "BTCUSDT", clientOrderID: States.orphanID,
                payload: ["mismatch": "ORDER_EXISTS_UNEXPECTED", "code": "gone", "confidence": "sure"])
            try stage.append([later])
            let answer = await stage.run(Stage.cancel(States.orphanID))
            #expect(answer.exit == 65, "\(answer.all)")
            #expect(answer.all.contains("is not understood"))
            #expect(stage.exchange.mutatingRequests().isEmpty)
            let shown = await stage.run(["audit", "show", "later"])
            #expect(shown.exit == 0)
            #expect(shown.output.contains("not understood by this version"), "\(shown.output)")
            let report = await stage.run(["audit", "report", "--since", "2026-03-08T00:00:00Z"])
            #expect(report.output.contains("does not understand seq"), "\(report.all)")
        }
    }

    @Test func `a reset with a row that is not understood is not gone on with`() async throws {
        struct Dead: Error {}
        try await Stage.set(state: ResetTests.account.json) { stage async throws in
            _ = await stage.run(ResetTests.words, with: ResetTests.silent) { if $0 == .sent { throw Dead() } }
            let id = try #require(try stage.entries(.resetStep).first?.investigation)
            let sent = stage.exchange.mutatingRequests().count
            let later: JSONValue = ["step": "expected-state", "phase": "archived"]
            try stage.append([EntryDraft(kind: .resetStep, investigation: id, payload: later)])
            let answer = await stage.run(ResetTests.words + ["--resume", id], with: ResetTests.silent)
            #expect(answer.exit == 65, "\(answer.all)")
            #expect(answer.all.contains("is not understood") && answer.all.contains("phase"))
            #expect(stage.exchange.mutatingRequests().count == sent)
        }
    }

    // MARK: - One place

    /// Whoever read a payload by the names of its members would not notice that one was renamed.
    @Test func `no payload is read or written by name outside of its record`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
        let files =
            FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?
            .compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" } ?? []
        #expect(files.count > 400)
        let forbidden = [
            /\.payload\(\)/, /EntryDraft\([^)]*payload:/, /payloadText\)/, /\b(?:payload|shown|recorded|rest)\??\["/,
        ]
        for file in files where !file.path.contains("/Sources/AuditLog/") {
            let text = try String(contentsOf: file, encoding: .utf8)
            for pattern in forbidden {
                let found = text.firstMatch(of: pattern).map { String($0.output) }
                #expect(found == nil, "\(file.lastPathComponent): \(found ?? "")")
            }
        }
    }
}

/// A record, whatever its members.
private protocol Retellable {
    var retold: JSONValue { get }
}

extension Record: Retellable {
    fileprivate var retold: JSONValue {
        var members: JSONValue.Members = [:]
        for (name, value) in payload.objectValue ?? [:] {
            guard let known = Members.schema.listed.first(where: { $0.name == name }) else { continue }
            members[name] = value == .null ? .null : Self.told(known, value)
        }
        return .object(members)
    }

    private static func told<Known: AnyMember>(_ member: Known, _ json: JSONValue) -> JSONValue? {
        let value = Known.Value(recorded: json)
        if let nested = value as? any Retellable { return nested.retold }
        if let list = value as? [any Retellable], !list.isEmpty { return .array(list.map(\.retold)) }
        return value?.recorded
    }
}
