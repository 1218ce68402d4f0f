import OperatorStage
import TestSupport

@testable import ExchangeSandbox

/// What others do to the account while the operator acts: the market, the exchange, a person at the website.
extension ExchangeBook {
    /// One change, drawn at random; nil when there was nothing to do it to.
    mutating func meddle(_ generator: inout SeededGenerator, now: Int64) -> String? {
        let open = orders.indices.filter { orders[$0].status.isOpen }
        let conditional = algoOrders.indices.filter { algoOrders[$0].status == .new }
        switch Int.random(in: 0..<9, using: &generator) {
        case 0, 1:
            guard !open.isEmpty else { return nil }
            return fillOne(generator.pick(open), whole: generator.chance(500), now: now)
        case 2:
            guard !open.isEmpty else { return nil }
            let index = generator.pick(open)
            cancel(index, now: now)
            return "a person cancels order \(orders[index].orderId)"
        case 3:
            guard !conditional.isEmpty else { return nil }
            let index = generator.pick(conditional)
            algoOrders[index].status = .canceled
            algoOrders[index].updateTime = now
            return "a person cancels conditional order \(algoOrders[index].algoId)"
        case 4, 5: return moveMark(&generator, now: now)
        case 6: return trade(&generator, now: now)
        case 7: return liquidate(&generator, now: now)
        default: return placeForeign(&generator, now: now)
        }
    }

    private mutating func fillOne(_ index: Int, whole: Bool, now: Int64) -> String? {
        let order = orders[index]
        guard let market = markets[order.symbol] else { return nil }
        let half = (order.rest / .known("2")).rounded(to: market.step)
        let quantity = whole || half.isZero || half >= order.rest ? order.rest : half
        fill(index, quantity: quantity, at: order.limitPrice, maker: true, now: now)
        return "order \(order.orderId) fills \(market.quantity(quantity))"
    }

    private mutating func moveMark(_ generator: inout SeededGenerator, now: Int64) -> String? {
        guard let market = busy(&generator) else { return nil }
        let percent = generator.pick(["0.96", "0.985", "0.998", "1.002", "1.015", "1.04"])
        guard let factor = Amount(percent) else { return nil }
        let mark = (market.mark * factor).rounded(to: market.tick)
        setMark(market.symbol, to: mark, now: now)
        return "the mark of \(market.symbol) moves to \(mark.text(atLeast: 0))"
    }

    /// A person's MARKET order: opens, adds to, reduces, closes or reverses a position.
    private mutating func trade(_ generator: inout SeededGenerator, now: Int64) -> String? {
        guard let market = busy(&generator) else { return nil }
        let side = generator.pick([OrderSide.buy, .sell])
        let positionSide = hedge ? generator.pick([PositionSide.long, .short]) : .both
        var quantity = market.step * (Amount(String(Int.random(in: 1...9, using: &generator))) ?? .zero)
        if let opens = positionSide.opens, opens != side {
            quantity = min(quantity, holding(market.symbol, positionSide).amount.magnitude)
        }
        guard !quantity.isZero else { return nil }
        addMarketOrder(
            "web_" + nextClientId(length: 20), market, side, positionSide, quantity, now: now)
        return "a person trades \(side.rawValue) \(market.quantity(quantity)) \(market.symbol) \(positionSide.rawValue)"
    }

    private mutating func liquidate(_ generator: inout SeededGenerator, now: Int64) -> String? {
        let held = holdings.values.filter { !$0.amount.isZero }
            .sorted { ($0.key.symbol, $0.key.side.rawValue) < ($1.key.symbol, $1.key.side.rawValue) }
        guard !held.isEmpty, let market = markets[generator.pick(held).key.symbol] else { return nil }
        let holding = held.first { $0.key.symbol == market.symbol }
        guard let holding else { return nil }
        addMarketOrder(
            "autoclose-\(now)", market, holding.amount.isNegative ? .buy : .sell, holding.key.side,
            holding.amount.magnitude, now: now)
        if let last = orders.last { forceOrders.append(("LIQUIDATION", last)) }
        return "\(market.symbol) \(holding.key.side.rawValue) is liquidated"
    }

    private mutating func placeForeign(_ generator: inout SeededGenerator, now: Int64) -> String? {
        guard let market = busy(&generator), let distance = Amount("0.97") else { return nil }
        let price = (market.mark * distance).rounded(to: market.tick)
        let order = BookOrder(
            orderId: nextOrderId(market.symbol), clientOrderId: "web_" + nextClientId(length: 20),
            symbol: market.symbol, side: .buy, positionSide: hedge ? .long : .both, type: "LIMIT", origType: "LIMIT",
            status: .new, price: market.price(price), quantity: market.step * .known("5"),
            origQty: market.quantity(market.step * .known("5")), reduceOnly: false, timeInForce: "GTC", time: now,
            updateTime: now)
        orders.append(order)
        return "a person places order \(order.orderId) on \(market.symbol)"
    }

    private mutating func addMarketOrder(
        _ id: String, _ market: Market, _ side: OrderSide, _ positionSide: PositionSide, _ quantity: Amount, now: Int64
    ) {
        orders.append(
            BookOrder(
                orderId: nextOrderId(market.symbol), clientOrderId: id, symbol: market.symbol, side: side,
                positionSide: positionSide, type: "MARKET", origType: "MARKET", status: .new, price: "0",
                quantity: quantity, origQty: market.quantity(quantity), reduceOnly: false, timeInForce: "GTC",
                time: now, updateTime: now))
        execute(orders.count - 1, now: now)
    }

    /// A market the account has something in.
    private func busy(_ generator: inout SeededGenerator) -> Market? {
        let names = Set(openOrders().map(\.symbol)).union(algoOrders.filter { $0.status.isOpen }.map(\.symbol))
            .union(holdings.values.filter { !$0.amount.isZero }.map(\.key.symbol))
        let sorted = names.sorted()
        return sorted.isEmpty ? nil : markets[generator.pick(sorted)]
    }
}
