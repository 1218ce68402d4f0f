import OperatorStage
import TestSupport

/// One generated account with positions and resting orders, and what an operator does about one of them.
struct FlattenCase {
    let seed: UInt64
    let state: String
    /// Client order ids of grinder's resting orders.
    let ours: Set<String>
    let symbol: String
    /// `LONG` or `SHORT` where the operator names it.
    let side: String?
    let flatten: [String]
    /// Asks for a verdict first; else the operator overrides that gate.
    let triages: Bool
    let botTrades: Bool
    let retries: Bool
    let resolvesEarly: Bool
    /// Where the process dies, and at which of its requests; nil when it lives.
    let dies: (phase: String, request: Int)?

    private static let phases = ["intentDurable", "sent", "outcomeRecorded", "readBack", "verified"]

    init(seed: UInt64) {
        self.seed = seed
        var generator = SeededGenerator(seed: seed, "flatten case")
        var account = HeldAccount(hedge: generator.chance(400))
        account.add("BTCUSDT", 60_000, sizes: ["0.005", "0.014", "0.0057", "0.0004", "250", "361"], &generator)
        if generator.chance(400) { account.add("ETHUSDT", 3_000, sizes: ["0.2", "1.005", "4100"], &generator) }
        symbol = generator.chance(900) || account.symbols.isEmpty ? "BTCUSDT" : generator.pick(account.symbols)
        side = account.hedge && generator.chance(850) ? generator.pick(["LONG", "SHORT"]) : nil
        state = account.state
        ours = account.ours
        triages = generator.chance(150)
        botTrades = generator.chance(80)
        retries = generator.chance(500)
        resolvesEarly = generator.chance(300)
        dies =
            generator.chance(100) ? (generator.pick(Self.phases), Int.random(in: 1...3, using: &generator)) : nil
        flatten = Self.words(symbol, side, triages: triages, botTrades: botTrades, &generator)
    }

    private static func words(
        _ symbol: String, _ side: String?, triages: Bool, botTrades: Bool, _ generator: inout SeededGenerator
    ) -> [String] {
        var words = ["flatten", symbol, "--json"]
        if let side { words += ["--side", side.lowercased()] }
        if !generator.chance(30) { words.append("--execute") }
        if !generator.chance(20) { words += ["--reason", "left behind"] }
        words += ["--confirm", generator.chance(20) ? "something else" : symbol]
        if !triages, !generator.chance(20) { words.append("--without-triage") }
        if botTrades, generator.chance(500) { words.append("--while-running") }
        if !botTrades { words += ["--answer", "instance-stopped=yes"] }
        if !generator.chance(20) { words += ["--max-notional", "999999999"] }
        if generator.chance(20) { words += ["--max-orders", "1"] }
        return words
    }
}

/// Positions of grinder's making and of others', with orders around them, on a one-way or a hedge account.
struct HeldAccount {
    let hedge: Bool
    private(set) var symbols: [String] = []
    private(set) var ours: Set<String> = []
    private var marks: [String] = []
    private var depths: [String] = []
    private var orders: [String] = []
    private var algoOrders: [String] = []
    private var trades: [String] = []
    private var positions: [String] = []
    private var number = 40

    init(hedge: Bool) { self.hedge = hedge }

    var state: String {
        #"{"mode":"\#(hedge ? "hedge" : "one-way")","marks":{\#(marks.joined(separator: ","))},"#
            + #""depth":{\#(depths.joined(separator: ","))},"orders":[\#(orders.joined(separator: ","))],"#
            + #""algoOrders":[\#(algoOrders.joined(separator: ","))],"trades":[\#(trades.joined(separator: ","))],"#
            + #""positions":[\#(positions.joined(separator: ","))]}"#
    }

    mutating func add(_ symbol: String, _ mark: Int, sizes: [String], _ generator: inout SeededGenerator) {
        symbols.append(symbol)
        marks.append(#""\#(symbol)":"\#(mark)""#)
        if generator.chance(120) { depths.append(#""\#(symbol)":"\#(generator.pick(["0", "0.003", "100"]))""#) }
        let sides = hedge ? ["LONG", "SHORT"] : ["BOTH"]
        for side in sides where !generator.chance(hedge ? 300 : 60) {
            let isShort = side == "SHORT" || (side == "BOTH" && generator.chance(500))
            hold(symbol, mark, side, generator.pick(sizes), isShort: isShort, &generator)
        }
        for _ in 0..<Int.random(in: 0...3, using: &generator) {
            rest(symbol, mark, generator.pick(sides), isOurs: !generator.chance(150), &generator)
        }
        if generator.chance(250) { stop(symbol, mark, generator.pick(sides), &generator) }
    }

    private mutating func name(_ symbol: String, isOurs: Bool, _ generator: inout SeededGenerator) -> String {
        number += 1
        guard isOurs else { return generator.pick(["web_", "x-cvBPrNm9", "grinder_rogue_"]) + "\(number)" }
        return "grinder_\(generator.pick(["d_", "tp_", ""]))\(symbol)_1_1772964000_\(number)"
    }

    private mutating func hold(
        _ symbol: String, _ mark: Int, _ side: String, _ size: String, isShort: Bool,
        _ generator: inout SeededGenerator
    ) {
        let owner = name(symbol, isOurs: !generator.chance(150), &generator)
        let id = 1_000 + number
        let opened = isShort ? "SELL" : "BUY"
        let common = #""symbol":"\#(symbol)","side":"\#(opened)","positionSide":"\#(side)","orderId":\#(id)"#
        orders.append(
            #"{\#(common),"clientOrderId":"\#(owner)","price":"\#(mark)","origQty":"\#(size)","time":"-2h","#
                + #""status":"FILLED","updateTime":"-40m"}"#)
        trades.append(#"{\#(common),"id":\#(5_000 + number),"price":"\#(mark)","qty":"\#(size)","time":"-40m"}"#)
        positions.append(
            #"{"symbol":"\#(symbol)","positionSide":"\#(side)","positionAmt":"\#(isShort ? "-" : "")\#(size)","#
                + #""entryPrice":"\#(mark)","updateTime":"-40m"}"#)
    }

    private mutating func rest(
        _ symbol: String, _ mark: Int, _ side: String, isOurs: Bool, _ generator: inout SeededGenerator
    ) {
        let id = name(symbol, isOurs: isOurs, &generator)
        if isOurs { ours.insert(id) }
        let isBuy = generator.chance(500)
        let price = mark * Int.random(in: isBuy ? 965...995 : 1005...1035, using: &generator) / 1_000
        let reduces = !hedge && generator.chance(300)
        orders.append(
            #"{"symbol":"\#(symbol)","clientOrderId":"\#(id)","side":"\#(isBuy ? "BUY" : "SELL")","#
                + #""positionSide":"\#(side)","price":"\#(price)","origQty":"0.004","reduceOnly":\#(reduces),"time":"-2h"}"#
        )
    }

    private mutating func stop(_ symbol: String, _ mark: Int, _ side: String, _ generator: inout SeededGenerator) {
        let id = name(symbol, isOurs: true, &generator)
        ours.insert(id)
        algoOrders.append(
            #"{"clientAlgoId":"\#(id)","orderType":"STOP_MARKET","symbol":"\#(symbol)","side":"SELL","#
                + #""positionSide":"\#(side)","quantity":"0.002","triggerPrice":"\#(mark * 985 / 1_000)","createTime":"-2h"}"#
        )
    }
}
