import ExchangeSandbox
import Foundation
import Testing

/// Our answers have the keys and JSON types of Binance's.
@Suite struct ShapeTests {
    private static let state = """
        {"marks":{"BTCUSDT":"60000"},"positions":[{"symbol":"BTCUSDT","positionAmt":"0.010","entryPrice":"59000"}],
        "orders":[{"symbol":"BTCUSDT","orderId":77,"price":"59000","origQty":"0.010","time":"-2h"}],
        "trades":[{"symbol":"BTCUSDT","orderId":70,"price":"59000","qty":"0.010","commission":"0.1","time":"-3h"}],
        "algoOrders":[{"symbol":"BTCUSDT","algoId":5,"quantity":"0.010","triggerPrice":"58000"},
        {"symbol":"BTCUSDT","algoId":6,"algoStatus":"FINISHED","quantity":"0.010","triggerPrice":"58000",
        "actualQty":"0.010","actualPrice":"57990"}],
        "forceOrders":[{"symbol":"BTCUSDT","clientOrderId":"autoclose-1","price":"59000","origQty":"0.010",
        "time":"-1h"}]}
        """

    @Test(
        arguments: [
            ("order", .get, "/fapi/v1/order", "symbol=BTCUSDT&orderId=77"),
            ("order", .get, "/fapi/v1/openOrder", "symbol=BTCUSDT&orderId=77"),
            ("order", .get, "/fapi/v1/openOrders", ""), ("allOrders", .get, "/fapi/v1/allOrders", "symbol=BTCUSDT"),
            ("placed", .post, "/fapi/v1/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010"),
            ("cancelled", .delete, "/fapi/v1/order", "symbol=BTCUSDT&orderId=77"),
            ("trade", .get, "/fapi/v1/userTrades", "symbol=BTCUSDT"),
            ("positionV3", .get, "/fapi/v3/positionRisk", ""), ("positionV2", .get, "/fapi/v2/positionRisk", ""),
            (
                "algoPlaced", .post, "/fapi/v1/algoOrder",
                "algoType=CONDITIONAL&symbol=BTCUSDT&side=SELL&type=STOP&quantity=0.010&triggerPrice=58000&price=58000"
            ),
            ("algo", .get, "/fapi/v1/algoOrder", "algoId=5"), ("algoFinished", .get, "/fapi/v1/algoOrder", "algoId=6"),
            ("algoListed", .get, "/fapi/v1/openAlgoOrders", ""),
            ("algoCancelled", .delete, "/fapi/v1/algoOrder", "algoId=5"),
            ("allCancelled", .delete, "/fapi/v1/algoOpenOrders", "symbol=BTCUSDT"),
            ("allCancelled", .delete, "/fapi/v1/allOpenOrders", "symbol=BTCUSDT"),
            ("premiumIndex", .get, "/fapi/v1/premiumIndex", "symbol=BTCUSDT"),
            ("premiumIndex", .get, "/fapi/v1/premiumIndex", ""), ("time", .get, "/fapi/v1/time", ""),
            ("accountConfig", .get, "/fapi/v1/accountConfig", ""), ("symbolConfig", .get, "/fapi/v1/symbolConfig", ""),
            ("dual", .get, "/fapi/v1/positionSide/dual", ""),
            ("price", .get, "/fapi/v2/ticker/price", "symbol=BTCUSDT"),
            ("bookTicker", .get, "/fapi/v1/ticker/bookTicker", ""), ("income", .get, "/fapi/v1/income", ""),
            ("forced", .get, "/fapi/v1/forceOrders", ""), ("rateLimit", .get, "/fapi/v1/rateLimit/order", ""),
            ("listenKey", .post, "/fapi/v1/listenKey", ""), ("exchangeInfo", .get, "/fapi/v1/exchangeInfo", ""),
            ("tradingStatus", .get, "/fapi/v1/apiTradingStatus", ""), ("system", .get, "/sapi/v1/system/status", ""),
            ("walletStatus", .get, "/sapi/v1/account/status", ""),
            ("walletTrading", .get, "/sapi/v1/account/apiTradingStatus", ""),
            ("restrictions", .get, "/sapi/v1/account/apiRestrictions", ""),
        ] as [(String, Verb, String, String)])
    func `an answer has the shape of Binance's`(
        name: String, verb: Verb, path: String, query: String
    ) async throws {
        let answer = try await withExchange(state: Self.state) { _, client in
            try await client.signed(verb, path, query)
        }
        let row = try #require(answer.rows.first ?? (answer.object.isEmpty ? nil : answer.object), "\(answer.text)")
        #expect(Shapes.of(row) == Shapes.all[name])
    }

    @Test func `a symbol of exchangeInfo has the shape of Binance's`() async throws {
        let info = try await withExchange { _, client in try await client.send(.get, "/fapi/v1/exchangeInfo") }
        let symbols = try #require(info.object["symbols"] as? [[String: Any]])
        #expect(symbols.map { $0["symbol"] as? String } == ["BTCUSDT", "ETHUSDT", "SOLUSDT"])
        #expect(symbols.allSatisfy { Shapes.of($0) == Shapes.all["symbol"] })
    }
}
