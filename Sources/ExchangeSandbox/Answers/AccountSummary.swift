import JSON

/// Balances and the account with its margin.
extension Endpoint {
    static let accountSummary: [Endpoint] = [
        Endpoint("GET", "/fapi/v2/balance", weight: 5) { book, _, now in book.balances(now: now) },
        Endpoint("GET", "/fapi/v3/balance", weight: 5) { book, _, now in book.balances(now: now) },
        Endpoint("GET", "/fapi/v2/account", weight: 5) { book, _, now in book.legacyAccount(now: now) },
        Endpoint("GET", "/fapi/v3/account", weight: 5) { book, _, now in book.account(now: now) },
    ]
}

extension ExchangeBook {
    private static func text(_ amount: Amount) -> JSONValue { .string(amount.text(places: 8)) }

    fileprivate func balances(now: Int64) -> JSONValue {
        .array(
            assets.map { asset in
                let margin = margin(of: asset)
                return .object([
                    "accountAlias": .string("SgsR"), "asset": .string(asset), "balance": Self.text(margin.wallet),
                    "crossWalletBalance": Self.text(margin.wallet), "crossUnPnl": Self.text(margin.unrealized),
                    "availableBalance": Self.text(margin.available),
                    "maxWithdrawAmount": Self.text(min(margin.available, margin.wallet)),
                    "marginAvailable": .bool(true), "updateTime": .int(now),
                ])
            })
    }

    /// Only positions that are open or have resting orders, and nothing of leverage: that is symbolConfig's.
    fileprivate func account(now: Int64) -> JSONValue {
        let rows = symbols.flatMap { market in
            sides.compactMap { side -> JSONValue? in
                let holding = holding(market.symbol, side)
                let resting = openOrders(market.symbol).contains { $0.positionSide == side }
                guard !holding.amount.isZero || resting else { return nil }
                return accountRow(holding, market)
            }
        }
        return .object(
            totals + [
                "assets": .array(assets.map { assetRow($0, now: now, legacy: false) }), "positions": .array(rows),
            ])
    }

    /// The deprecated version: permissions, and a row for every symbol with its leverage.
    fileprivate func legacyAccount(now: Int64) -> JSONValue {
        let head: JSONValue.Members = [
            "feeTier": .int(0), "feeBurn": .bool(true), "canTrade": .bool(true), "canDeposit": .bool(true),
            "canWithdraw": .bool(true), "updateTime": .int(0), "multiAssetsMargin": .bool(false),
            "tradeGroupId": .int(-1),
        ]
        let rows = symbols.flatMap { market in
            sides.map { legacyAccountRow(holding(market.symbol, $0), market) }
        }
        return .object(
            head + totals + [
                "assets": .array(assets.map { assetRow($0, now: now, legacy: true) }), "positions": .array(rows),
            ])
    }

    /// In single-asset mode the totals are of USDT.
    private var totals: JSONValue.Members {
        let margin = margin(of: "USDT")
        return [
            "totalInitialMargin": Self.text(margin.initial), "totalMaintMargin": Self.text(margin.maintenance),
            "totalWalletBalance": Self.text(margin.wallet), "totalUnrealizedProfit": Self.text(margin.unrealized),
            "totalMarginBalance": Self.text(margin.balance),
            "totalPositionInitialMargin": Self.text(margin.positions),
            "totalOpenOrderInitialMargin": Self.text(margin.openOrders),
            "totalCrossWalletBalance": Self.text(margin.wallet), "totalCrossUnPnl": Self.text(margin.unrealized),
            "availableBalance": Self.text(margin.available),
            "maxWithdrawAmount": Self.text(min(margin.available, margin.wallet)),
        ]
    }

    private func assetRow(_ asset: String, now: Int64, legacy: Bool) -> JSONValue {
        let margin = margin(of: asset)
        let row: JSONValue.Members = [
            "asset": .string(asset), "walletBalance": Self.text(margin.wallet),
            "unrealizedProfit": Self.text(margin.unrealized), "marginBalance": Self.text(margin.balance),
            "maintMargin": Self.text(margin.maintenance), "initialMargin": Self.text(margin.initial),
            "positionInitialMargin": Self.text(margin.positions),
            "openOrderInitialMargin": Self.text(margin.openOrders),
            "crossWalletBalance": Self.text(margin.wallet), "crossUnPnl": Self.text(margin.unrealized),
            "availableBalance": Self.text(margin.available),
            "maxWithdrawAmount": Self.text(min(margin.available, margin.wallet)),
        ]
        let available: JSONValue.Members = legacy ? ["marginAvailable": .bool(true)] : [:]
        return .object(row + available + ["updateTime": .int(now)])
    }

    private func accountRow(_ holding: Holding, _ market: Market) -> JSONValue {
        let margin = margin(market, holding.key.side)
        let notional = market.mark * holding.amount
        let own = isolated.contains(market.symbol) ? Self.text(margin.positions) : .string("0")
        return .object([
            "symbol": .string(market.symbol), "positionSide": .string(holding.key.side.rawValue),
            "positionAmt": .string(market.quantity(holding.amount)),
            "unrealizedProfit": Self.text(holding.profit(market)), "isolatedMargin": own,
            "notional": Self.text(notional), "isolatedWallet": own,
            "initialMargin": Self.text(margin.positions + margin.openOrders),
            "maintMargin": Self.text(margin.maintenance), "updateTime": .int(holding.updateTime),
        ])
    }

    private func legacyAccountRow(_ holding: Holding, _ market: Market) -> JSONValue {
        let margin = margin(market, holding.key.side)
        let resting = openOrders(market.symbol).filter { $0.positionSide == holding.key.side }
        return .object([
            "symbol": .string(market.symbol), "initialMargin": Self.text(margin.positions + margin.openOrders),
            "maintMargin": Self.text(margin.maintenance), "unrealizedProfit": Self.text(holding.profit(market)),
            "positionInitialMargin": Self.text(margin.positions),
            "openOrderInitialMargin": Self.text(margin.openOrders),
            "leverage": .string(String(leverage(market.symbol))),
            "isolated": .bool(isolated.contains(market.symbol)),
            "entryPrice": .string(holding.entryPrice.text(atLeast: 5)),
            "maxNotional": .string("100000000"), "bidNotional": Self.text(Self.notional(resting, .buy)),
            "askNotional": Self.text(Self.notional(resting, .sell)),
            "positionSide": .string(holding.key.side.rawValue),
            "positionAmt": .string(market.quantity(holding.amount)), "updateTime": .int(holding.updateTime),
        ])
    }
}
