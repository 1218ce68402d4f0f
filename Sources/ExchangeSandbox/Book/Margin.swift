/// Cross margin in one asset: what the wallet holds, what positions and resting orders bind, what is left.
struct MarginSummary: Sendable {
    let wallet: Amount
    let unrealized: Amount
    let positions: Amount
    let openOrders: Amount
    let maintenance: Amount

    var balance: Amount { wallet + unrealized }
    var initial: Amount { positions + openOrders }
    /// May be negative; shown as 0.
    var left: Amount { balance - initial }
    var available: Amount { max(left, .zero) }
}

/// What one symbol binds. Percentages of leverage and tiers are one for all sizes.
struct SymbolMargin: Sendable {
    let positions: Amount
    let openOrders: Amount
    let maintenance: Amount
}

extension ExchangeBook {
    static let standardLeverage = 20
    /// Maintenance margin is this part of a position's notional.
    static let maintenanceRate = Amount.known("0.005")

    func leverage(_ symbol: String) -> Int { leverages[symbol] ?? accountLeverage }

    /// USDT at first, 10 of what no dollar is.
    func wallet(_ asset: String) -> Amount {
        wallets[asset] ?? (asset.contains("USD") ? .known("10000") : .known("10"))
    }

    /// The assets the account shows: those its contracts are margined in, and those a state gives it.
    var assets: [String] { Set(markets.values.map(\.marginAsset)).union(wallets.keys).sorted() }

    var sides: [PositionSide] { hedge ? [.long, .short] : [.both] }

    /// Of one side of one symbol. Resting orders bind what they could add to the position: the larger of what all the
    /// buying and all the selling would make of it, above what it binds already. Those that only reduce bind nothing.
    func margin(_ market: Market, _ side: PositionSide) -> SymbolMargin {
        let notional = market.mark * holding(market.symbol, side).amount
        let leverage = Amount.whole(leverage(market.symbol))
        func resting(_ orders: OrderSide) -> Amount {
            guard side.opens == nil || side.opens == orders else { return .zero }
            return openOrders(market.symbol)
                .filter { $0.positionSide == side && $0.side == orders && !$0.reduceOnly }
                .reduce(.zero) { $0 + $1.rest * ($1.type == "MARKET" ? market.mark : $1.limitPrice) }
        }
        let reach = max((notional + resting(.buy)).magnitude, (notional - resting(.sell)).magnitude)
        let held = notional.magnitude
        return SymbolMargin(
            positions: held / leverage, openOrders: (max(reach, held) - held) / leverage,
            maintenance: held * Self.maintenanceRate)
    }

    func margin(of asset: String) -> MarginSummary {
        var (unrealized, positions, openOrders, maintenance) = (Amount.zero, Amount.zero, Amount.zero, Amount.zero)
        for market in markets.values where market.marginAsset == asset {
            for side in sides {
                let part = margin(market, side)
                unrealized = unrealized + holding(market.symbol, side).profit(market)
                positions = positions + part.positions
                openOrders = openOrders + part.openOrders
                maintenance = maintenance + part.maintenance
            }
        }
        return MarginSummary(
            wallet: wallet(asset), unrealized: unrealized, positions: positions, openOrders: openOrders,
            maintenance: maintenance)
    }

    /// -2019 when what the order would bind beyond what is bound already is not there. What a price worse than the mark
    /// would lose at once counts, too.
    func checkMargin(_ order: BookOrder, _ market: Market) throws(Refusal) {
        let before = margin(of: market.marginAsset)
        var book = self
        book.orders.append(order)
        let after = book.margin(of: market.marginAsset)
        let needed = after.initial - before.initial
        guard needed > .zero else { return }
        let worse = order.side == .buy ? order.limitPrice - market.mark : market.mark - order.limitPrice
        let loss = order.type == "LIMIT" ? max(worse, .zero) * order.rest : .zero
        guard needed + loss <= before.available else { throw .marginInsufficient }
    }
}
