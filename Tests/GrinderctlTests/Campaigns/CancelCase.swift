import OperatorStage
import TestSupport

/// One generated account and what an operator does about its orders.
struct CancelCase {
    let seed: UInt64
    let state: String
    /// Client order ids that are grinder's, with the symbol their order is on.
    let ours: Set<String>
    let targets: [String]
    let cancel: [String]
    /// Asks for a verdict first; else the operator overrides that gate.
    let triages: Bool
    let retries: Bool
    let resolvesEarly: Bool
    /// Where the process dies; nil when it lives.
    let dies: String?

    static let marks = [("BTCUSDT", "60000", 60_000), ("ETHUSDT", "3000", 3_000), ("SOLUSDT", "150", 150)]
    private static let phases = ["intentDurable", "sent", "outcomeRecorded", "readBack"]

    init(seed: UInt64) {
        self.seed = seed
        var generator = SeededGenerator(seed: seed, "cancel case")
        var account = RandomAccount()
        account.addOrders(&generator)
        let wanted = Self.targets(account, &generator)
        targets = wanted
        state = account.state
        ours = account.ours
        triages = generator.chance(150)
        retries = generator.chance(300)
        resolvesEarly = generator.chance(300)
        dies = generator.chance(70) ? generator.pick(Self.phases) : nil
        cancel = Self.words(wanted, triages: triages, &generator)
    }

    /// Mostly what is open and grinder's; sometimes what ended, what is another's, or what nobody knows.
    private static func targets(_ account: RandomAccount, _ generator: inout SeededGenerator) -> [String] {
        let open = account.open.isEmpty ? account.others : account.open
        var wanted = [generator.pick(open)]
        for _ in 0..<2 where generator.chance(250) { wanted.append(generator.pick(open)) }
        if generator.chance(60), let other = account.others.first { wanted.append(other) }
        if generator.chance(40), let ended = account.ended.first { wanted.append(ended) }
        if generator.chance(20) { wanted.append("grinder_d_BTCUSDT_9_1772964000_999") }
        var seen: Set<String> = []
        return wanted.filter { seen.insert($0).inserted }
    }

    private static func words(
        _ wanted: [String], triages: Bool, _ generator: inout SeededGenerator
    ) -> [String] {
        var words = ["cancel"] + wanted + ["--json"]
        // An id that tells no symbol needs one.
        if wanted.contains(where: { !$0.hasPrefix("grinder_") }) { words += ["--symbol", "BTCUSDT"] }
        if !generator.chance(40) { words.append("--execute") }
        if !generator.chance(30) { words += ["--reason", "left behind"] }
        let confirmation = wanted.count == 1 ? wanted[0] : String(wanted.count)
        words += ["--confirm", generator.chance(30) ? "something else" : confirmation]
        if !triages, !generator.chance(20) { words.append("--without-triage") }
        if !generator.chance(30) { words += ["--max-notional", "1000000"] }
        if generator.chance(20) { words += ["--max-orders", "1"] }
        return words
    }
}

/// Orders of grinder's and of others, normal and conditional, open and ended, on three symbols.
struct RandomAccount {
    private(set) var orders: [String] = []
    private(set) var algoOrders: [String] = []
    private(set) var ours: Set<String> = []
    /// Client order ids of grinder's open orders, of others' and of ended ones.
    private(set) var open: [String] = []
    private(set) var others: [String] = []
    private(set) var ended: [String] = []
    private var number = 40

