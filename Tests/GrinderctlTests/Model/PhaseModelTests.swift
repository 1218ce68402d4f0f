import AuditLog
import BotEvidence
import Foundation
import JSON
import OperatorStage
import TestSupport
import Testing
import TriageCore

@testable import grinderctl

/// `Tests/Model/phases.pml`, checked by spin, and audit logs held against it.
@Suite struct PhaseModelTests {
    /// What is left out or changed in the model, and what spin must then find.
    struct Flaw: Sendable, CustomTestStringConvertible {
        let what: String
        let line: String
        let instead: String
        var testDescription: String { what }
    }

    static let flaws = [
        Flaw(
            what: "a request that is signed after its window", line: ":: expired[mine] ->\n\t\t\tnote_row",
            instead: ":: false ->\n\t\t\tnote_row"),
        Flaw(
            what: "two commands that passed the gates together", line: "RIVAL(0) || RIVAL(1) ->",
            instead: "false ->"),
        Flaw(what: "success without reading back", line: ":: wasRead && wasGone ->", instead: ":: true ->"),
        Flaw(
            what: "an intent that nothing settles", line: "atomic {\n\t\tif\n\t\t:: OPEN(0) -> mine = 0",
            instead: "atomic {\n\t\tif\n\t\t:: OPEN(0) -> goto again"),
    ]

    /// Runs spin's verifier, for the assertions and for liveness, and returns how many errors either found.
    private func errors(in model: String, more: [String] = [], safety: Bool = true, liveness: Bool = true)
        async throws -> [Int]
    {
        let folder = FileManager.default.temporaryDirectory.path + "/grinderctl-model-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try model.write(toFile: folder + "/phases.pml", atomically: false, encoding: .utf8)
        var script = "set -e; cd '\(folder)'; spin \(more.joined(separator: " ")) -a phases.pml >/dev/null\n"
        if safety { script += "cc -O1 -w -DSAFETY -DNOCLAIM -o safety pan.c && ./safety -m200000\n" }
        if liveness { script += "cc -O1 -w -o liveness pan.c && ./liveness -a -f -m200000\n" }
        let outcome = await Program(
            path: "/bin/sh", arguments: ["-c", script], environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"],
            timeout: .seconds(1_800)
        ).run()
        #expect(outcome.ending == .exited(0), "\(outcome.output.suffix(500)) \(outcome.errors.suffix(500))")
        #expect(!outcome.output.contains("max search depth too small"))
        return outcome.output.matches(of: /errors: ([0-9]+)/).compactMap { Int($0.1) }
    }

    @Test func `spin finds no way to a second request, a false success or an intent that stays open`() async throws {
        let model = try String(contentsOfFile: PhaseModel.path, encoding: .utf8)
        #expect(try await errors(in: model) == [0, 0])
        guard Campaign.isWhole else { return }
        let more = ["-DLIMIT=3", "-DCRASHES=2", "-DFAULTS=2"]
        let found = try await errors(in: model, more: more)
        #expect(found == [0, 0])
        Campaign.printSummary("model, 9 million states", cases: 2, failures: found.filter { $0 > 0 }.count)
    }

    @Test(arguments: flaws)
    func `a model with a flaw is found out`(_ flaw: Flaw) async throws {
        let model = try String(contentsOfFile: PhaseModel.path, encoding: .utf8)
        let flawed = model.replacing(flaw.line, with: flaw.instead)
        #expect(flawed != model)
        let isLiveness = flaw.what.contains("nothing settles")
        let found = try await errors(in: flawed, safety: !isLiveness, liveness: isLiveness)
        #expect(found.contains { $0 > 0 }, "\(found)")
    }

    @Test func `the table is the model's, and its states are reached`() throws {
        let model = try PhaseModel()
        #expect(model.steps.count == 19)
        #expect(Set(model.steps.values) == ["INTENT", "DONE", "DOUBT", "SETTLED"])
        #expect(model.steps[.init(at: "DONE", row: "OUTCOME_UNKNOWN")] == nil)
        #expect(model.steps[.init(at: "NONE", row: "OUTCOME_DONE")] == nil)
    }

    private static func entry(_ seq: Int64, _ kind: AuditKind, _ payload: JSONValue) throws -> AuditEntry {
        AuditEntry(
            seq: seq, ts: "2026-03-08T12:00:00.000Z", kindText: kind.rawValue, investigation: "i", operator: "ada",
            host: "oncall-1", environment: "sandbox", symbol: "BTCUSDT",
            payloadText: try CanonicalJSON.text(of: payload), prevHash: "", hash: "")
    }

    @Test func `a log that does not follow the model is objected to`() throws {
        let model = try PhaseModel()
        let intent = try Self.entry(1, .actionIntent, ["action": "cancel"])
        let done = try Self.entry(2, .actionOutcome, ["intent": 1, "outcome": "done", "settled": false])
        let again = try Self.entry(3, .actionOutcome, ["intent": 1, "outcome": "done", "settled": false])
        let verified = try Self.entry(4, .actionVerified, ["intent": 1, "outcome": "verified", "settled": true])
        #expect(model.objections(to: [intent, done, verified]).isEmpty)
        // The disk may not take the outcome; what was read back settles it all the same.
        #expect(model.objections(to: [intent, verified]).isEmpty)
        #expect(model.objections(to: [verified]).count == 1)
        #expect(model.objections(to: [intent, done, again]).count == 1)
        #expect(model.objections(to: [done]).count == 1)
    }
}
