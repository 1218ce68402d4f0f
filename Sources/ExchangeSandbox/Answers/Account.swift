import JSON

/// Positions and income.
extension Endpoint {
    static let account: [Endpoint] = [
        Endpoint("GET", "/fapi/v3/positionRisk", weight: 5) { book, parameters, _ throws(Refusal) in
            try book.positionRisk(parameters)
        },
        Endpoint("GET", "/fapi/v2/positionRisk", weight: 5) { book, parameters, _ throws(Refusal) in
            try book.legacyPositionRisk(parameters)
        },
        Endpoint("GET", "/fapi/v1/income", weight: 30) { book, parameters, now throws(Refusal) in
            try book.income(parameters, now: now)
        },
    ]
}

extension ExchangeBook {
    /// Only symbols with a position or open orders: `[]` when flat, even with `symbol`.
    fileprivate func positionRisk(_ parameters: Parameters) throws(Refusal) -> JSONValue {
        let symbol = try optionalSymbol(parameters)
        let markets = symbols.filter { symbol == nil || $0.symbol == symbol }
        return .array(
            markets.flatMap { market in
                sides.compactMap { side -> JSONValue? in
                    let holding = holding(market.symbol, side)
                    let resting = openOrders(market.symbol).filter { $0.positionSide == side }
                    guard !holding.amount.isZero || !resting.isEmpty else { return nil }
                    return holding.json(
                        market, margin: margin(market, side), isolated: isolated.contains(market.symbol),
                        bids: Self.notional(resting, .buy), asks: Self.notional(resting, .sell))
                }
            })
    }

    static func notional(_ orders: [BookOrder], _ side: OrderSide) -> Amount {
        orders.filter { $0.side == side && !$0.reduceOnly }.reduce(.zero) { $0 + $1.rest * $1.limitPrice }
    }

    /// The deprecated version: a row for every symbol, flat or not.
    fileprivate func legacyPositionRisk(_ parameters: Parameters) throws(Refusal) -> JSONValue {
        let symbol = try optionalSymbol(parameters)
        let markets = symbols.filter { symbol == nil || $0.symbol == symbol }
        return .array(
            markets.flatMap { market in
                sides.map {
                    holding(market.symbol, $0).legacyJSON(
                        market, leverage: leverage(market.symbol), isolated: isolated.contains(market.symbol))
                }
            })
    }

    /// Realised profit and commission of the fills; one tranId may stand in two rows of different type.
    fileprivate func income(_ parameters: Parameters, now: Int64) throws(Refusal) -> JSONValue {
        let symbol = try optionalSymbol(parameters)
        let kind = try parameters.optional("incomeType")
        let limit = try parameters.limit(default: 100, maximum: 1000)
        let window = try TimeWindow(
            parameters, now: now, longest: Self.tradeHistory, history: Self.tradeHistory)
        let rows = fills.filter { (symbol == nil || $0.symbol == symbol) && window.contains($0.time) }
            .sorted { ($0.time, $0.id) < ($1.time, $1.id) }
            .flatMap { fill in
                [("REALIZED_PNL", fill.realizedPnl), ("COMMISSION", "-" + fill.commission)]
                    .filter { (kind == nil || $0.0 == kind) && Amount($0.1)?.isZero == false }
                    .map { Self.incomeRow(fill, kind: $0.0, amount: $0.1) }
            }
        return .array(Array(rows.suffix(limit)))
    }

    private static func incomeRow(_ fill: Fill, kind: String, amount: String) -> JSONValue {
        .object([
            "symbol": .string(fill.symbol), "incomeType": .string(kind), "income": .string(amount),
            "asset": .string(kind == "COMMISSION" ? fill.commissionAsset : fill.marginAsset), "info": .string(kind),
            "time": .int(fill.time), "tranId": .int(fill.id + 9_000_000_000), "tradeId": .string(String(fill.id)),
        ])
    }
}
