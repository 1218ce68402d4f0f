import JSON

/// Orders, conditional orders, trades and positions as a state writes them.
extension BookOrder {
    private static let names = [
        "avgPrice", "clientOrderId", "cumQuote", "executedQty", "orderId", "origQty", "origType", "price",
        "reduceOnly", "side", "positionSide", "status", "stopPrice", "closePosition", "symbol", "time",
        "timeInForce", "type", "updateTime", "workingType", "priceProtect", "priceMatch",
        "selfTradePreventionMode", "goodTillDate", "pair", "cumBase", "activatePrice", "priceRate", "cumQty",
        "autoCloseType",
    ]

    init(
        state value: JSONValue, path: String, book: inout ExchangeBook, clock: StateClock, forced: Bool = false
    ) throws(StateProblem) {
        let row = try StateRow(value, path: path, known: Self.names, clock: clock)
        let symbol = try row.symbol()
        let type = try row.text("type") ?? "LIMIT"
        let status = try row.choice("status", OrderStatus.self) ?? (forced ? .filled : .new)
        var filled = try row.amount("executedQty")
        if let filled, filled.amount.isNegative { throw row.problem("executedQty", "is not between 0 and origQty") }
        let written = try row.amount("origQty")
        let (quantity, quantityText) =
            written ?? StateDefaults.quantity(symbol, book: book, filled: filled?.amount ?? .zero, status)
        if status == .partiallyFilled, filled == nil, written == nil {
            filled = StateDefaults.quantity(symbol, book: book)
        }
        guard quantity >= .zero else { throw row.problem("origQty", "a quantity is needed") }
        let price = try row.amount("price") ?? (type == "LIMIT" ? StateDefaults.price(symbol, book: book) : nil)
        let executed = filled?.amount ?? (status == .filled ? quantity : .zero)
        guard executed >= .zero, executed <= quantity else {
            throw row.problem("executedQty", "is not between 0 and origQty")
        }
        if status == .partiallyFilled && (executed.isZero || executed == quantity) {
            throw row.problem("executedQty", "PARTIALLY_FILLED needs one between 0 and origQty")
        }
        let average = try row.amount("avgPrice")?.amount ?? .zero
        let paid = average.isZero ? price?.amount ?? book.markets[symbol]?.mark ?? .zero : average
        let updateTime = try row.time("updateTime")
        let time = try row.time("time") ?? updateTime ?? clock.now
        let orderId = try row.id("orderId") ?? book.nextOrderId(symbol)
        book.reserve(orderId: orderId, symbol: symbol)
        self.init(
            orderId: orderId, clientOrderId: try row.text("clientOrderId") ?? book.nextClientId(), symbol: symbol,
            side: try row.choice("side", OrderSide.self) ?? .buy,
            positionSide: try StateDefaults.positionSide(row, book: book), type: type,
            origType: try row.text("origType") ?? type, status: status, price: price?.text ?? "0",
            quantity: quantity, origQty: quantityText, executed: executed,
            quote: try row.amount("cumQuote")?.amount ?? paid * executed,
            reduceOnly: try row.flag("reduceOnly") ?? false,
            closePosition: try row.flag("closePosition") ?? false, stopPrice: try row.text("stopPrice") ?? "0",
            timeInForce: try row.text("timeInForce") ?? (forced ? "IOC" : "GTC"), time: time,
            updateTime: updateTime ?? time,
            workingType: try row.text("workingType") ?? "CONTRACT_PRICE",
            priceProtect: try row.flag("priceProtect") ?? false,
            priceMatch: try row.text("priceMatch") ?? "NONE",
            selfTradePrevention: try row.text("selfTradePreventionMode") ?? "EXPIRE_MAKER",
            goodTillDate: try row.time("goodTillDate") ?? 0)
    }
}

extension AlgoOrder {
    private static let names = [
        "algoId", "clientAlgoId", "algoType", "orderType", "symbol", "side", "positionSide", "timeInForce",
        "quantity", "algoStatus", "actualOrderId", "actualPrice", "actualType", "actualQty", "triggerPrice",
        "price", "icebergQuantity", "tpTriggerPrice", "tpPrice", "slTriggerPrice", "slPrice", "tpOrderType",
        "selfTradePreventionMode", "workingType", "priceMatch", "closePosition", "priceProtect", "reduceOnly",
        "createTime", "updateTime", "triggerTime", "goodTillDate",
    ]

    init(
        state value: JSONValue, path: String, book: inout ExchangeBook, clock: StateClock
    ) throws(StateProblem) {
        let row = try StateRow(value, path: path, known: Self.names, clock: clock)
        let created = try row.time("createTime") ?? clock.now
        let type = try row.text("orderType") ?? "STOP_MARKET"
        guard Self.types.contains(type) else { throw row.problem("orderType", "\"\(type)\" is no conditional type") }
        let algoId = try row.id("algoId") ?? book.nextAlgoId()
        book.reserve(algoId: algoId)
        self.init(
            algoId: algoId, clientAlgoId: try row.text("clientAlgoId") ?? book.nextClientId(), orderType: type,
            symbol: try row.symbol(), side: try row.choice("side", OrderSide.self) ?? .sell,
            positionSide: try StateDefaults.positionSide(row, book: book),
            timeInForce: try row.text("timeInForce") ?? "GTC", quantity: try row.amount("quantity")?.text ?? "0",
            status: try row.choice("algoStatus", AlgoStatus.self) ?? .new,
            actualOrderId: try row.text("actualOrderId") ?? "",
            actualPrice: try row.amount("actualPrice")?.text ?? "0.00000",
            actualQty: try row.amount("actualQty")?.text,
            triggerPrice: try row.amount("triggerPrice")?.text ?? "0",
            price: try row.amount("price")?.text ?? "0.00",
            workingType: try row.text("workingType") ?? "CONTRACT_PRICE",
            closePosition: try row.flag("closePosition") ?? false,
            priceProtect: try row.flag("priceProtect") ?? false,
            reduceOnly: try row.flag("reduceOnly") ?? false, createTime: created,
            updateTime: try row.time("updateTime") ?? created, triggerTime: try row.time("triggerTime") ?? 0,
            goodTillDate: try row.time("goodTillDate") ?? 0)
    }
}

