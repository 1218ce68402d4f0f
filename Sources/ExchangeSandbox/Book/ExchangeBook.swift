/// The account and the order book: every change to them is a method here or in its extensions.
struct ExchangeBook: Sendable {
    static let day: Int64 = 86_400_000

    var hedge = false
    var markets: [String: Market] = Dictionary(uniqueKeysWithValues: Market.listed.map { ($0.symbol, $0) })
    /// In the order of placing, all symbols.
    var orders: [BookOrder] = []
    var algoOrders: [AlgoOrder] = []
    var fills: [Fill] = []
    var holdings: [Holding.Key: Holding] = [:]
    /// How much each MARKET order finds on the other side, by symbol; without an entry as much as it asks for.
    var depths: [String: Amount] = [:]
    /// What forceOrders answers: liquidation and ADL orders with their kind.
    var forceOrders: [(kind: String, order: BookOrder)] = []
    var listenKey: (key: String, expires: Int64)?
    /// Cross wallet balances that are not as at first, by asset.
    var wallets: [String: Amount] = [:]
    var accountLeverage = standardLeverage
    var leverages: [String: Int] = [:]
    var isolated: Set<String> = []
    /// Newest last.
    var amendments: [Amendment] = []

    private var lastOrderId: [String: Int64] = [:]
    private var lastTradeId: Int64 = 6_512_340_000
    private var lastAlgoId: Int64 = 4_000_000_230_627_730
    private var lastText: UInt64 = 0

    /// The next order id of a symbol. BTCUSDT starts above 2^53, as ids on the exchange do.
    mutating func nextOrderId(_ symbol: String) -> Int64 {
        let last = lastOrderId[symbol] ?? (symbol == "BTCUSDT" ? 8_389_765_612_825_190_228 : 851_230_066_700)
        lastOrderId[symbol] = last + 1
        return last + 1
    }

    mutating func nextTradeId() -> Int64 {
        lastTradeId += 1
        return lastTradeId
    }

    mutating func nextAlgoId() -> Int64 {
        lastAlgoId += 1
        return lastAlgoId
    }

    /// Ids a state names are never given out again.
    mutating func reserve(orderId: Int64, symbol: String) {
        let last = lastOrderId[symbol] ?? (symbol == "BTCUSDT" ? 8_389_765_612_825_190_228 : 851_230_066_700)
        lastOrderId[symbol] = max(last, orderId)
    }
    mutating func reserve(tradeId: Int64) { lastTradeId = max(lastTradeId, tradeId) }
    mutating func reserve(algoId: Int64) { lastAlgoId = max(lastAlgoId, algoId) }

    /// 22 letters and digits, as the exchange gives an order sent without a client order id; the same run after run.
    mutating func nextClientId(length: Int = 22) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        lastText &+= 1
        var state = lastText &* 0x9E37_79B9_7F4A_7C15
        return String(
            (0..<length).map { _ in
                state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9 &+ 0x94D0_49BB_1331_11EB
                return letters[Int((state >> 33) % UInt64(letters.count))]
            })
    }

    func market(_ symbol: String) throws(Refusal) -> Market {
        guard let market = markets[symbol] else { throw .badSymbol }
        return market
    }

    func holding(_ symbol: String, _ side: PositionSide) -> Holding {
        let key = Holding.Key(symbol: symbol, side: side)
        return holdings[key] ?? Holding(key: key, amount: .zero, entryPrice: .zero, updateTime: 0)
    }

    func openOrders(_ symbol: String? = nil) -> [BookOrder] {
        orders.filter { $0.status.isOpen && (symbol == nil || $0.symbol == symbol) }
    }
}
