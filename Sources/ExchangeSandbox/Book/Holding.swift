import JSON

/// A position: signed amount (SHORT is negative) and entry price.
struct Holding: Sendable {
    struct Key: Hashable, Sendable {
        let symbol: String
        let side: PositionSide
    }

    let key: Key
    var amount: Amount
    var entryPrice: Amount
    var updateTime: Int64

    /// Books a fill and returns the realised profit.
    mutating func book(_ quantity: Amount, _ side: OrderSide, at price: Amount, time: Int64) -> Amount {
        let signed = side == .buy ? quantity : -quantity
        let before = amount
        updateTime = time
        amount = before + signed
        guard !before.isZero, before.isNegative != signed.isNegative else {
            entryPrice = (entryPrice * before.magnitude + price * quantity) / amount.magnitude
            return .zero
        }
        let closed = min(before.magnitude, quantity)
        let gain = (price - entryPrice) * closed
        if amount.isZero {
            entryPrice = .zero
        } else if amount.isNegative != before.isNegative {
            entryPrice = price
        }
        return before.isNegative ? -gain : gain
    }
}

extension Holding {
    func profit(_ market: Market) -> Amount { (market.mark - entryPrice) * amount }

    private func price(_ amount: Amount) -> String { amount.isZero ? "0.0" : amount.text(atLeast: 5) }

    /// A row of GET /fapi/v3/positionRisk. Notionals are of this side's resting orders.
    func json(_ market: Market, margin: SymbolMargin, isolated: Bool, bids: Amount, asks: Amount) -> JSONValue {
        let notional = market.mark * amount
        let own = isolated ? margin.positions.text(places: 8) : "0"
        return .object([
            "symbol": .string(key.symbol), "positionSide": .string(key.side.rawValue),
            "positionAmt": .string(market.quantity(amount)), "entryPrice": .string(price(entryPrice)),
            "breakEvenPrice": .string(price(entryPrice)), "markPrice": .string(market.mark.text(places: 8)),
            "unRealizedProfit": .string(profit(market).text(places: 8)), "liquidationPrice": .string("0"),
            "isolatedMargin": .string(own), "notional": .string(notional.isZero ? "0" : notional.text(places: 8)),
            "marginAsset": .string(market.marginAsset), "isolatedWallet": .string(own),
            "initialMargin": .string((margin.positions + margin.openOrders).text(places: 8)),
            "maintMargin": .string(margin.maintenance.text(places: 8)),
            "positionInitialMargin": .string(margin.positions.text(places: 8)),
            "openOrderInitialMargin": .string(margin.openOrders.text(places: 8)), "adl": .int(amount.isZero ? 0 : 2),
            "bidNotional": .string(bids.isZero ? "0" : bids.text(places: 8)),
            "askNotional": .string(asks.isZero ? "0" : asks.text(places: 8)), "updateTime": .int(updateTime),
        ])
    }

    /// A row of the deprecated GET /fapi/v2/positionRisk.
    func legacyJSON(_ market: Market, leverage: Int, isolated: Bool) -> JSONValue {
        let notional = market.mark * amount
        return .object([
            "symbol": .string(key.symbol), "positionAmt": .string(market.quantity(amount)),
            "entryPrice": .string(price(entryPrice)), "breakEvenPrice": .string(price(entryPrice)),
            "markPrice": .string(market.mark.text(places: 8)),
            "unRealizedProfit": .string(profit(market).text(places: 8)), "liquidationPrice": .string("0"),
            "leverage": .string(String(leverage)), "maxNotionalValue": .string("100000000"),
            "marginType": .string(isolated ? "isolated" : "cross"),
            "isolatedMargin": .string("0.00000000"), "isAutoAddMargin": .string("false"),
            "positionSide": .string(key.side.rawValue),
            "notional": .string(notional.isZero ? "0" : notional.text(places: 8)),
            "isolatedWallet": .string("0"), "updateTime": .int(updateTime),
        ])
    }
}
