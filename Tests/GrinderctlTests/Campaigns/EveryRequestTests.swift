import AuditLog
import ExchangeSandbox
import OperatorStage
import TestSupport
import Testing
import TriageCore

@testable import grinderctl

/// Every request of an action fares badly once, in every way, alone and with a second one: nothing is sent twice, nothing
/// is called done that is not, and what stays open is settled by reading.
@Suite struct EveryRequestTests {
    struct Play: Sendable, CustomTestStringConvertible {
        let name: String
        let state: String
        let words: [String]
        var changes: [String: String?] = [:]
        var testDescription: String { name }
    }

    private static let cancelled = """
        {"marks":{"BTCUSDT":"60000"},"orders":[\(States.order(States.many(1), "59000.10", "0.001", "-2h"))],
        "algoOrders":[{"algoId":4000000230627731,"clientAlgoId":"\(States.stopID)","orderType":"STOP_MARKET",
        "symbol":"BTCUSDT","side":"SELL","quantity":"0.005","triggerPrice":"57000.00","createTime":"-2h"}]}
        """

    private static func flattened(_ change: (inout FlattenState) -> Void) -> String {
        var state = FlattenState()
        change(&state)
        return state.json
    }

    static let plays = [
        Play(
            name: "cancel", state: cancelled,
            words: Stage.cancel(States.many(1), States.stopID, more: ["--without-triage"])),
        Play(
            name: "flatten one-way",
            state: flattened { state in
                state.algos = [
                    #"{"algoId":4000000230627731,"clientAlgoId":"\#(FlattenState.takeProfit)","orderType":"STOP_MARKET","#
                        + #""symbol":"BTCUSDT","side":"SELL","quantity":"0.005","triggerPrice":"70000.00","#
                        + #""createTime":"-2h"}"#
                ]
            }, words: Stage.flatten(more: ["--without-triage"]), changes: Stage.botless),
        Play(
            name: "flatten hedge",
            state: flattened { state in
                state.hedge = true
                state.positions = [
                    .init("BTCUSDT", "LONG", "0.005", "grinder_d_BTCUSDT_1_1772964000_71"),
                    .init("BTCUSDT", "SHORT", "-0.003", "grinder_d_BTCUSDT_2_1772964000_73"),
                ]
            }, words: Stage.flatten(more: ["--side", "long", "--without-triage"]), changes: Stage.botless),
        Play(
            name: "flatten split",
            state: flattened { state in
                state.positions = [.init("BTCUSDT", "BOTH", "300", "grinder_d_BTCUSDT_1_1772964000_71")]
            },
            words: Stage.flatten(more: ["--without-triage", "--max-notional", "100000000"]), changes: Stage.botless),
        Play(name: "reset", state: ResetTests.account.json, words: ResetTests.words, changes: ResetTests.silent),
    ]

    /// Which requests fare how; a part of them always the same.
    private static func cases(_ play: Play, requests: Int) -> [[Int: NthFault.Fate]] {
        var all: [[Int: NthFault.Fate]] = []
        for place in 1...requests { for fate in NthFault.Fate.allCases { all.append([place: fate]) } }
        var dice = SeededGenerator(seed: 20_260_308, play.name)
        for first in 1...requests {
            for second in first...(requests + 6) where second > first {
                all.append([first: dice.pick(NthFault.Fate.allCases), second: dice.pick(NthFault.Fate.allCases)])
            }
        }
        guard !Campaign.isWhole else { return all }
        let part = Int(dice.next() % 150)
        return all.enumerated().filter { $0.offset % 150 == part }.map(\.element)
    }

    @Test(arguments: plays) func `whatever becomes of any request, or of any two`(_ play: Play) async throws {
        let calm = try await Self.run(play, [:])
        #expect(calm.complaints.isEmpty && calm.outcome == "verified", "\(calm)")
        var wrong: [String] = []
        var counts: [String: Int] = [:]
        let cases = Self.cases(play, requests: calm.requests)
        for fates in cases {
            let told = try await Self.run(play, fates)
            counts[told.outcome, default: 0] += 1
            guard !told.complaints.isEmpty else { continue }
            let where_ = fates.sorted { $0.key < $1.key }.map { "\($0.value.rawValue) at \($0.key)" }
            wrong.append("\(where_.joined(separator: ", ")): \(told.complaints.joined(separator: "\n  "))")
        }
        Campaign.printSummary(
            "faults at every request, \(play.name)", cases: cases.count, failures: wrong.count, counts)
        #expect(wrong.isEmpty, "\(wrong.count) of \(cases.count):\n\(wrong.prefix(5).joined(separator: "\n\n"))")
    }

