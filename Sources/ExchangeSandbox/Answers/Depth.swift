import JSON

/// The order book and what a symbol did in a day.
extension Endpoint {
    static let depth: [Endpoint] = [
        Endpoint("GET", "/fapi/v1/depth", security: .open, weight: depthWeight) {
            book, parameters, now throws(Refusal) in
            try book.depth(parameters, now: now)
        },
        Endpoint("GET", "/fapi/v1/ticker/24hr", security: .open, weight: bySymbol(1, without: 40)) {
            book, parameters, now throws(Refusal) in
            try book.each(parameters) { $0.dayStatistics(now: now) }
        },
    ]

    private static let depthWeight: Weight = { parameters in
        switch Int(parameters["limit"] ?? "500") ?? 500 {
        case ...50: 2
        case ...100: 5
        case ...500: 10
        default: 20
        }
    }
}

extension ExchangeBook {
    private static let depths: [Int64] = [5, 10, 20, 50, 100, 500, 1000]

    /// Twenty levels around the mark that others keep filled, and this account's own resting orders among them.
    fileprivate func depth(_ parameters: Parameters, now: Int64) throws(Refusal) -> JSONValue {
        let market = try market(try parameters.mandatory("symbol"))
        let limit = try parameters.integer("limit") ?? 500
        guard Self.depths.contains(limit) else { throw Refusal(-4021, "\(limit) is not valid depth limit.") }
        func side(_ side: OrderSide) -> JSONValue {
            var levels: [Amount: Amount] = [:]
            for step in 0..<20 {
                let away = market.tick * .whole(side == .buy ? step : step + 1)
                let price = side == .buy ? market.tradePrice - away : market.tradePrice + away
                if price > .zero { levels[price] = depths[market.symbol] ?? market.marketMaxQuantity }
            }
            for order in openOrders(market.symbol) where order.side == side && order.type == "LIMIT" {
                levels[order.limitPrice] = (levels[order.limitPrice] ?? .zero) + order.rest
            }
            let sorted = levels.sorted { side == .buy ? $0.key > $1.key : $0.key < $1.key }
            return .array(
                sorted.prefix(Int(limit)).map {
                    .array([.string(market.price($0.key)), .string(market.quantity($0.value))])
                })
        }
        return .object([
            "lastUpdateId": .int(now), "E": .int(now), "T": .int(now), "bids": side(.buy), "asks": side(.sell),
        ])
    }
}

extension Market {
    /// A day in which nothing moved: the sandbox keeps no history of marks.
    fileprivate func dayStatistics(now: Int64) -> JSONValue {
        let last = JSONValue.string(price(tradePrice))
        return .object([
            "symbol": .string(symbol), "priceChange": .string(price(.zero)), "priceChangePercent": .string("0.000"),
            "weightedAvgPrice": last, "lastPrice": last, "lastQty": .string(quantity(minQuantity)),
            "openPrice": last, "highPrice": last, "lowPrice": last, "volume": .string(quantity(.zero)),
            "quoteVolume": .string("0.00"), "openTime": .int(now - ExchangeBook.day), "closeTime": .int(now),
            "firstId": .int(0), "lastId": .int(0), "count": .int(0),
        ])
    }
}
