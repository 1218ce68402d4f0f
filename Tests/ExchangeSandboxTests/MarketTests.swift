import ExchangeSandbox
import Foundation
import Testing

@Suite struct MarketTests {
    private let settling = """
        {"markets":{"ETHBTC":{"status":"SETTLING","quoteAsset":"BTC"},"BTCUSDT":{"status":"CLOSE"}},
        "marks":{"ETHBTC":"0.05"},"positions":[{"symbol":"ETHBTC","positionAmt":"2","entryPrice":"0.04"}],
        "orders":[{"symbol":"ETHBTC","clientOrderId":"tp","side":"SELL","origQty":"1","price":"0.06","reduceOnly":true}]}
        """

    @Test func `exchangeInfo says how a symbol trades and in what it is quoted`() async throws {
        try await withExchange(state: settling) { _, client in
            let rows = try await client.send(.get, "/fapi/v1/exchangeInfo").object["symbols"] as? [[String: Any]]
            let row = try #require(rows?.first { $0["symbol"] as? String == "ETHBTC" })
            #expect(row["status"] as? String == "SETTLING")
            #expect(row["baseAsset"] as? String == "ETH")
            #expect(row["quoteAsset"] as? String == "BTC")
            #expect(row["marginAsset"] as? String == "BTC")
            let ether = try #require(rows?.first { $0["symbol"] as? String == "ETHUSDT" })
            #expect(ether["status"] as? String == "TRADING")
            #expect(ether["quoteAsset"] as? String == "USDT")
            let position = try await client.signed(.get, "/fapi/v3/positionRisk", "symbol=ETHBTC").rows
            #expect(position.map { $0["marginAsset"] as? String } == ["BTC"])
        }
    }

    @Test func `a symbol that does not trade lets orders be cancelled and takes none`() async throws {
        try await withExchange(state: settling) { _, client in
            let opening = try await client.signed(
                .post, "/fapi/v1/order", "symbol=ETHBTC&side=BUY&type=MARKET&quantity=1")
            #expect(opening.code == -4140)
            let closing = try await client.signed(
                .post, "/fapi/v1/order", "symbol=ETHBTC&side=SELL&type=MARKET&quantity=2&reduceOnly=true")
            #expect(closing.code == -4141)
            #expect(closing.message == "Symbol is closed.")
            let closed = try await client.signed(
                .post, "/fapi/v1/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=1")
            #expect(closed.code == -4141)
            let stop = try await client.signed(
                .post, "/fapi/v1/algoOrder",
                "algoType=CONDITIONAL&symbol=ETHBTC&side=SELL&type=STOP_MARKET&closePosition=true&triggerPrice=0.03")
            #expect(stop.code == -4141)
            let cancelled = try await client.signed(
                .delete, "/fapi/v1/order", "symbol=ETHBTC&origClientOrderId=tp")
            #expect(cancelled.text("status") == "CANCELED")
        }
    }

    @Test func `fills of a symbol are paid in its margin asset`() async throws {
        let state = #"{"markets":{"ETHBTC":{}},"marks":{"ETHBTC":"0.05"}}"#
        try await withExchange(state: state) { _, client in
            let placed = try await client.signed(
                .post, "/fapi/v1/order", "symbol=ETHBTC&side=BUY&type=MARKET&quantity=1")
            #expect(placed.status == 200)
            let trades = try await client.signed(.get, "/fapi/v1/userTrades", "symbol=ETHBTC").rows
            #expect(trades.map { $0["marginAsset"] as? String } == ["BTC"])
            #expect(trades.map { $0["commissionAsset"] as? String } == ["BTC"])
        }
    }

    @Test(arguments: [
        (#"{"markets":[]}"#, "markets: an object by symbol is expected"),
        (#"{"markets":{"X":{"status":"OPEN"}}}"#, #"markets.X.status: "OPEN" is not known"#),
        (#"{"markets":{"X":{"quotAsset":"BTC"}}}"#, "markets.X.quotAsset: unknown field; did you mean quoteAsset"),
    ])
    func `a market that cannot be is refused`(json: String, problem: String) {
        #expect {
            try SandboxState(json: Data(json.utf8), now: 0)
        } throws: {
            ($0 as? StateProblem)?.description == problem
        }
    }
}
