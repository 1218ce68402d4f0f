/// One generated account with positions, and how an operator closes one of them.
struct FlattenCase {
    let seed: UInt64
    let state: String
    let isHedge: Bool
    let symbol: String
    let flatten: [String]
    /// The bot still answers.
    let botRuns: Bool
    let retries: Bool
    let resolvesEarly: Bool
    /// Where the process dies; nil when it lives.
    let dies: String?

    private static let beats = ["intentDurable", "sent", "outcomeRecorded", "readBack"]
    /// Small, larger than one MARKET order may be, and what is below its smallest quantity.
    private static let amounts = ["0.005", "0.040", "1.5", "130", "250.005"]

    init(seed: UInt64) {
        self.seed = seed
        var generator = SeededGenerator(seed: seed, "flatten case")
        isHedge = generator.chance(400)
        let hedge = isHedge
        symbol = generator.pick(["BTCUSDT", "BTCUSDT", "ETHUSDT"])
        var positions: [String] = []
        var sides: [String] = []
        for side in hedge ? ["LONG", "SHORT"] : ["BOTH"] where !hedge || generator.chance(700) {
            let isShort = side == "SHORT" || side == "BOTH" && generator.chance(400)
            let amount = (isShort ? "-" : "") + generator.pick(Self.amounts)
            sides.append(side)
            positions.append(Self.position(symbol, side, amount))
        }
        if generator.chance(300) { positions.append(Self.position("SOLUSDT", hedge ? "LONG" : "BOTH", "12.5")) }
        let orders = Self.orders(symbol, hedge: hedge, &generator)
        // A thin book fills a part and lets the rest expire.
        let depth = generator.chance(120) ? #","depth":{"\#(symbol)":"0.003"}"# : ""
        state =
            #"{"mode":"\#(hedge ? "hedge" : "one-way")","marks":{"BTCUSDT":"60000","ETHUSDT":"3000","SOLUSDT":"150"},"#
            + #""positions":[\#(positions.joined(separator: ","))],"orders":[\#(orders.joined(separator: ","))]\#(depth)}"#
        botRuns = generator.chance(60)
        retries = generator.chance(400)
        resolvesEarly = generator.chance(300)
        dies = generator.chance(70) ? generator.pick(Self.beats) : nil
        var words = ["flatten", symbol, "--json"]
        if !generator.chance(40) { words.append("--execute") }
        if !generator.chance(30) { words += ["--reason", "untracked"] }
        words += ["--confirm", generator.chance(30) ? "ELSE" : symbol]
        if !generator.chance(30) { words.append("--without-triage") }
        if !generator.chance(30) { words += ["--max-notional", "1000000000"] }
        if generator.chance(30) { words.append("--while-running") }
        if sides.count == 2, !generator.chance(150) { words += ["--side", generator.pick(["long", "short"])] }
        flatten = words
    }

    private static func position(_ symbol: String, _ side: String, _ amount: String) -> String {
        let price = symbol == "BTCUSDT" ? "59000" : symbol == "ETHUSDT" ? "2950" : "149"
        return #"{"symbol":"\#(symbol)","positionSide":"\#(side)","positionAmt":"\#(amount)","entryPrice":"\#(price)"}"#
    }

    /// Orders of grinder's and of a person, on both sides of the book.
    private static func orders(
        _ symbol: String, hedge: Bool, _ generator: inout SeededGenerator
    ) -> [String] {
        let mark = symbol == "BTCUSDT" ? 60_000 : 3_000
        var orders: [String] = []
        for number in 0..<Int.random(in: 0...3, using: &generator) {
            let isBuy = generator.chance(500)
            let side = hedge ? generator.pick(["LONG", "SHORT"]) : "BOTH"
            // In hedge mode an order that closes must not ask for more than is held; small ones never do.
            let price = mark * Int.random(in: isBuy ? 965...990 : 1010...1035, using: &generator) / 1_000
            let reduces = !hedge && generator.chance(400) ? #","reduceOnly":true"# : ""
            let id =
                generator.chance(120)
                ? "web_Kp3vLx9QmTz2RbYc5N\(number)" : "grinder_d_\(symbol)_\(number)_1772964000_\(number + 5)"
            orders.append(
                #"{"symbol":"\#(symbol)","clientOrderId":"\#(id)","side":"\#(isBuy ? "BUY" : "SELL")","#
                    + #""positionSide":"\#(side)","type":"LIMIT","price":"\#(price)","origQty":"0.004","#
                    + #""time":"-2h"\#(reduces)}"#)
        }
        return orders
    }
}
