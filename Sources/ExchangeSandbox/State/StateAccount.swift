import JSON

/// The wallet and the leverage of a state.
extension SandboxState {
    /// `balance` is `"250"`, of USDT, or `{"USDT": "250", "BTC": "0.5"}`.
    static func addBalances(_ value: JSONValue, to book: inout ExchangeBook) throws(StateProblem) {
        guard let given = value["balance"] else { return }
        guard let members = given.objectValue else {
            book.wallets["USDT"] = try balance(given, path: "balance")
            return
        }
        for member in members {
            book.wallets[member.name] = try balance(member.value, path: "balance.\(member.name)")
        }
    }

    /// `leverage` is `20`, of every symbol, or `{"BTCUSDT": 5}`.
    static func addLeverages(_ value: JSONValue, to book: inout ExchangeBook) throws(StateProblem) {
        guard let given = value["leverage"] else { return }
        guard let members = given.objectValue else {
            book.accountLeverage = try leverage(given, path: "leverage")
            return
        }
        for member in members {
            book.leverages[member.name] = try leverage(member.value, path: "leverage.\(member.name)")
        }
    }

    private static func balance(_ value: JSONValue, path: String) throws(StateProblem) -> Amount {
        guard let amount = digits(value).flatMap({ Amount($0) }), !amount.isNegative else {
            throw StateProblem(path: path, what: "an amount from 0 is expected")
        }
        return amount
    }

    private static func leverage(_ value: JSONValue, path: String) throws(StateProblem) -> Int {
        guard let leverage = digits(value).flatMap({ Int($0) }), 1...Int(ExchangeBook.highestLeverage) ~= leverage
        else { throw StateProblem(path: path, what: "1 to \(ExchangeBook.highestLeverage) is expected") }
        return leverage
    }

    private static func digits(_ value: JSONValue) -> String? {
        value.numberText ?? value.stringValue
    }
}

extension ExchangeBook {
    /// A conditional order whose own order a state shows came to what that one came to, unless the state says more.
    mutating func addOutcomes() {
        for index in algoOrders.indices where algoOrders[index].actualQty == nil {
            let algo = algoOrders[index]
            guard !algo.actualOrderId.isEmpty, let market = markets[algo.symbol],
                let order = orders.last(where: {
                    $0.symbol == algo.symbol && String($0.orderId) == algo.actualOrderId
                })
            else { continue }
            algoOrders[index].actualQty = market.quantity(order.executed)
            if Amount(algo.actualPrice)?.isZero == true {
                algoOrders[index].actualPrice = market.average(order.averagePrice)
            }
        }
    }
}
