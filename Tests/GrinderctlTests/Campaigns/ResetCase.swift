import OperatorStage
import TestSupport

/// One generated account as a reset meets it: orders of grinder's and of others, normal and conditional, and positions
/// made by fills of grinder's, of others, or of both, on a one-way or a hedge account, some of them dust.
struct ResetCase {
    enum Maker: CaseIterable { case grinders, foreign, mixed, dust }

    struct Held: Sendable {
        let symbol: String
        let side: String
        let maker: Maker
    }

    static let markets = [
        (symbol: "BTCUSDT", mark: 60_000, lot: 0.001), (symbol: "ETHUSDT", mark: 3_000, lot: 0.01),
        (symbol: "SOLUSDT", mark: 150, lot: 1.0),
    ]

    let seed: UInt64
    let isHedge: Bool
    private(set) var orders: [String] = []
    private(set) var algoOrders: [String] = []
    private(set) var trades: [String] = []
    private(set) var positions: [String] = []
    private(set) var held: [Held] = []
    /// Client ids of open orders.
    private(set) var ours: Set<String> = []
    private(set) var others: Set<String> = []
    /// Others' orders that would compete with a closing order of grinder's position.
    private(set) var isContested = false
    private var number = 100

    init(seed: UInt64) {
        self.seed = seed
        var generator = SeededGenerator(seed: seed, "reset case")
        isHedge = generator.chance(350)
        for market in Self.markets where generator.chance(600) {
            let sides = isHedge ? ["LONG", "SHORT"] : ["BOTH"]
            for side in sides where generator.chance(550) { addPosition(market.symbol, side, market.lot, &generator) }
        }
        for _ in 0..<Int.random(in: 0...5, using: &generator) { addOrder(ours: true, &generator) }
        for _ in 0..<Int.random(in: 0...3, using: &generator) { addStop(ours: generator.chance(700), &generator) }
        for _ in 0..<Int.random(in: 0...3, using: &generator) { addOrder(ours: false, &generator) }
    }

