import ExchangeSandbox
import OperatorStage
import TestSupport
import Testing

@testable import grinderctl

/// Clocks that are off, and that step in the middle: an action is refused beyond a minute, and otherwise ends verified;
/// nothing is sent twice.
@Suite struct ClockCampaignTests {
    /// Milliseconds between the two clocks, and a step of this machine's at a phase.
    private struct Case {
        let action: Action
        let offset: Int64
        let step: Int64
        let phase: CommandContext.ActionPhase
    }

    private struct Action {
        let name: String
        let state: String
        let words: [String]
        var changes: [String: String?] = [:]
    }

    /// A reset's account has one order of its own, and no position.
    private static let actions = [
        Action(
            name: "cancel", state: States.orphans(1), words: Stage.cancel(States.many(1), more: ["--without-triage"])),
        Action(
            name: "flatten", state: FlattenState().json, words: Stage.flatten(more: ["--without-triage"]),
            changes: Stage.botless),
        Action(name: "reset", state: States.orphans(1), words: ResetTests.words, changes: ResetTests.silent),
    ]

    private static var cases: [Case] {
        var dice = SeededGenerator(seed: 20_260_308, "clocks")
        let offsets: [Int64] = [-3_600_000, -61_500, -58_000, -5_000, -900, 0, 900, 5_000, 58_000, 61_500, 86_400_000]
        let steps: [Int64] = [0, 0, 900, 2_500, 30_000, 3_600_000, -900, -2_500, -3_600_000]
        let phases: [CommandContext.ActionPhase] = [
            .planned, .gated, .intentDurable, .sent, .outcomeRecorded, .readBack,
        ]
        return (0..<(Campaign.isWhole ? 1_500 : 24)).map { number in
            Case(
                action: actions[number % actions.count],
                offset: dice.pick(offsets) + Int64.random(in: -400...400, using: &dice), step: dice.pick(steps),
                phase: dice.pick(phases))
        }
    }

    @Test func `a clock that is off or steps costs no order`() async throws {
        var wrong: [String] = []
        var counts: [String: Int] = [:]
        let cases = Self.cases
        for one in cases {
            let (outcome, complaints) = try await Self.play(one)
            counts[outcome, default: 0] += 1
            if !complaints.isEmpty {
                wrong.append(
                    "\(one.action.name), off \(one.offset), step \(one.step) at \(one.phase): \(complaints.joined(separator: "\n  "))"
                )
            }
        }
        Campaign.printSummary(
            "clocks that are off, or step at a beat: cancel, flatten, reset", cases: cases.count, failures: wrong.count,
            counts)
        #expect(wrong.isEmpty, "\(wrong.count) of \(cases.count):\n\(wrong.prefix(4).joined(separator: "\n\n"))")
        #expect(counts["verified", default: 0] > 0 && counts["refused", default: 0] > 0, "\(counts)")
    }

    private static func play(_ one: Case) async throws -> (String, [String]) {
        let fault = one.offset < 0 ? "clock\(one.offset)" : "clock+\(one.offset)"
        return try await Stage.set(state: one.action.state, faults: [fault]) { stage async throws in
            let clock = stage.clock
            // The exchange does not step: its clock goes against this machine's.
            let answer = await stage.run(one.action.words, with: one.action.changes) { phase in
                if phase == one.phase { clock.advance(one.step) }
            }
            var complaints: [String] = []
            let sent = stage.exchange.mutatingRequests()
            if sent.count > 1 { complaints.append("sent \(sent.count) times") }
            let isFar = abs(one.offset) > 60_500
            switch answer.outcome {
            case "refused"?:
                if !isFar { complaints.append("refused: \(answer.refusals)") }
                if !sent.isEmpty { complaints.append("refused, and yet sent") }
            case "verified"?: if isFar { complaints.append("not refused at \(one.offset) ms") }
            case "unknown"?: if answer.exit != 5 { complaints.append("unknown, exit \(answer.exit)") }
            // A signature that comes too long after its intent is not made.
            case "failed"?: if sent.contains(where: { $0.status == 200 }) { complaints.append("failed: \(answer.all)") }
            default: complaints.append(answer.all)
            }
            let open = try stage.openIntents()
            if (answer.outcome == "unknown") != (open > 0) { complaints.append("\(open) open: \(answer.all)") }
            if open > 0 {
                let settled = await stage.run(["audit", "resolve", "--json"], with: one.action.changes)
                if settled.exit != 0 { complaints.append("resolve: \(settled.all)") }
            }
            complaints += try PhaseModel().objections(to: stage.entries())
            return (answer.outcome ?? "exit \(answer.exit)", complaints)
        }
    }
}
