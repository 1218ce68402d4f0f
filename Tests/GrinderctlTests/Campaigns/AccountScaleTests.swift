import ExchangeSandbox
import Foundation
import OperatorStage
import TestSupport
import Testing

@testable import grinderctl

/// Large accounts: what a command takes in time, weight and memory grows no faster than what it reads.
@Suite(.serialized) struct AccountScaleTests {
    struct Cost: Sendable {
        var seconds = 0.0
        var weight: Int64 = 0
        /// Of the process at its largest, in MiB.
        var memory = 0
    }

    // MARK: - 200 + 200 orders on 50 symbols

    /// As many orders as conditional orders, all of grinder's, spread over symbols.
    private static func account(each count: Int, symbols: Int) -> String {
        let names = (0..<symbols).map(ResetMinutesTests.Account.symbol)
        let orders = (0..<count).map { index in
            FlattenState.order(
                "grinder_d_\(names[index % symbols])_\(index)_1772964_\(5_000 + index)", "BUY", "2500.00", "0.010"
            ).replacing("\"symbol\":\"BTCUSDT\"", with: "\"symbol\":\"\(names[index % symbols])\"")
        }
        let algos = (0..<count).map { index in
            #"{"algoId":\#(4_000_000_230_628_000 + index),"orderType":"STOP_MARKET","side":"SELL","quantity":"0.010","#
                + #""clientAlgoId":"grinder_tp_\#(names[index % symbols])_\#(index)_1772964_\#(9_000 + index)","#
                + #""symbol":"\#(names[index % symbols])","triggerPrice":"2000.00","createTime":"-2h"}"#
        }
        let marks = names.map { #""\#($0)":"3000""# }.joined(separator: ",")
        return """
            {"marks":{\(marks)},"orders":[\(orders.joined(separator: ","))],
            "algoOrders":[\(algos.joined(separator: ","))]}
            """
    }

    private static func measured(_ stage: Stage, _ words: [String]) async -> (answer: CommandAnswer, cost: Cost) {
        let began = ContinuousClock.now
        let answer = await stage.run(words, with: ResetTests.silent)
        let took = (ContinuousClock.now - began).components
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let memory = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
            .flatMap { Int($0.filter(\.isNumber)) }
        return (
            answer,
            Cost(
                seconds: Double(took.seconds) + Double(took.attoseconds) / 1e18,
                weight: answer.json["weight"].number ?? 0, memory: (memory ?? 0) >> 10)
        )
    }

    /// Nothing grows by more than the account does; a second more is a busy machine's.
    private static func objections(_ what: String, _ before: Cost, _ after: Cost, factor: Int) -> [String] {
        var wrong: [String] = []
        if after.weight > before.weight * Int64(factor) { wrong.append("\(what): weight \(before), \(after)") }
        guard Campaign.isWhole else { return wrong }
        if after.seconds > before.seconds * Double(factor) * 2.5 + 1 { wrong.append("\(what): \(before), \(after)") }
        if after.memory > 1_024 { wrong.append("\(what): \(after.memory) MiB") }
        return wrong
    }

    private static func words(_ cost: Cost) -> String {
        "\(Int(cost.seconds * 1_000)) ms and weight \(cost.weight)"
    }

    @Test func `orders and conditional orders on many symbols are scanned and reset`() async throws {
        let factor = Campaign.isWhole ? 10 : 3
        var costs: [[String: Cost]] = []
        for part in [1, factor] {
            let count = (Campaign.isWhole ? 20 : 4) * part
            let symbols = (Campaign.isWhole ? 5 : 2) * part
            try await Stage.set(state: Self.account(each: count, symbols: symbols)) { stage async throws in
                let scan = await Self.measured(stage, ["scan", "--json", "--weight-budget", "100%"])
                #expect(scan.answer.exit == 1, "\(scan.answer.all.prefix(2_000))")
                #expect(scan.answer.json["findings"].elements.count == 2 * count)
                stage.clock.advance(.seconds(60))
                let reset = await Self.measured(
                    stage, ResetTests.words + ["--max-orders", "1000", "--max-notional", "100000000"])
                #expect(reset.answer.exit == 0, "\(reset.answer.all.suffix(2_000))")
                let sent = stage.exchange.mutatingRequests()
                #expect(sent.count == 2 * count && sent.allSatisfy { $0.status == 200 })
                costs.append(["scan": scan.cost, "reset": reset.cost])
            }
        }
        let wrong = costs[1].flatMap { Self.objections($0.key, costs[0][$0.key] ?? Cost(), $0.value, factor: factor) }
        let (scan, reset) = (costs[1]["scan"] ?? Cost(), costs[1]["reset"] ?? Cost())
        Campaign.printSummary(
            "scan and reset of 200 orders and 200 conditional orders on 50 symbols", cases: 2, failures: wrong.count,
            Self.counts("scan", scan).merging(Self.counts("reset", reset)) { $1 })
        #expect(wrong.isEmpty, "\(wrong): \(Self.words(scan)), \(Self.words(reset))")
    }

    private static func counts(_ what: String, _ cost: Cost) -> [String: Int] {
        ["ms \(what)": Int(cost.seconds * 1_000), "weight \(what)": Int(cost.weight), "MiB \(what)": cost.memory]
    }

    // MARK: - 50,000 fills

    /// A position that so many fills of grinder's orders made and unmade, over four days, ten fills an order.
    private static func filled(_ count: Int) -> String {
        var orders: [String] = []
        var trades: [String] = []
        let span = 4 * 86_400
        for index in 0..<count {
            let isBuy = (index / 10).isMultiple(of: 2)
            let ago = span - index * span / count + 3_600
            let id = 8_389_765_612_000_000_000 + index / 10
            trades.append(
                #"{"symbol":"BTCUSDT","id":\#(6_512_000_000 + index),"orderId":\#(id),"side":"\#(isBuy ? "BUY" : "SELL")","#
                    + #""price":"60000.00","qty":"0.001","time":"-\#(ago)s"}"#)
            guard index.isMultiple(of: 10) else { continue }
            orders.append(
                #"{"symbol":"BTCUSDT","orderId":\#(id),"clientOrderId":"grinder_d_BTCUSDT_1_1772964000_\#(index)","#
                    + #""side":"\#(isBuy ? "BUY" : "SELL")","type":"LIMIT","price":"60000.00","origQty":"0.010","#
                    + #""time":"-\#(ago + 60)s","status":"FILLED","updateTime":"-\#(ago)s"}"#)
        }
        // The last ten, bought, are what is held.
        let last = count / 10
        trades += (0..<10).map {
            #"{"symbol":"BTCUSDT","id":\#(6_512_000_000 + count + $0),"orderId":\#(8_389_765_612_000_000_000 + last),"#
                + #""side":"BUY","price":"60000.00","qty":"0.001","time":"-40m"}"#
        }
        orders.append(
            #"{"symbol":"BTCUSDT","orderId":\#(8_389_765_612_000_000_000 + last),"side":"BUY","type":"LIMIT","#
                + #""clientOrderId":"grinder_d_BTCUSDT_1_1772964000_\#(count)","price":"60000.00","origQty":"0.010","#
                + #""time":"-50m","status":"FILLED","updateTime":"-40m"}"#)
        return """
            {"marks":{"BTCUSDT":"60000"},"orders":[\(orders.joined(separator: ","))],
            "trades":[\(trades.joined(separator: ","))],"positions":[{"symbol":"BTCUSDT","positionSide":"BOTH",
            "positionAmt":"0.010","entryPrice":"60000.00","updateTime":"-40m"}]}
            """
    }

    @Test func `a position behind many fills is triaged, and its timeline drawn`() async throws {
        let factor = Campaign.isWhole ? 10 : 3
        var costs: [[String: Cost]] = []
        for part in [1, factor] {
            let count = (Campaign.isWhole ? 5_000 : 400) * part
            try await Stage.set(state: Self.filled(count)) { stage async throws in
                let triage = await Self.measured(
                    stage, ["triage", "position", "BTCUSDT", "--json", "--weight-budget", "100%"])
                #expect([1, 2].contains(triage.answer.exit), "\(triage.answer.all.prefix(2_000))")
                stage.clock.advance(.seconds(60))
                let timeline = await Self.measured(
                    stage, ["timeline", "BTCUSDT", "--since", "5d", "--json", "--weight-budget", "100%"])
                #expect(timeline.answer.exit == 0, "\(timeline.answer.all.prefix(2_000))")
                let seen = timeline.answer.json["events"].elements.count { $0["kind"].text == "trade" }
                let cut = timeline.answer.json["gaps"].elements.contains {
                    $0["detail"].text?.contains("fills") == true
                }
                // All of them, or it says that they are not all.
                #expect(seen == count + 10 || cut, "\(seen) of \(count): \(timeline.answer.json["gaps"])")
                costs.append(["triage": triage.cost, "timeline": timeline.cost])
            }
        }
        let wrong = costs[1].flatMap { Self.objections($0.key, costs[0][$0.key] ?? Cost(), $0.value, factor: factor) }
        let (triage, timeline) = (costs[1]["triage"] ?? Cost(), costs[1]["timeline"] ?? Cost())
        Campaign.printSummary(
            "a position and its timeline behind 50,000 fills", cases: 2, failures: wrong.count,
            Self.counts("triage", triage).merging(Self.counts("timeline", timeline)) { $1 })
        #expect(wrong.isEmpty, "\(wrong): \(Self.words(triage)), \(Self.words(timeline))")
    }
}
