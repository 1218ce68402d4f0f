import AuditLog
import ExchangeSandbox
import Foundation
import JSON
import Testing
import TriageCore

@testable import grinderctl

/// The audit log remembers what was demanded when it last acted; acting under less takes a word that is recorded.
@Suite struct PolicyMemoryTests {
    private static let ids = (1...6).map(States.many)

    /// A configuration, and how the first cancel satisfies it.
    struct Demand: Sendable, CustomTestStringConvertible {
        let configuration: String
        var satisfied: [String] = []
        /// What a cancel without the configuration is told.
        let refusal: String
        /// How many orders the second cancel is for.
        var count = 1
        var second: [String] = []
        var testDescription: String { configuration }
    }

    static let demands = [
        Demand(
            configuration: "policy: {ticket: required}", satisfied: ["--ticket", "OPS-7"],
            refusal: "a ticket is required"),
        Demand(
            configuration: "policy: {actions: {cancel: {ticket: required}}}", satisfied: ["--ticket", "OPS-7"],
            refusal: "a ticket is required"),
        Demand(
            configuration: "policy: {fresh-triage: 10}", refusal: "--without-triage is not accepted",
            second: ["--without-triage"]),
        Demand(configuration: "limits: {max-orders: 1}", refusal: "2 orders, limit then 1", count: 2),
        Demand(configuration: "limits: {max-notional: '0'}", refusal: "", count: 1),
        Demand(configuration: "symbols: [BTCUSDT]", refusal: "ETHUSDT is not one of the symbols allowed then: BTCUSDT"),
    ]

    private static func cancel(_ ids: [String], _ more: [String] = []) -> [String] {
        ["cancel"] + ids + ["--execute", "--confirm", ids.count == 1 ? ids[0] : String(ids.count)]
            + ["--reason", "left behind", "--json"] + more
    }

    private static let state =
        States.orphans(6).dropLast(2)
        + #",{"symbol":"ETHUSDT","clientOrderId":"\#(States.ethID)","side":"BUY","type":"LIMIT","price":"2900.00","#
        + #""origQty":"0.050","time":"-2h"}]}"#

    @Test(arguments: demands)
    func `a configuration that is left out lifts nothing`(_ demand: Demand) async throws {
        try await Stage.set(state: String(Self.state)) { stage async throws in
            let path = try stage.write(demand.configuration + "\n", to: "policy.yaml")
            for id in Self.ids + [States.ethID] { _ = await stage.triage(id) }
            let first = await stage.run(Self.cancel([Self.ids[0]], ["--config", path] + demand.satisfied))
            #expect(first.exit == 0, "\(first.all)")
            let sent = stage.exchange.mutatingRequests().count
            let isOfSymbols = demand.configuration.hasPrefix("symbols")
            let next = isOfSymbols ? [States.ethID] : Array(Self.ids[1...demand.count])
            let second = await stage.run(Self.cancel(next, demand.second))
            guard !demand.refusal.isEmpty else {
                #expect(second.exit == 0, "a cancel that protects nothing weighs nothing: \(second.all)")
                return
            }
            #expect(second.exit == 3 && second.refusals == ["policy"], "\(second.all)")
            let detail = second.gate("policy")["detail"].text ?? ""
            #expect(detail.contains(demand.refusal) && detail.contains("--policy-loosened"), "\(detail)")
            #expect(stage.exchange.mutatingRequests().count == sent)
            // A plan shows the gate, and is drawn.
            let plan = await stage.run(["cancel"] + next + ["--json"] + demand.second)
            #expect(plan.exit == 0 && plan.refusals.contains("policy"), "\(plan.all)")
            let loosened = await stage.run(Self.cancel(next, demand.second + ["--policy-loosened"]))
            #expect(loosened.exit == 0, "\(loosened.all)")
            #expect(loosened.gate("policy")["detail"].text?.contains("loosened: seq ") == true, "\(loosened.all)")
        }
    }