    var state: String {
        let marks = CancelCase.marks.map { #""\#($0.0)":"\#($0.1)""# }.joined(separator: ",")
        return #"{"marks":{\#(marks)},"orders":[\#(orders.joined(separator: ","))],"#
            + #""algoOrders":[\#(algoOrders.joined(separator: ","))]}"#
    }

    mutating func addOrders(_ generator: inout SeededGenerator) {
        for _ in 0..<Int.random(in: 1...4, using: &generator) { addOurs(&generator) }
        for _ in 0..<Int.random(in: 0...2, using: &generator) { addOurStop(&generator) }
        for _ in 0..<Int.random(in: 1...2, using: &generator) { addAnothers(&generator) }
        if generator.chance(300) { addEnded(&generator) }
    }

    private mutating func name(_ symbol: String, _ generator: inout SeededGenerator) -> String {
        number += 1
        let strategy = generator.pick(["d_", "tp_", "r_", "e_", "s_", ""])
        let level = generator.pick(["1", "3", "-2", "A4"])
        return "grinder_\(strategy)\(symbol)_\(level)_1772964000_\(number)"
    }

    private mutating func addOurs(_ generator: inout SeededGenerator) {
        let (symbol, _, mark) = generator.pick(CancelCase.marks)
        let id = name(symbol, &generator)
        let isBuy = generator.chance(500)
        let price = mark * Int.random(in: isBuy ? 965...998 : 1002...1035, using: &generator) / 1_000
        // Older than three days, a cancelled order without fills is forgotten at once.
        let age = generator.pick(["-2h", "-2h", "-5h", "-4d"])
        let filled = generator.chance(200) ? #","status":"PARTIALLY_FILLED","executedQty":"0.4""# : ""
        orders.append(
            #"{"symbol":"\#(symbol)","clientOrderId":"\#(id)","side":"\#(isBuy ? "BUY" : "SELL")","type":"LIMIT","#
                + #""price":"\#(price)","origQty":"1.0","time":"\#(age)"\#(filled)}"#)
        if generator.chance(100) {
            // The same id, used before for an order that ended.
            orders.insert(
                #"{"symbol":"\#(symbol)","clientOrderId":"\#(id)","side":"BUY","type":"LIMIT","price":"\#(price)","#
                    + #""origQty":"2.0","time":"-6h","status":"CANCELED","updateTime":"-5h"}"#, at: 0)
        }
        ours.insert(id)
        open.append(id)
    }

    private mutating func addOurStop(_ generator: inout SeededGenerator) {
        let (symbol, _, mark) = generator.pick(CancelCase.marks)
        let id = name(symbol, &generator)
        let price = mark * Int.random(in: 961...997, using: &generator) / 1_000
        let type = generator.pick(["STOP_MARKET", "STOP"])
        let limit = type == "STOP" ? #","price":"\#(price)""# : ""
        algoOrders.append(
            #"{"clientAlgoId":"\#(id)","orderType":"\#(type)","symbol":"\#(symbol)","side":"SELL","quantity":"0.5","#
                + #""triggerPrice":"\#(price)","workingType":"MARK_PRICE","createTime":"-2h"\#(limit)}"#)
        ours.insert(id)
        open.append(id)
    }

    /// A person's order, or one whose id only looks like grinder's.
    private mutating func addAnothers(_ generator: inout SeededGenerator) {
        number += 1
        let id = generator.pick([
            "web_Kp3vLx9QmTz2RbYc5N\(number)", "grinder_x_BTCUSDT_1_1772964000_\(number)",
            "Grinder_d_BTCUSDT_1_1772964000_\(number)", "grinder_d_BTCUSDT_1_17729640x0_\(number)",
            "grinder_d_BTCUSDT_1_1772964000_\(number)_2",
        ])
        others.append(id)
        orders.append(
            #"{"symbol":"BTCUSDT","clientOrderId":"\#(id)","side":"BUY","type":"LIMIT","price":"59000","#
                + #""origQty":"0.005","time":"-3h"}"#)
    }

    private mutating func addEnded(_ generator: inout SeededGenerator) {
        let id = name("BTCUSDT", &generator)
        let end = generator.chance(500) ? #""CANCELED""# : #""FILLED","executedQty":"0.010""#
        ended.append(id)
        ours.insert(id)
        orders.append(
            #"{"symbol":"BTCUSDT","clientOrderId":"\#(id)","side":"BUY","type":"LIMIT","price":"59500","#
                + #""origQty":"0.010","time":"-2h","status":\#(end),"updateTime":"-1h"}"#)
    }
}
