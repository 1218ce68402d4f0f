import JSON

/// Orders, conditional orders and positions in the one-letter names of the user data stream.
extension BookOrder {
    /// Liquidation and ADL orders are executed by the exchange, not matched.
    var isForced: Bool { clientOrderId.hasPrefix("autoclose-") || clientOrderId.hasPrefix("adl_autoclose") }

    /// `o` of ORDER_TRADE_UPDATE. `bids` and `asks` are the notionals that rest on the book.
    func streamJSON(
        _ market: Market, execution: String, fill: Fill?, happened: Int64, bids: String, asks: String
    ) -> JSONValue {
        .object([
            "s": .string(symbol), "c": .string(clientOrderId), "S": .string(side.rawValue), "o": .string(type),
            "f": .string(timeInForce), "q": .string(origQty), "p": .string(price),
            "ap": .string(executed.isZero ? "0" : market.average(averagePrice)), "sp": .string(stopPrice),
            "x": .string(execution), "X": .string(status.rawValue), "i": .int(orderId),
            "l": .string(fill?.quantity ?? "0"), "z": .string(executed.isZero ? "0" : market.quantity(executed)),
            "L": .string(fill?.price ?? "0"), "n": .string(fill?.commission ?? "0"),
            "N": .string(fill?.commissionAsset ?? "USDT"), "T": .int(happened), "t": .int(fill?.id ?? 0),
            "b": .string(bids), "a": .string(asks), "m": .bool(fill?.maker ?? false), "R": .bool(reduceOnly),
            "wt": .string(workingType), "ot": .string(origType), "ps": .string(positionSide.rawValue),
            "cp": .bool(closePosition), "rp": .string(fill?.realizedPnl ?? "0"), "pP": .bool(priceProtect),
            "si": .int(0), "ss": .int(0), "V": .string(selfTradePrevention), "pm": .string(priceMatch),
            "gtd": .int(goodTillDate), "er": .string("0"),
        ])
    }
}

extension AlgoOrder {
    /// As it was on its way: without its order until it has one.
    func withStatus(_ status: AlgoStatus) -> AlgoOrder {
        var copy = self
        copy.status = status
        if status == .new || status == .triggering { copy.actualOrderId = "" }
        if status != .finished { copy.actualPrice = "0.00000" }
        return copy
    }

    /// `o` of ALGO_UPDATE.
    var streamJSON: JSONValue {
        let isMarket = orderType.hasSuffix("MARKET")
        let actual = actualOrderId.isEmpty ? "0" : isMarket ? "MARKET" : "LIMIT"
        return .object([
            "caid": .string(clientAlgoId), "aid": .int(algoId), "at": .string("CONDITIONAL"),
            "o": .string(orderType), "s": .string(symbol), "S": .string(side.rawValue),
            "ps": .string(positionSide.rawValue), "f": .string(timeInForce), "q": .string(quantity),
            "X": .string(status.rawValue), "ai": .string(actualOrderId), "ap": .string(actualPrice),
            "aq": .string(status == .finished ? actualQty ?? "0.00000" : "0.00000"), "act": .string(actual),
            "tp": .string(triggerPrice), "p": .string(price), "V": .string("EXPIRE_MAKER"),
            "wt": .string(workingType), "pm": .string("NONE"), "cp": .bool(closePosition),
            "pP": .bool(priceProtect), "R": .bool(reducesOnly), "tt": .int(triggerTime), "gtd": .int(goodTillDate),
            "rm": .string(rejectReason),
        ])
    }
}

extension Holding {
    /// A row of `P` in ACCOUNT_UPDATE.
    func streamJSON(_ market: Market) -> JSONValue {
        let profit = (market.mark - entryPrice) * amount
        return .object([
            "s": .string(key.symbol), "pa": .string(amount.isZero ? "0" : market.quantity(amount)),
            "ep": .string(entryPrice.text(atLeast: 5)), "bep": .string(entryPrice.text(atLeast: 5)),
            "cr": .string("0"), "up": .string(amount.isZero ? "0" : profit.text(places: 8)),
            "mt": .string("cross"), "iw": .string("0"), "ps": .string(key.side.rawValue),
        ])
    }
}
