import ExchangeSandbox
import Foundation
import Testing

@testable import grinderctl

/// Accounts with a position of grinder's own fills, the bot stopped.
struct FlattenState {
    var hedge = false
    var marks = ["BTCUSDT": "60000"]
    var depth: String?
    /// Symbol, side, signed amount, client order id of the order that made it.
    var positions = [Held("BTCUSDT", "BOTH", "0.005", "grinder_d_BTCUSDT_1_1772964000_71")]
    /// More rows of `orders`, as JSON.
    var orders: [String] = []
    var algos: [String] = []

    struct Held {
        let symbol, side, amount, owner: String

        init(_ symbol: String, _ side: String, _ amount: String, _ owner: String) {
            self.symbol = symbol
            self.side = side
            self.amount = amount
            self.owner = owner
        }

        var size: String { amount.hasPrefix("-") ? String(amount.dropFirst()) : amount }
        var opened: String { amount.hasPrefix("-") ? "SELL" : "BUY" }
    }

    static let takeProfit = "grinder_tp_BTCUSDT_1_1772964000_72"

    static func order(
        _ id: String, _ side: String, _ price: String, _ quantity: String, positionSide: String = "BOTH",
        reduceOnly: Bool = false
    ) -> String {
        #"{"symbol":"BTCUSDT","clientOrderId":"\#(id)","side":"\#(side)","positionSide":"\#(positionSide)","#
            + #""type":"LIMIT","price":"\#(price)","origQty":"\#(quantity)","reduceOnly":\#(reduceOnly),"time":"-2h"}"#
    }

    var json: String {
        let made = positions.enumerated().map { index, held in
            let id = 8_389_765_612_825_190_400 + index
            return (
                #"{"symbol":"\#(held.symbol)","clientOrderId":"\#(held.owner)","side":"\#(held.opened)","#
                    + #""positionSide":"\#(held.side)","type":"LIMIT","price":"60000.00","origQty":"\#(held.size)","#
                    + #""time":"-2h","orderId":\#(id),"status":"FILLED","updateTime":"-40m"}"#,
                #"{"symbol":"\#(held.symbol)","id":\#(6_512_340_011 + index),"orderId":\#(id),"side":"\#(held.opened)","#
                    + #""positionSide":"\#(held.side)","price":"60000.00","qty":"\#(held.size)","time":"-40m"}"#,
                #"{"symbol":"\#(held.symbol)","positionSide":"\#(held.side)","positionAmt":"\#(held.amount)","#
                    + #""entryPrice":"60000.00","updateTime":"-40m"}"#
            )
        }
        let marks = marks.map { #""\#($0.key)":"\#($0.value)""# }.joined(separator: ",")
        let depth = depth.map { #""depth":{"BTCUSDT":"\#($0)"},"# } ?? ""
        return """
            {"mode":"\(hedge ? "hedge" : "one-way")","marks":{\(marks)},\(depth)
            "orders":[\((made.map(\.0) + orders).joined(separator: ","))],
            "trades":[\(made.map(\.1).joined(separator: ","))],
            "positions":[\(made.map(\.2).joined(separator: ","))],
            "algoOrders":[\(algos.joined(separator: ","))]}
            """
    }

    /// The stage with this account; the bot is stopped, and its position triaged.
    func play<T>(
        faults: [String] = [], triaged: Bool = true, keepsConnections: Bool = true,
        beforeMutation: (@Sendable (SeenRequest) async -> Void)? = nil, _ play: (Stage) async throws -> T
    ) async throws -> T {
        try await Stage.set(
            state: json, keepsConnections: keepsConnections, beforeMutation: beforeMutation
        ) { stage async throws in
            if triaged { await stage.triagePosition() }
            stage.exchange.add(faults: try faults.map { try Fault(spec: $0) })
            return try await play(stage)
        }
    }
}

extension Stage {
    /// No instance is known.
    static let botless: [String: String?] = ["GRINDERCTL_HEALTH": nil]

    @discardableResult func triagePosition(_ symbol: String = "BTCUSDT") async -> String? {
        await run(["triage", "position", symbol, "--json"], with: Stage.botless).verdict
    }

    /// All flags a flatten demands, an operator's word that the bot is stopped among them.
    static func flatten(_ symbol: String = "BTCUSDT", more: [String] = []) -> [String] {
        [
            "flatten", symbol, "--execute", "--confirm", symbol, "--reason", "left behind", "--json", "--answer",
            "instance-stopped=yes",
        ] + more
    }

    func flatten(
        _ symbol: String = "BTCUSDT", more: [String] = [], interrupts: Interrupts = Stage.deaf(),
        atBeat: @escaping @Sendable (Bench.Beat) async throws -> Void = { _ in }
    ) async -> Answer {
        await run(Stage.flatten(symbol, more: more), with: Stage.botless, interrupts: interrupts, atBeat: atBeat)
    }

    func resolve() async -> Answer { await run(["audit", "resolve", "--json"], with: Stage.botless) }

    var placed: [SeenRequest] { exchange.mutatingRequests().filter { $0.method == "POST" } }

    /// What the exchange holds, by `SYMBOL SIDE`, read the way anybody reads it.
    func held(_ symbol: String = "BTCUSDT", side: String = "BOTH") async -> String {
        let answer = await run(["triage", "position", symbol, "--json"], with: Stage.botless)
        let step = answer.json["steps"].elements.first { $0["id"].text == "position" } ?? .missing
        let fact = step["facts"].elements.first { $0["name"].text == side }
        return fact?["value"].text?.split(separator: " ").first.map(String.init) ?? "0"
    }
}
