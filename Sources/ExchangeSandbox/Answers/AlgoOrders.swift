import JSON

/// The Algo Service (conditional orders since 2025-12-09).
extension Endpoint {
    static let algoOrders: [Endpoint] = [
        Endpoint("POST", "/fapi/v1/algoOrder", weight: 0, countsAsOrder: true) {
            book, parameters, now throws(Refusal) in
            try book.placeAlgo(parameters, now: now).placedJSON
        },
        Endpoint("GET", "/fapi/v1/algoOrder") { book, parameters, now throws(Refusal) in
            guard let index = try book.findAlgo(parameters), book.isKept(book.algoOrders[index], now: now) else {
                throw .orderDoesNotExist
            }
            return book.algoOrders[index].json()
        },
        Endpoint("DELETE", "/fapi/v1/algoOrder") { book, parameters, now throws(Refusal) in
            let algo = try book.cancelAlgo(parameters, now: now)
            return .object([
                "algoId": .int(algo.algoId), "clientAlgoId": .string(algo.clientAlgoId),
                "code": .string("200"), "msg": .string("success"),
            ])
        },
        Endpoint("GET", "/fapi/v1/openAlgoOrders", weight: bySymbol(1, without: 40)) {
            book, parameters, _ throws(Refusal) in
            let symbol = try book.optionalSymbol(parameters)
            let id = try parameters.integer("algoId")
            return .array(
                book.algoOrders
                    .filter {
                        $0.status.isOpen && (symbol == nil || $0.symbol == symbol) && (id == nil || $0.algoId == id)
                    }
                    .map { $0.json(listed: true) })
        },
        Endpoint("GET", "/fapi/v1/allAlgoOrders", weight: 5) { book, parameters, now throws(Refusal) in
            try book.allAlgo(parameters, now: now)
        },
        Endpoint("DELETE", "/fapi/v1/algoOpenOrders") { book, parameters, now throws(Refusal) in
            let symbol = try book.market(try parameters.mandatory("symbol")).symbol
            for index in book.algoOrders.indices
            where book.algoOrders[index].symbol == symbol && book.algoOrders[index].status == .new {
                book.algoOrders[index].status = .canceled
                book.algoOrders[index].updateTime = now
            }
            return allCancelled
        },
    ]
}

extension ExchangeBook {
    func isKept(_ algo: AlgoOrder, now: Int64) -> Bool {
        if algo.status.isOpen { return true }
        let unfilled = [.canceled, .expired, .rejected].contains(algo.status)
        return now - algo.createTime <= (unfilled ? Self.unfilledHistory : Self.orderHistory)
    }

    func findAlgo(_ parameters: Parameters) throws(Refusal) -> Int? {
        if let id = try parameters.integer("algoId") { return algoOrders.lastIndex { $0.algoId == id } }
        guard let id = try parameters.optional("clientAlgoId") else { throw .algoIdentityMissing }
        let matches = algoOrders.indices.filter { algoOrders[$0].clientAlgoId == id }
        return matches.last { algoOrders[$0].status.isOpen } ?? matches.last
    }

    /// -4117 while it is triggering, -2011 once it is no longer waiting.
    fileprivate mutating func cancelAlgo(_ parameters: Parameters, now: Int64) throws(Refusal) -> AlgoOrder {
        guard let index = try findAlgo(parameters) else { throw .unknownOrder }
        guard algoOrders[index].status != .triggering else { throw .triggering }
        guard algoOrders[index].status == .new else { throw .unknownOrder }
        algoOrders[index].status = .canceled
        algoOrders[index].updateTime = now
        return algoOrders[index]
    }

    fileprivate func allAlgo(_ parameters: Parameters, now: Int64) throws(Refusal) -> JSONValue {
        let symbol = try market(try parameters.mandatory("symbol")).symbol
        let limit = try parameters.limit(default: 500, maximum: 1000)
        let window = try TimeWindow(parameters, now: now, history: Self.orderHistory)
        let from = try parameters.integer("algoId")
        let matches = algoOrders.filter { algo in
            algo.symbol == symbol && isKept(algo, now: now)
                && (from.map { algo.algoId >= $0 } ?? window.contains(algo.createTime))
        }
        .sorted { ($0.createTime, $0.algoId) < ($1.createTime, $1.algoId) }
        return .array(matches.suffix(limit).map { $0.json(listed: true) })
    }