    @Test func `what was demanded stays so until it is said to be loosened, and the record shows both`() async throws {
        try await Stage.set(state: States.orphans(6)) { stage async throws in
            let path = try stage.write("policy: {ticket: required}\n", to: "policy.yaml")
            for id in Self.ids { _ = await stage.triage(id) }
            #expect(await stage.run(Self.cancel([Self.ids[0]], ["--config", path, "--ticket", "A-1"])).exit == 0)
            // It satisfies what was demanded, and so does not lift it.
            #expect(await stage.run(Self.cancel([Self.ids[1]], ["--ticket", "A-2"])).exit == 0)
            #expect(await stage.run(Self.cancel([Self.ids[2]])).refusals == ["policy"])
            #expect(await stage.run(Self.cancel([Self.ids[2]], ["--policy-loosened"])).exit == 0)
            #expect(await stage.run(Self.cancel([Self.ids[3]])).exit == 0)
            let intents = try stage.entries(.actionIntent).compactMap { try? $0.payload() }
            #expect(
                intents.map { PolicyInForce($0["policy"] ?? .null)?.words } == [
                    "cancel: ticket; flatten: ticket; reset: ticket; reconnect: ticket",
                    "cancel: ticket; flatten: ticket; reset: ticket; reconnect: ticket", "", "",
                ])
            #expect(
                intents.map { $0["overrides"]?.arrayValue?.compactMap(\.stringValue) ?? [] } == [
                    [], [], ["policy-loosened"], [],
                ])
            let list = await stage.run(["audit", "list", "--kind", "action.intent"])
            #expect(list.output.split(separator: "\n").filter { $0.contains("--policy-loosened") }.count == 1)
            let loosened = try #require(try stage.entries(.actionIntent).dropFirst(2).first?.investigation)
            let report = await stage.run(["audit", "report", loosened, "--out", stage.folder + "/report.md"])
            #expect(report.exit == 0, "\(report.all)")
            let text = try String(contentsOfFile: stage.folder + "/report.md", encoding: .utf8)
            #expect(text.contains("policy-loosened") && text.contains("had cancel: ticket"), "\(text)")
        }
    }

    @Test func `a plan without --execute teaches nothing and lifts nothing`() async throws {
        try await Stage.set(state: States.orphans(6)) { stage async throws in
            let path = try stage.write("policy: {ticket: required}\n", to: "policy.yaml")
            for id in Self.ids { _ = await stage.triage(id) }
            #expect(await stage.run(Self.cancel([Self.ids[0]], ["--config", path, "--ticket", "A-1"])).exit == 0)
            for words in [["cancel", Self.ids[1]], ["flatten", "BTCUSDT"], ["reset"], ["stream", "reconnect"]] {
                _ = await stage.run(words + ["--json", "--policy-loosened"])
            }
            #expect(await stage.run(Self.cancel([Self.ids[1]])).refusals == ["policy"])
            // Seen in a plan alone, it was not in force.
            let stricter = try stage.write("policy: {ticket: required, fresh-triage: 1}\n", to: "stricter.yaml")
            let plan = await stage.run(["cancel", Self.ids[1], "--config", stricter, "--without-triage", "--json"])
            #expect(plan.exit == 0 && plan.refusals.contains("policy"), "\(plan.all)")
            let done = await stage.run(Self.cancel([Self.ids[1]], ["--ticket", "A-2", "--without-triage"]))
            #expect(done.exit == 0, "\(done.all)")
        }
    }

    @Test func `four eyes that were demanded are not closed by leaving the configuration out`() async throws {
        try await Stage.set { stage async throws in
            let two = try await TwoOperators.set(on: stage)
            _ = await two.makePlan()
            #expect(try await two.approve().exit == 0)
            #expect(await two.execute().exit == 0)
            _ = await stage.triage(States.secondID)
            let alone = await stage.run(Stage.cancel(States.secondID, more: ["--ticket", "OPS-7"]))
            #expect(alone.exit == 3 && alone.refusals == ["policy"], "\(alone.all)")
            #expect(alone.gate("policy")["detail"].text?.contains("a second operator must approve") == true)
        }
    }
}
