import ExchangeSandbox
import Foundation
import Testing

/// What the account holds, what its orders bind, and what is refused for want of it.
@Suite struct MarginTests {
    private static func order(_ side: String, _ quantity: String, _ more: String = "", symbol: String = "BTCUSDT")
        -> String
    {
        "symbol=\(symbol)&side=\(side)&type=MARKET&quantity=\(quantity)" + more
    }

    @Test func `fifty bitcoin on ten thousand dollars are refused, and the account stays as it was`() async throws {
        try await withExchange { _, client in
            let refused = try await client.signed(.post, "/fapi/v1/order", Self.order("BUY", "50"))
            #expect(refused.status == 400 && refused.code == -2019)
            #expect(refused.message == "Margin is insufficient.")
            let test = try await client.signed(.post, "/fapi/v1/order/test", Self.order("BUY", "50"))
            #expect(test.code == -2019)
            #expect(try await client.signed(.get, "/fapi/v1/allOrders", "symbol=BTCUSDT").rows.isEmpty)
            // 3 BTC at 60,000 bind 9,000 at a leverage of 20; a fourth is not there.
            #expect(try await client.signed(.post, "/fapi/v1/order", Self.order("BUY", "3")).status == 200)
            #expect(try await client.signed(.post, "/fapi/v1/order", Self.order("BUY", "1")).code == -2019)
            // What closes needs none, though nothing is left, whether it says so or not.
            let closing = try await client.signed(
                .post, "/fapi/v1/order", Self.order("SELL", "1", "&reduceOnly=true"))
            #expect(closing.status == 200)
            #expect(try await client.signed(.post, "/fapi/v1/order", Self.order("SELL", "2")).status == 200)
        }
    }

    @Test func `resting orders bind margin, those that reduce bind none`() async throws {
        let state = """
            {"balance":"1000","leverage":10,"marks":{"BTCUSDT":"60000"},
            "positions":[{"symbol":"BTCUSDT","positionAmt":"0.1","entryPrice":"60000"}]}
            """
        try await withExchange(state: state) { _, client in
            func limit(_ side: String, _ quantity: String, _ price: String, _ more: String = "") async throws -> Int? {
                try await client.signed(
                    .post, "/fapi/v1/order",
                    "symbol=BTCUSDT&side=\(side)&type=LIMIT&timeInForce=GTC&quantity=\(quantity)&price=\(price)\(more)"
                ).code
            }
            // 600 are bound by the position; 0.05 at 58,000 bind 290 more, and then 110 are left.
            #expect(try await limit("BUY", "0.05", "58000") == nil)
            #expect(try await limit("BUY", "0.05", "58000") == -2019)
            // Selling up to twice what is held opens no more than is held.
            #expect(try await limit("SELL", "0.1", "61000") == nil)
            #expect(try await limit("SELL", "0.1", "62000") == nil)
            #expect(try await limit("SELL", "0.1", "62000", "&reduceOnly=true") == nil)
            let account = try await client.signed(.get, "/fapi/v3/account")
            #expect(account.text("totalPositionInitialMargin") == "600.00000000")
            #expect(account.text("totalOpenOrderInitialMargin") == "290.00000000")
            #expect(account.text("availableBalance") == "110.00000000")
        }
    }

    @Test func `a loss binds, a profit frees, and the wallet books what was realised less the commission`() async throws
    {
        try await withExchange(state: #"{"balance":"1000"}"#) { exchange, client in
            _ = try await client.signed(.post, "/fapi/v1/order", Self.order("BUY", "0.1"))
            exchange.setMark("BTCUSDT", "59000")
            let losing = try await client.signed(.get, "/fapi/v2/account")
            #expect(losing.text("totalWalletBalance") == "997.60000000")
            #expect(losing.text("totalUnrealizedProfit") == "-100.00000000")
            #expect(losing.text("availableBalance") == "602.60000000")
            _ = try await client.signed(.post, "/fapi/v1/order", Self.order("SELL", "0.1", "&reduceOnly=true"))
            let after = try await client.signed(.get, "/fapi/v3/balance").rows
            #expect(after.map { $0["balance"] as? String } == ["895.24000000"])
            #expect(after.map { $0["availableBalance"] as? String } == ["895.24000000"])
        }
    }

