import ExchangeSandbox
import Testing

/// Keys and JSON types of the account's answers and of amendments (samples of the docs and of SDK 18.1.0).
enum AccountShapes {
    static let all: [String: [String: String]] = [
        "v2": [
            "assets": "array", "availableBalance": "string", "canDeposit": "bool", "canTrade": "bool",
            "canWithdraw": "bool", "feeBurn": "bool", "feeTier": "integer", "maxWithdrawAmount": "string",
            "multiAssetsMargin": "bool", "positions": "array", "totalCrossUnPnl": "string",
            "totalCrossWalletBalance": "string", "totalInitialMargin": "string", "totalMaintMargin": "string",
            "totalMarginBalance": "string", "totalOpenOrderInitialMargin": "string",
            "totalPositionInitialMargin": "string", "totalUnrealizedProfit": "string", "totalWalletBalance": "string",
            "tradeGroupId": "integer", "updateTime": "integer",
        ],
        "v2.assets": [
            "asset": "string", "availableBalance": "string", "crossUnPnl": "string", "crossWalletBalance": "string",
            "initialMargin": "string", "maintMargin": "string", "marginAvailable": "bool", "marginBalance": "string",
            "maxWithdrawAmount": "string", "openOrderInitialMargin": "string", "positionInitialMargin": "string",
            "unrealizedProfit": "string", "updateTime": "integer", "walletBalance": "string",
        ],
        "v2.positions": [
            "askNotional": "string", "bidNotional": "string", "entryPrice": "string", "initialMargin": "string",
            "isolated": "bool", "leverage": "string", "maintMargin": "string", "maxNotional": "string",
            "openOrderInitialMargin": "string", "positionAmt": "string", "positionInitialMargin": "string",
            "positionSide": "string", "symbol": "string", "unrealizedProfit": "string", "updateTime": "integer",
        ],
        "v3": [
            "assets": "array", "availableBalance": "string", "maxWithdrawAmount": "string", "positions": "array",
            "totalCrossUnPnl": "string", "totalCrossWalletBalance": "string", "totalInitialMargin": "string",
            "totalMaintMargin": "string", "totalMarginBalance": "string", "totalOpenOrderInitialMargin": "string",
            "totalPositionInitialMargin": "string", "totalUnrealizedProfit": "string", "totalWalletBalance": "string",
        ],
        "v3.assets": [
            "asset": "string", "availableBalance": "string", "crossUnPnl": "string", "crossWalletBalance": "string",
            "initialMargin": "string", "maintMargin": "string", "marginBalance": "string",
            "maxWithdrawAmount": "string", "openOrderInitialMargin": "string", "positionInitialMargin": "string",
            "unrealizedProfit": "string", "updateTime": "integer", "walletBalance": "string",
        ],
        "v3.positions": [
            "initialMargin": "string", "isolatedMargin": "string", "isolatedWallet": "string", "maintMargin": "string",
            "notional": "string", "positionAmt": "string", "positionSide": "string", "symbol": "string",
            "unrealizedProfit": "string", "updateTime": "integer",
        ],
        "balance": [
            "accountAlias": "string", "asset": "string", "availableBalance": "string", "balance": "string",
            "crossUnPnl": "string", "crossWalletBalance": "string", "marginAvailable": "bool",
            "maxWithdrawAmount": "string", "updateTime": "integer",
        ],
        "amended": [
            "clientOrderId": "string", "closePosition": "bool", "cumQty": "string", "executedQty": "string",
            "goodTillDate": "integer", "modifyId": "integer", "orderId": "integer", "origQty": "string",
            "origType": "string", "pair": "string", "positionSide": "string", "price": "string", "priceMatch": "string",
            "priceProtect": "bool", "reduceOnly": "bool", "selfTradePreventionMode": "string", "side": "string",
            "status": "string", "stopPrice": "string", "symbol": "string", "timeInForce": "string", "type": "string",
            "updateTime": "integer", "workingType": "string",
        ],
        "amendment": [
            "amendment": "object", "amendmentId": "integer", "clientOrderId": "string", "orderId": "integer",
            "pair": "string", "symbol": "string", "time": "integer",
        ],
        "leverage": ["leverage": "integer", "maxNotionalValue": "string", "symbol": "string"],
    ]
}

@Suite struct AccountShapeTests {
    private static let state = """
        {"positions":[{"symbol":"BTCUSDT","positionAmt":"0.010","entryPrice":"59000"}],
        "orders":[{"symbol":"BTCUSDT","orderId":77,"price":"59000","origQty":"0.010"}]}
        """

    @Test(
        arguments: [
            ("v2", .get, "/fapi/v2/account", ""), ("v3", .get, "/fapi/v3/account", ""),
            ("balance", .get, "/fapi/v2/balance", ""), ("balance", .get, "/fapi/v3/balance", ""),
            ("amended", .put, "/fapi/v1/order", "symbol=BTCUSDT&orderId=77&side=BUY&quantity=0.020&price=59000"),
            ("leverage", .post, "/fapi/v1/leverage", "symbol=BTCUSDT&leverage=5"),
        ] as [(String, Verb, String, String)])
    func `an answer about the account has the shape of Binance's`(
        name: String, verb: Verb, path: String, query: String
    ) async throws {
        let answer = try await withExchange(state: Self.state) { _, client in
            try await client.signed(verb, path, query)
        }
        let row = try #require(answer.rows.first ?? (answer.object.isEmpty ? nil : answer.object), "\(answer.text)")
        #expect(Shapes.of(row) == AccountShapes.all[name])
        for part in ["assets", "positions"] {
            guard let rows = row[part] as? [[String: Any]] else { continue }
            #expect(Shapes.of(try #require(rows.first)) == AccountShapes.all["\(name).\(part)"])
        }
    }

    @Test func `an amendment has the shape of Binance's`() async throws {
        let rows = try await withExchange(state: Self.state) { _, client in
            _ = try await client.signed(
                .put, "/fapi/v1/order", "symbol=BTCUSDT&orderId=77&side=BUY&quantity=0.020&price=59000")
            return try await client.signed(.get, "/fapi/v1/orderAmendment", "symbol=BTCUSDT").rows
        }
        #expect(Shapes.of(try #require(rows.first)) == AccountShapes.all["amendment"])
    }
}