    fileprivate mutating func placeAlgo(_ parameters: Parameters, now: Int64) throws(Refusal) -> AlgoOrder {
        guard try parameters.mandatory("algoType") == "CONDITIONAL" else { throw .invalidData("algoType") }
        let market = try market(try parameters.mandatory("symbol"))
        guard let side = OrderSide(rawValue: try parameters.mandatory("side")) else { throw .badSide }
        let type = try parameters.mandatory("type")
        guard AlgoOrder.types.contains(type) else { throw .badOrderType }
        let positionSide = try OrderTicket.positionSide(parameters, hedge: hedge)
        let reduceOnly = try OrderTicket.reduceOnly(parameters, hedge: hedge)
        let closePosition = try parameters.flag("closePosition") ?? false
        try market.status.check(
            reduces: reduceOnly || closePosition || positionSide.opens.map { $0 != side } == true)
        let quantity = try algoQuantity(parameters, market, type: type, closing: closePosition)
        if closePosition && reduceOnly { throw Refusal(-4138, "Reduce only must be true with close position.") }
        let workingType = try parameters.optional("workingType") ?? "CONTRACT_PRICE"
        guard ["MARK_PRICE", "CONTRACT_PRICE"].contains(workingType) else { throw .invalidData("workingType") }
        let clientId = try ClientId.optional("clientAlgoId", parameters) ?? nextClientId()
        guard !algoOrders.contains(where: { $0.clientAlgoId == clientId && $0.status.isOpen }) else {
            throw .duplicateClientId
        }
        if closePosition { try checkSingleClose(market.symbol, side, positionSide, type) }
        let timeInForce = try parameters.optional("timeInForce") ?? "GTC"
        guard (OrderTicket.timesInForce + ["GTE_GTC"]).contains(timeInForce) else { throw .badTimeInForce }
        let algo = AlgoOrder(
            algoId: nextAlgoId(), clientAlgoId: clientId, orderType: type, symbol: market.symbol, side: side,
            positionSide: positionSide, timeInForce: timeInForce, quantity: quantity, status: .new,
            triggerPrice: try algoPrice("triggerPrice", parameters, market, when: type != "TRAILING_STOP_MARKET"),
            price: try algoPrice("price", parameters, market, when: type == "STOP" || type == "TAKE_PROFIT"),
            workingType: workingType, closePosition: closePosition,
            priceProtect: try parameters.flag("priceProtect") ?? false, reduceOnly: reduceOnly, createTime: now,
            updateTime: now)
        guard !algo.isReached(by: market.mark) else { throw .wouldTrigger }
        algoOrders.append(algo)
        return algo
    }

    /// One stop and one take-profit may close a position, not two of a kind.
    private func checkSingleClose(
        _ symbol: String, _ side: OrderSide, _ positionSide: PositionSide, _ type: String
    ) throws(Refusal) {
        guard
            !algoOrders.contains(where: {
                $0.closePosition && $0.status.isOpen && $0.symbol == symbol && $0.side == side
                    && $0.positionSide == positionSide && $0.orderType == type
            })
        else {
            throw Refusal(
                -4130, "An open stop or take profit order with GTE and closePosition in the direction is existing.")
        }
    }

    private func algoQuantity(
        _ parameters: Parameters, _ market: Market, type: String, closing: Bool
    ) throws(Refusal) -> String {
        if closing {
            guard type == "STOP_MARKET" || type == "TAKE_PROFIT_MARKET" else {
                throw Refusal(-4136, "Target strategy invalid for orderType \(type),closePosition true")
            }
            if parameters["quantity"] != nil { throw Refusal(-4137, "Quantity must be zero with closePosition") }
            return market.quantity(.zero)
        }
        let (quantity, text) = try parameters.mandatoryAmount("quantity")
        try market.check(quantity: quantity, text: text, type: type.hasSuffix("MARKET") ? "MARKET" : "LIMIT")
        return market.quantity(quantity)
    }

    private func algoPrice(
        _ name: String, _ parameters: Parameters, _ market: Market, when required: Bool
    ) throws(Refusal) -> String {
        guard required else { return market.price(.zero) }
        let (price, text) = try parameters.mandatoryAmount(name)
        try market.check(price: price, text: text)
        return market.price(price)
    }
}