extension Fill {
    private static let names = [
        "buyer", "commission", "commissionAsset", "id", "maker", "orderId", "price", "qty", "quoteQty", "baseQty",
        "marginAsset", "realizedPnl", "side", "positionSide", "symbol", "pair", "time",
    ]

    init(
        state value: JSONValue, path: String, book: inout ExchangeBook, clock: StateClock
    ) throws(StateProblem) {
        let row = try StateRow(value, path: path, known: Self.names, clock: clock)
        let symbol = try row.symbol()
        let price = try row.amount("price") ?? StateDefaults.price(symbol, book: book)
        let quantity = try row.amount("qty") ?? StateDefaults.quantity(symbol, book: book)
        let orderId = try row.id("orderId") ?? book.nextOrderId(symbol)
        let buyer = try row.flag("buyer").map { $0 ? OrderSide.buy : .sell }
        let id = try row.id("id") ?? book.nextTradeId()
        book.reserve(tradeId: id)
        let margin = book.markets[symbol]?.marginAsset ?? "USDT"
        self.init(
            id: id, orderId: orderId, symbol: symbol,
            side: try row.choice("side", OrderSide.self) ?? buyer ?? .buy,
            positionSide: try StateDefaults.positionSide(row, book: book), price: price.text,
            quantity: quantity.text,
            quoteQuantity: try row.amount("quoteQty")?.text ?? (price.amount * quantity.amount).text(atLeast: 5),
            commission: try row.amount("commission")?.text ?? "0",
            commissionAsset: try row.text("commissionAsset") ?? margin,
            realizedPnl: try row.amount("realizedPnl")?.text ?? "0", maker: try row.flag("maker") ?? true,
            time: try row.time("time") ?? clock.now, marginAsset: try row.text("marginAsset") ?? margin)
    }
}

extension Holding {
    private static let names = [
        "symbol", "positionSide", "positionAmt", "entryPrice", "breakEvenPrice", "markPrice", "unRealizedProfit",
        "liquidationPrice", "isolatedMargin", "notional", "marginAsset", "isolatedWallet", "initialMargin",
        "maintMargin", "positionInitialMargin", "openOrderInitialMargin", "adl", "bidNotional", "askNotional",
        "updateTime", "leverage", "maxNotionalValue", "marginType", "isAutoAddMargin",
    ]

    init(state value: JSONValue, path: String, book: ExchangeBook, clock: StateClock) throws(StateProblem) {
        let row = try StateRow(value, path: path, known: Self.names, clock: clock)
        let symbol = try row.symbol()
        let amount = try row.amount("positionAmt")?.amount ?? .zero
        let opened: PositionSide = !book.hedge ? .both : amount.isNegative ? .short : .long
        let side = try row.choice("positionSide", PositionSide.self) ?? opened
        guard book.hedge == (side != .both) else {
            throw row.problem("positionSide", "\(side.rawValue) does not exist in this account's mode")
        }
        self.init(
            key: Key(symbol: symbol, side: side), amount: side == .short ? -amount.magnitude : amount,
            entryPrice: try row.amount("entryPrice")?.amount ?? book.markets[symbol]?.mark ?? .zero,
            updateTime: try row.time("updateTime") ?? clock.now)
    }
}

private enum StateDefaults {
    /// The mark price.
    static func price(_ symbol: String, book: ExchangeBook) -> (amount: Amount, text: String) {
        let mark = book.markets[symbol]?.mark ?? .zero
        return (mark, mark.text(atLeast: book.markets[symbol]?.pricePrecision ?? 0))
    }

    /// The smallest there is, more than what is filled of one that still rests.
    static func quantity(
        _ symbol: String, book: ExchangeBook, filled: Amount = .zero, _ status: OrderStatus = .new
    ) -> (amount: Amount, text: String) {
        let least = book.markets[symbol]?.minQuantity ?? .zero
        let rests = status == .partiallyFilled || status == .new && !filled.isZero
        let quantity = filled.isZero ? (rests ? least + least : least) : rests ? filled + least : filled
        return (quantity, quantity.text(atLeast: book.markets[symbol]?.quantityPrecision ?? 0))
    }

    /// BOTH in one-way mode; in hedge mode what the order's side opens, unless it is said.
    static func positionSide(_ row: StateRow, book: ExchangeBook) throws(StateProblem) -> PositionSide {
        let sells = try row.text("side") == OrderSide.sell.rawValue
        let side = try row.choice("positionSide", PositionSide.self) ?? (!book.hedge ? .both : sells ? .short : .long)
        guard book.hedge == (side != .both) else {
            throw row.problem(
                "positionSide", book.hedge ? "LONG or SHORT is needed in hedge mode" : "only BOTH in one-way mode")
        }
        return side
    }
}