    var state: String {
        let marks = Self.markets.map { #""\#($0.symbol)":"\#($0.mark)""# }.joined(separator: ",")
        return """
            {"mode":"\(isHedge ? "hedge" : "one-way")","marks":{\(marks)},"orders":[\(orders.joined(separator: ","))],
            "algoOrders":[\(algoOrders.joined(separator: ","))],"trades":[\(trades.joined(separator: ","))],
            "positions":[\(positions.joined(separator: ","))]}
            """
    }

    /// Nothing of others' in the way: a reset in calm weather must end 0.
    var mustSucceed: Bool { !isContested && held.allSatisfy { $0.maker == .grinders } }

    private mutating func next() -> Int {
        number += 1
        return number
    }

    private mutating func grinderID(_ symbol: String, _ generator: inout SeededGenerator) -> String {
        "grinder_\(generator.pick(["d_", "tp_", "e_", ""]))\(symbol)_1_1772964000_\(next())"
    }

    private mutating func personsID(_ generator: inout SeededGenerator) -> String {
        generator.pick([
            "web_Kp3vLx9QmTz2RbYc5N\(next())", "grinder_x_BTCUSDT_1_1772964000_\(next())", "x-abc\(next())",
            "grinder_d_BTCUSDT_1_17729640x0_\(next())",
        ])
    }

    private mutating func addOrder(ours isOurs: Bool, _ generator: inout SeededGenerator) {
        let market = generator.pick(Self.markets)
        let isBuy = generator.chance(500)
        let id = isOurs ? grinderID(market.symbol, &generator) : personsID(&generator)
        let side = isHedge ? generator.pick(["LONG", "SHORT"]) : "BOTH"
        let price = market.mark * (isBuy ? 95 : 105) / 100
        orders.append(
            #"{"symbol":"\#(market.symbol)","clientOrderId":"\#(id)","side":"\#(isBuy ? "BUY" : "SELL")","type":"LIMIT","#
                + #""price":"\#(price)","origQty":"\#(market.lot)","time":"-2h","positionSide":"\#(side)"}"#)
        if isOurs {
            ours.insert(id)
        } else {
            others.insert(id)
            isContested = isContested || held.contains { $0.symbol == market.symbol && $0.maker == .grinders }
        }
    }

    private mutating func addStop(ours isOurs: Bool, _ generator: inout SeededGenerator) {
        let market = generator.pick(Self.markets)
        let id = isOurs ? grinderID(market.symbol, &generator) : personsID(&generator)
        let side = isHedge ? generator.pick(["LONG", "SHORT"]) : "BOTH"
        algoOrders.append(
            #"{"clientAlgoId":"\#(id)","orderType":"STOP_MARKET","symbol":"\#(market.symbol)","#
                + #""side":"\#(side == "SHORT" ? "BUY" : "SELL")","quantity":"\#(market.lot)","#
                + #""triggerPrice":"\#(market.mark * (side == "SHORT" ? 110 : 90) / 100)","positionSide":"\#(side)","#
                + #""workingType":"MARK_PRICE","createTime":"-2h"}"#)
        if isOurs { ours.insert(id) } else { others.insert(id) }
    }

    private mutating func addPosition(
        _ symbol: String, _ side: String, _ lot: Double, _ generator: inout SeededGenerator
    ) {
        let maker = generator.chance(550) ? Maker.grinders : generator.pick(Maker.allCases)
        let isShort = side == "SHORT" || (side == "BOTH" && generator.chance(400))
        var total = 0
        for index in 0..<Int.random(in: 1...3, using: &generator) {
            let lots = Int.random(in: 1...4, using: &generator)
            let isOurs = maker == .grinders || maker == .dust || (maker == .mixed && index == 0)
            addFill(symbol, side, isShort, isOurs, Self.text(lots, lot), &generator)
            total += lots
        }
        if maker == .mixed {
            addFill(symbol, side, isShort, false, Self.text(1, lot), &generator)
            total += 1
        }
        var amount = Self.text(total, lot)
        if maker == .dust {
            // Less than the smallest step is held beside it.
            let rest = lot == 1.0 ? "0.4" : lot == 0.01 ? "0.004" : "0.0004"
            amount = Self.sum(amount, rest)
            addFill(symbol, side, isShort, true, rest, &generator)
        }
        positions.append(
            #"{"symbol":"\#(symbol)","positionSide":"\#(side)","positionAmt":"\#(isShort ? "-" : "")\#(amount)","#
                + #""entryPrice":"100","updateTime":"-1h"}"#)
        held.append(Held(symbol: symbol, side: side, maker: maker))
    }

    private mutating func addFill(
        _ symbol: String, _ side: String, _ isShort: Bool, _ isOurs: Bool, _ quantity: String,
        _ generator: inout SeededGenerator
    ) {
        let id = isOurs ? grinderID(symbol, &generator) : personsID(&generator)
        let order = 8_389_765_612_000_000_000 + next()
        let common =
            #""symbol":"\#(symbol)","orderId":\#(order),"side":"\#(isShort ? "SELL" : "BUY")","price":"100","#
            + #""positionSide":"\#(side)","#
        orders.append(
            "{\(common)" + #""clientOrderId":"\#(id)","origQty":"\#(quantity)","status":"FILLED","time":"-2h","#
                + #""updateTime":"-1h"}"#)
        trades.append("{\(common)" + #""id":\#(next()),"qty":"\#(quantity)","time":"-1h"}"#)
    }

    /// So many lots, exactly.
    private static func text(_ lots: Int, _ lot: Double) -> String {
        switch lot {
        case 0.001: "0.00\(lots)".count > 5 ? "0.0\(lots)" : "0.00\(lots)"
        case 0.01: lots > 9 ? "0.\(lots)" : "0.0\(lots)"
        default: "\(lots)"
        }
    }

    /// The rest has one more place than the amount, and comes after it.
    private static func sum(_ amount: String, _ rest: String) -> String {
        amount.contains(".") ? amount + (rest.last.map(String.init) ?? "") : amount + ".4"
    }
}
