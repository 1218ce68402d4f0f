import ExchangeSandbox
import Foundation
import OperatorStage
import Testing
import TriageCore

@testable import grinderctl

/// Every verdict, every plan and every alert as a terminal of 80 columns and 24 rows shows it, from the built binary; the
/// last row is typed as it stands, and does what it says.
@Suite struct TerminalScreenTests {
    // MARK: Verdicts

    /// A verdict's first row, of one subject or of several.
    private static func beginsAnswer(_ row: String) -> Bool {
        let code = #/(?!(?:note|warning|error):)[a-z]+(-[a-z]+)*( \((certain|likely)\))?: /#
        return row.prefixMatch(of: code) != nil
            || row.prefixMatch(of: #/[0-9]+ (of [0-9]+ [a-z]|findings?: )/#) != nil
    }

    @Test(arguments: VerdictCase.everyVerdict.indices)
    func `every verdict: rows, columns, the code first, and the last row typed`(_ index: Int) async throws {
        let row = VerdictCase.everyVerdict[index]
        try await row.play { stage, changes async throws in
            let line = (["grinderctl"] + row.words).joined(separator: " ")
            let typed = try await TypedLine(line, on: stage, with: changes, beginning: Self.beginsAnswer)
            let first = try #require(typed.shown.rows.first)
            let count = row.codes.count { $0 == row.codes[0] }
            let wanted =
                row.codes.count == 1
                ? ["\(row.codes[0]) (", "\(row.codes[0]): "] : ["\(count) of \(row.codes.count) \(row.codes[0])"]
            #expect(wanted.contains { first.hasPrefix($0) }, "\(typed.rows)")
            #expect(typed.shown.exit == row.exit, "\(typed.rows)")
            #expect(typed.shown.faults() == [], "\(typed.rows)")
            #expect(typed.shown.commands.isEmpty == (row.exit == 0), "\(typed.rows)")
            try await Self.follow(typed, on: stage, with: changes)
        }
    }

    /// Types the last row as it stands but for what is left to a person.
    private static func follow(_ typed: TypedLine, on stage: OperatorStage, with changes: [String: String?])
        async throws
    {
        for line in typed.shown.rows.suffix(typed.shown.commands.count) {
            if line.contains("'…'") || line.contains("=…") {
                let exit = try await TypedLine(line, on: stage, with: changes).shown.exit
                #expect(exit == (line.contains("=…") ? 64 : 3), "\(line)")
            }
            let acts = line.contains(" --execute")
            let done = try await TypedLine(
                TypedLine.filled(line), on: stage, with: changes,
                beginning: { acts ? $0.hasPrefix("verified ") : beginsAnswer($0) })
            #expect(done.shown.rows.first.map { acts || beginsAnswer($0) } == true, "\(line)\n\(done.rows)")
            #expect(done.shown.faults() == [], "\(line)\n\(done.rows)")
            #expect(
                acts ? done.shown.exit == 0 : (done.shown.exit < 3 || done.shown.exit == 69), "\(line)\n\(done.rows)")
            if acts { #expect(done.shown.rows.first?.hasPrefix("verified ") == true, "\(line)\n\(done.rows)") }
        }
    }

    // MARK: Actions

    @Test(arguments: ActionScene.all)
    func `every plan, refusal and outcome: rows, columns, the outcome first, and the last row typed`(
        _ scene: ActionScene
    ) async throws {
        try await OperatorStage.set(state: scene.state) { stage async throws in
            for words in scene.before { _ = try await stage.run(words, with: scene.changes) }
            stage.exchange.add(faults: try scene.faults.map { try Fault(spec: $0) })
            let config = try scene.config.map { ["--config", try stage.write($0, to: "config.yaml")] } ?? []
            let line = Printable.shellLine(["grinderctl"] + scene.words + config)
            let typed = try await TypedLine(line, on: stage, with: scene.changes) { $0.hasPrefix(scene.first) }
            let shown = typed.shown
            #expect(shown.rows.first?.hasPrefix(scene.first) == true, "\(typed.rows)")
            #expect(shown.faults() == [], "\(typed.rows)")
            guard let last = scene.last else {
                #expect(shown.commands.isEmpty, "\(typed.rows)")
                return
            }
            let command = try #require(shown.rows.last)
            #expect(command.hasPrefix(last), "\(typed.rows)")
            guard let leads = scene.leads else { return }
            let done = try await TypedLine(TypedLine.filled(command), on: stage, with: scene.changes) {
                $0.hasPrefix(leads)
            }
            #expect(done.shown.rows.first?.hasPrefix(leads) == true, "\(command)\n\(done.rows)")
            #expect(done.shown.faults() == [], "\(command)\n\(done.rows)")
        }
    }

    @Test func `no verdict, plan or outcome is without a scene`() {
        let cases = VerdictCase.everyVerdict
        let reached = Dictionary(grouping: cases) { $0.words[1] }.mapValues { Set($0.flatMap(\.codes)) }
        #expect(reached["missing"] == Set(MissingVerdict.allCases.map(\.rawValue)))
        #expect(reached["unexpected"] == Set(UnexpectedVerdict.allCases.map(\.rawValue)))
        #expect(reached["divergence"] == Set(DivergenceVerdict.allCases.map(\.rawValue)))
        #expect(reached["position"] == Set(PositionVerdict.allCases.map(\.rawValue)))
        let planned = Set(ActionScene.all.filter { $0.first == "planned " }.map(\.words[0]))
        #expect(planned == ["cancel", "flatten", "reset", "stream"])
        let outcomes = Set(ActionScene.all.map { $0.first.trimmed })
        #expect(outcomes.isSuperset(of: ActionReport.Outcome.allCases.map(\.rawValue)))
    }

    // MARK: Alerts

    struct Alert: Sendable, CustomTestStringConvertible {
        let name: String
        let type: String
        var testDescription: String { "\(name) \(type)" }

        var json: String {
            let label = type.isEmpty ? "" : #","type":"\#(type)""#
            return #"{"alerts":[{"status":"firing","labels":{"alertname":"\#(name)"\#(label)}}]}"#
        }
    }

    /// Each name that is ours with each type it may carry, and one that is not ours.
    static let alerts =
        AlertPayload.ofMismatches.sorted().flatMap { name in
            (Mismatch.allCases.map(\.rawValue) + ["", "ORDER_LOST"]).map { Alert(name: name, type: $0) }
        } + AlertPayload.ofState.sorted().map { Alert(name: $0, type: "") } + [Alert(name: "HighMemory", type: "")]

    @Test(arguments: alerts)
    func `every alert: rows, columns, what was found first, and the last row typed`(_ alert: Alert) async throws {
        try await OperatorStage.set(state: States.orphan) { stage async throws in
            let file = try stage.write(alert.json, to: "alert.json")
            let typed = try await TypedLine(
                "grinderctl triage alert \(file)", on: stage, beginning: Self.beginsAnswer)
            #expect(typed.shown.rows.first.map(Self.beginsAnswer) == true, "\(typed.rows)")
            #expect(typed.shown.faults() == [], "\(typed.rows)")
            #expect(typed.shown.commands.isEmpty == (typed.shown.exit == 0), "\(typed.rows)")
            try await Self.follow(typed, on: stage, with: [:])
        }
    }

    @Test(arguments: ["scan --symbol BTCUSDT", "scan --symbol BTCUSDT --run", "check", "stream status"])
    func `what looks at all of it fits as well`(_ words: String) async throws {
        try await OperatorStage.set(state: States.orphan) { stage async throws in
            let typed = try await TypedLine("grinderctl \(words)", on: stage, beginning: Self.beginsAnswer)
            #expect(typed.shown.rows.first.map(Self.beginsAnswer) == true, "\(typed.rows)")
            #expect(typed.shown.faults() == [], "\(typed.rows)")
            try await Self.follow(typed, on: stage, with: [:])
        }
    }

    // MARK: Local time

    @Test func `a host in another zone shows its wall clock beside UTC, one in UTC shows nothing twice`() async throws {
        let row = try #require(VerdictCase.unexpected.first { $0.name == "unexpected-orphaned" })
        // As POSIX writes a zone: no table of zones is needed.
        for (zone, mark) in [("EXAMPLE-5:30", " EXAMPLE)"), ("UTC0", nil), (nil, nil)] as [(String?, String?)] {
            try await row.play { stage, changes async throws in
                let line = (["grinderctl"] + row.words).joined(separator: " ")
                let typed = try await TypedLine(
                    line, on: stage, with: changes.merging(["TZ": zone], uniquingKeysWith: { $1 }),
                    beginning: Self.beginsAnswer)
                let text = typed.shown.rows.joined(separator: " ")
                #expect(typed.shown.faults() == [], "\(typed.rows)")
                #expect(text.contains(mark ?? "EXAMPLE") == (mark != nil), "\(typed.rows)")
                let times = text.matches(of: #/[0-9]{2}:[0-9]{2} [A-Z]+\)/#)
                #expect(times.isEmpty == (mark == nil), "\(typed.rows)")
            }
        }
    }
}
