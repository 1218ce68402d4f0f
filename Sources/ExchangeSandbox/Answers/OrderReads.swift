import JSON

/// Reading normal orders, trades and forced orders. Untriggered conditional orders never show here.
extension Endpoint {
    static let orderReads: [Endpoint] = [
        Endpoint("GET", "/fapi/v1/order") { book, parameters, now throws(Refusal) in
            guard let index = try book.find(parameters).index, book.isKept(book.orders[index], now: now) else {
                throw .orderDoesNotExist
            }
            return try book.shown(index)
        },
        Endpoint("GET", "/fapi/v1/openOrder") { book, parameters, _ throws(Refusal) in
            guard let index = try book.find(parameters).index, book.orders[index].status.isOpen else {
                throw .orderDoesNotExist
            }
            return try book.shown(index)
        },
        Endpoint("GET", "/fapi/v1/openOrders", weight: bySymbol(1, without: 40)) {
            book, parameters, _ throws(Refusal) in
            let symbol = try book.optionalSymbol(parameters)
            return book.rows(book.openOrders(symbol), listed: false)
        },
        Endpoint("GET", "/fapi/v1/allOrders", weight: 5) { book, parameters, now throws(Refusal) in
            try book.allOrders(parameters, now: now)
        },
        Endpoint("GET", "/fapi/v1/userTrades", weight: 5) { book, parameters, now throws(Refusal) in
            try book.userTrades(parameters, now: now)
        },
        Endpoint("GET", "/fapi/v1/forceOrders", weight: bySymbol(20, without: 50)) {
            book, parameters, now throws(Refusal) in
            try book.forced(parameters, now: now)
        },
        Endpoint("GET", "/fapi/v1/rateLimit/order") { _, _, _ in
            .array(
                [("SECOND", 10, 300), ("MINUTE", 1, 1200)].map { interval, count, limit in
                    .object([
                        "rateLimitType": .string("ORDERS"), "interval": .string(interval),
                        "intervalNum": .int(count), "limit": .int(limit),
                    ])
                })
        },
    ]
}

extension ExchangeBook {
    func shown(_ index: Int) throws(Refusal) -> JSONValue {
        orders[index].json(try market(orders[index].symbol))
    }

    func optionalSymbol(_ parameters: Parameters) throws(Refusal) -> String? {
        guard let symbol = try parameters.optional("symbol") else { return nil }
        return try market(symbol).symbol
    }

    func rows(_ orders: some Sequence<BookOrder>, listed: Bool) -> JSONValue {
        .array(orders.compactMap { order in markets[order.symbol].map { order.json($0, listed: listed) } })
    }

    /// `symbol` is optional since 2026-08-25; with `orderId`, orders from that id on.
    fileprivate func allOrders(_ parameters: Parameters, now: Int64) throws(Refusal) -> JSONValue {
        let symbol = try optionalSymbol(parameters)
        let limit = try parameters.limit(default: 500, maximum: 1000)
        // Less than seven days, where userTrades allows seven.
        let window = try TimeWindow(parameters, now: now, longest: TimeWindow.week - 1, history: Self.orderHistory)
        let from = try parameters.integer("orderId")
        let matches = orders.filter { order in
            (symbol == nil || order.symbol == symbol) && isKept(order, now: now)
                && (from.map { order.orderId >= $0 } ?? window.contains(order.time))
        }
        .sorted { ($0.time, $0.orderId) < ($1.time, $1.orderId) }
        let forward = from != nil || parameters["startTime"] != nil
        return rows(forward ? matches.prefix(limit) : matches.suffix(limit), listed: true)
    }

    fileprivate func userTrades(_ parameters: Parameters, now: Int64) throws(Refusal) -> JSONValue {
        let symbol = try market(try parameters.mandatory("symbol")).symbol
        let limit = try parameters.limit(default: 500, maximum: 1000)
        let from = try parameters.integer("fromId")
        if from != nil && (parameters["startTime"] != nil || parameters["endTime"] != nil) {
            throw .badCombination
        }
        let window = try TimeWindow(parameters, now: now, history: Self.tradeHistory)
        let order = try parameters.integer("orderId")
        let matches = fills.filter { fill in
            fill.symbol == symbol && now - fill.time <= Self.tradeHistory
                && (order == nil || fill.orderId == order)
                && (from.map { fill.id >= $0 } ?? window.contains(fill.time))
        }
        .sorted { ($0.time, $0.id) < ($1.time, $1.id) }
        let forward = from != nil || parameters["startTime"] != nil
        return .array((forward ? matches.prefix(limit) : matches.suffix(limit)).map(\.json))
    }

    fileprivate func forced(_ parameters: Parameters, now: Int64) throws(Refusal) -> JSONValue {
        let symbol = try optionalSymbol(parameters)
        let limit = try parameters.limit(default: 50, maximum: 100)
        let kind = try parameters.optional("autoCloseType")
        if let kind, kind != "LIQUIDATION", kind != "ADL" { throw .invalidData("autoCloseType") }
        let window = try TimeWindow(
            parameters, now: now, longest: Self.orderHistory, history: Self.orderHistory)
        let matches = forceOrders.filter { row in
            (symbol == nil || row.order.symbol == symbol) && (kind == nil || row.kind == kind)
                && window.contains(row.order.time)
        }
        let rows = rows(matches.map(\.order).sorted { $0.time < $1.time }.suffix(limit), listed: true)
        // This endpoint's rows lack four fields of the others.
        let absent = ["priceProtect", "priceMatch", "selfTradePreventionMode", "goodTillDate"]
        return .array(
            (rows.arrayValue ?? []).map { row in
                .object((row.objectValue ?? [:]).filter { !absent.contains($0.name) })
            })
    }
}