    @Test func `each asset has its own margin`() async throws {
        let state = #"{"markets":{"ETHBTC":{}},"marks":{"ETHBTC":"0.05"},"balance":{"BTC":"0.01","USDT":"5"}}"#
        try await withExchange(state: state) { _, client in
            // 4 ETH at 0.05 bind 0.01 BTC.
            #expect(
                try await client.signed(.post, "/fapi/v1/order", Self.order("BUY", "5", symbol: "ETHBTC")).code == -2019
            )
            #expect(
                try await client.signed(.post, "/fapi/v1/order", Self.order("BUY", "4", symbol: "ETHBTC")).status == 200
            )
            let rows = try await client.signed(.get, "/fapi/v2/balance").rows
            #expect(rows.map { $0["asset"] as? String } == ["BTC", "USDT"])
            #expect(rows.map { $0["availableBalance"] as? String } == ["0.00000000", "5.00000000"])
        }
    }

    @Test func `in hedge mode what closes a side needs no margin`() async throws {
        let state = """
            {"mode":"hedge","balance":"400","positions":[{"symbol":"BTCUSDT","positionAmt":"0.1","positionSide":"LONG",
            "entryPrice":"60000"}]}
            """
        try await withExchange(state: state) { _, client in
            let more = try await client.signed(
                .post, "/fapi/v1/order", Self.order("SELL", "0.1", "&positionSide=SHORT"))
            #expect(more.code == -2019)
            let closing = try await client.signed(
                .post, "/fapi/v1/order", Self.order("SELL", "0.1", "&positionSide=LONG"))
            #expect(closing.status == 200)
        }
    }

    @Test func `a conditional order is taken without margin and refused when it triggers`() async throws {
        try await withExchange(state: #"{"balance":"10"}"#) { exchange, client in
            let placed = try await client.signed(
                .post, "/fapi/v1/algoOrder",
                "algoType=CONDITIONAL&symbol=BTCUSDT&side=BUY&type=STOP_MARKET&quantity=1&triggerPrice=61000")
            #expect(placed.text("algoStatus") == "NEW")
            exchange.setMark("BTCUSDT", "61000")
            let rows = try await client.signed(.get, "/fapi/v1/allAlgoOrders", "symbol=BTCUSDT").rows
            #expect(rows.map { $0["algoStatus"] as? String } == ["REJECTED"])
            #expect(try await client.signed(.get, "/fapi/v1/allOrders", "symbol=BTCUSDT").rows.isEmpty)
        }
    }

    @Test func `leverage is changed, shown everywhere, and refused where it cannot be`() async throws {
        try await withExchange(state: #"{"balance":"1000"}"#) { _, client in
            let set = try await client.signed(.post, "/fapi/v1/leverage", "symbol=BTCUSDT&leverage=10")
            #expect(set.integer("leverage") == 10 && set.text("symbol") == "BTCUSDT")
            #expect(set.text("maxNotionalValue") != nil)
            let shown = try await client.signed(.get, "/fapi/v1/symbolConfig", "symbol=BTCUSDT").rows
            #expect(shown.map { $0["leverage"] as? Int } == [10])
            let risk = try await client.signed(.get, "/fapi/v2/positionRisk", "symbol=BTCUSDT").rows
            #expect(risk.map { $0["leverage"] as? String } == ["10"])
            _ = try await client.signed(.post, "/fapi/v1/order", Self.order("BUY", "0.1"))
            for (query, code) in [
                ("symbol=BTCUSDT&leverage=126", -4028), ("symbol=BTCUSDT&leverage=0", -4028),
                ("symbol=BTCUSDT", -1102), ("symbol=NOPE&leverage=5", -1121), ("symbol=BTCUSDT&leverage=5", -2028),
            ] {
                #expect(try await client.signed(.post, "/fapi/v1/leverage", query).code == code, "\(query)")
            }
        }
    }

    @Test func `the margin type is changed while nothing is open`() async throws {
        try await withExchange { _, client in
            func type(_ query: String) async throws -> Int? {
                try await client.signed(.post, "/fapi/v1/marginType", query).code
            }
            #expect(try await type("symbol=BTCUSDT&marginType=CROSSED") == -4046)
            #expect(try await type("symbol=BTCUSDT&marginType=ISOLATED") == 200)
            #expect(try await type("symbol=BTCUSDT&marginType=ALL") == -1130)
            let row = try await client.signed(.get, "/fapi/v2/positionRisk", "symbol=BTCUSDT").rows
            #expect(row.map { $0["marginType"] as? String } == ["isolated"])
            _ = try await client.signed(.post, "/fapi/v1/order", Self.order("BUY", "0.01"))
            #expect(try await type("symbol=BTCUSDT&marginType=CROSSED") == -4048)
        }
    }

    @Test(arguments: [
        (#"{"balance":"-1"}"#, "balance: an amount from 0 is expected"),
        (#"{"balance":{"BTC":true}}"#, "balance.BTC: an amount from 0 is expected"),
        (#"{"leverage":0}"#, "leverage: 1 to 125 is expected"),
        (#"{"leverage":{"BTCUSDT":"x"}}"#, "leverage.BTCUSDT: 1 to 125 is expected"),
    ])
    func `an account that cannot be is refused`(json: String, problem: String) {
        #expect {
            try SandboxState(json: Data(json.utf8), now: 0)
        } throws: {
            ($0 as? StateProblem)?.description == problem
        }
    }
}