    struct Told: Sendable {
        var outcome = ""
        var requests = 0
        var complaints: [String] = []
    }

    private static func run(_ play: Play, _ fates: [Int: NthFault.Fate]) async throws -> Told {
        try await Stage.set(state: play.state) { stage async throws in
            var told = Told()
            let console = ScriptedConsole()
            var context = stage.context(play.words, with: play.changes, console: console)
            let transport = NthFault(try #require(context.exchangeTransport), fates)
            context.exchangeTransport = transport
            let exit = await Shell.run(at: context, parse: NarrowParser.parse)
            let answer = CommandAnswer(exit: exit, output: console.output, error: console.error)
            told.requests = transport.requests
            told.outcome = answer.outcome ?? "exit \(exit)"
            let sent = stage.exchange.mutatingRequests()
            func expect(_ holds: Bool, _ complaint: @autoclosure () -> String) {
                if !holds { told.complaints.append(complaint()) }
            }
            expect(exit != 70, "a bug: \(answer.all)")
            let problems = ReportValidator.strict.problems(inLines: answer.output)
            expect(problems.isEmpty, "not of its schema: \(problems)")
            let subjects = sent.map(Self.subject)
            expect(Set(subjects).count == subjects.count, "sent twice: \(subjects)")
            let intents = try stage.entries(.actionIntent)
            expect(intents.count >= sent.count, "\(sent.count) requests with \(intents.count) intents")
            let open = try stage.openIntents()
            switch answer.outcome {
            case "verified"?: expect(exit == 0 && open == 0, "verified, exit \(exit), \(open) open: \(answer.all)")
            case "unknown"?: expect(exit == 5 && open > 0, "unknown, exit \(exit), \(open) open: \(answer.all)")
            case "refused"?, "planned"?: expect(sent.isEmpty, "\(answer.outcome ?? ""), and yet sent: \(answer.all)")
            case nil: expect(sent.isEmpty, "an error object, and yet sent: \(answer.all)")
            default: expect([1, 4, 75].contains(exit), "failed with exit \(exit): \(answer.all)")
            }
            if sent.isEmpty == false { expect(!answer.error.contains("Nothing was sent"), "\(answer.error)") }
            try await Self.settle(play, stage, before: sent.count, &told)
            return told
        }
    }

    /// With an exchange that answers again: nothing stays open, nothing more is sent, the log follows the model; and the
    /// same command again ends what is left without doing anything twice.
    private static func settle(_ play: Play, _ stage: Stage, before: Int, _ told: inout Told) async throws {
        // A ban is over.
        stage.clock.advance(.seconds(120))
        let settled = await stage.run(["audit", "resolve", "--json"], with: play.changes)
        var complaints: [String] = []
        if ![0, 66].contains(settled.exit) { complaints.append("audit resolve ended \(settled.exit): \(settled.all)") }
        if stage.exchange.mutatingRequests().count != before { complaints.append("audit resolve sent something") }
        let again = await stage.run(play.words, with: play.changes)
        if again.exit != 0 { complaints.append("again, it ended \(again.exit): \(again.all)") }
        let done = stage.exchange.mutatingRequests().filter { $0.status == 200 }.map(Self.subject)
        if Set(done).count != done.count { complaints.append("done twice: \(done)") }
        let log = try stage.entries()
        complaints += try PhaseModel().objections(to: log)
        if try stage.openIntents() > 0 { complaints.append("an intent stays open") }
        told.complaints += complaints
    }

    private static func subject(_ request: SeenRequest) -> String {
        let id = ["orderId", "algoId", "newClientOrderId"].compactMap { request.parameters[$0] }.first ?? "?"
        return "\(request.method) \(request.path) \(id)"
    }
}
