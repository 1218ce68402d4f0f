import Testing
import TriageCore

@testable import Binance

/// `POST /fapi/v1/order`: what is sent, and which answers confirm it.
@Suite struct PlacingTests {
    /// The order that closes a short of 0.004.
    private static func closing(_ side: PositionSide) throws -> ClosingOrder {
        let amount = try #require(Quantity("-0.004"))
        let price = try #require(Price("61234.50"))
        let unit = try #require(Quantity("0.001"))
        let maximum = try #require(Quantity("120"))
        let reading = PositionReading(
            symbol: ClientFixture.btc, isHedge: side != .both,
            rows: [
                Position(
                    symbol: ClientFixture.btc, side: side, amount: amount, entryPrice: price, markPrice: price,
                    updateTime: nil)
            ], openOrders: [], openAlgoOrders: [])
        let lot = SymbolFilters.Lot(minimum: unit, maximum: maximum, step: unit)
        let plan = FlattenPlan(
            reading, side: side,
            filters: SymbolFilters(
                symbol: ClientFixture.btc, lot: lot, marketLot: lot, status: "TRADING", quoteAsset: "USDT"),
            identity: Identity(), series: "0123456789abcdef01234567")
        return try #require(plan?.closes.first)
    }

    private static let id = "gctl-f-0123456789abcdef01234567-1"

    @Test(arguments: [(PositionSide.both, "reduceOnly=true"), (.short, "positionSide=SHORT")])
    func `one way it is reduce-only, in hedge mode of its side, and asked for its result`(
        _ side: PositionSide, _ parameter: String
    ) async throws {
        let order = try Self.closing(side)
        let body = orderJSON(client: Self.id, status: "FILLED", executed: "0.004")
            .replacing(#""positionSide":"BOTH""#, with: #""positionSide":"\#(side.rawValue)""#)
        try await ClientFixture.working { _, _ in
            .ok(body)
        } _: { _, client, exchange in
            let answer = await client.perform(.placeOrder(order))
            #expect(answer.outcome == .done)
            #expect(answer.order?.status == .filled)
            let sent = exchange.requests(to: "/fapi/v1/order")
            #expect(sent.map(\.method) == ["POST"])
            let query = try #require(sent.first?.query)
            let signed =
                "symbol=BTCUSDT&side=BUY&\(parameter)&type=MARKET&quantity=0.004&newClientOrderId=\(Self.id)"
                + "&newOrderRespType=RESULT&recvWindow=5000&timestamp=\(ClientFixture.start)"
            #expect(query.hasPrefix(signed + "&signature="))
            #expect(!query.contains(side == .both ? "positionSide" : "reduceOnly"))
        }
    }

    @Test(arguments: [
        orderJSON(client: "another"), orderJSON(symbol: "ETHUSDT", client: id), "{}", "", "<html>",
        orderJSON(client: id).replacing(#""side":"BUY""#, with: #""side":"SELL""#),
        orderJSON(client: id).replacing(#""positionSide":"BOTH""#, with: #""positionSide":"LONG""#),
        #"{"code":-2022,"msg":"ReduceOnly Order is rejected."}"#,
    ])
    func `a success that is not about this order leaves it unknown`(body: String) async throws {
        let order = try Self.closing(.both)
        try await ClientFixture.working { _, _ in
            .ok(body)
        } _: { _, client, exchange in
            let answer = await client.perform(.placeOrder(order))
            #expect(isUnknown(answer.outcome))
            #expect(answer.order == nil)
            #expect(exchange.requests(to: "/fapi/v1/order").count == 1)
        }
    }

    @Test(arguments: [-2022, -4118, -4061, -1106, -4164, -2019, -4005, -1008])
    func `a refused order is not executed and not sent again`(code: Int) async throws {
        let order = try Self.closing(.both)
        try await ClientFixture.working { _, _ in
            .error(code, "No.")
        } _: { _, client, exchange in
            #expect(refusal(await client.perform(.placeOrder(order)).outcome)?.code == code)
            #expect(exchange.requests(to: "/fapi/v1/order").count == 1)
        }
    }

    @Test func `a client order id in use may be this very order`() async throws {
        let order = try Self.closing(.both)
        try await ClientFixture.working { _, _ in
            .error(-4116, "ClientOrderId is duplicated.")
        } _: { _, client, _ in
            #expect(isUnknown(await client.perform(.placeOrder(order)).outcome))
        }
    }

    private static let page = """
        {"symbols":[{"symbol":"ETHUSDT","filters":[{"filterType":"LOT_SIZE","minQty":"0.001"}]},
        {"symbol":"BTCUSDT","quantityPrecision":3,"filters":[{"filterType":"PRICE_FILTER","tickSize":"0.10"},
        {"filterType":"LOT_SIZE","minQty":"0.001","maxQty":"1000","stepSize":"0.001"},
        {"filterType":"MARKET_LOT_SIZE","minQty":"0.001","maxQty":"120","stepSize":"0.001"},
        {"filterType":"MIN_NOTIONAL","notional":"100"}]},{"symbol":"OLDUSDT"}]}
        """

    @Test func `filters come from the page that is read once; what cannot be read is no filter`() async throws {
        try await ClientFixture.working { _, _ in
            .ok(Self.page)
        } _: { _, client, exchange in
            let filters = try #require(try await client.filters(ClientFixture.btc).value.get())
            #expect(filters.marketLot?.maximum.description == "120")
            #expect(filters.lot?.maximum.description == "1000")
            #expect(try await client.knowsSymbol(ClientFixture.btc).value.get())
            let eth = try #require(Symbol("ETHUSDT"))
            #expect(try await client.filters(eth).value.get()?.market == nil)
            let old = try #require(Symbol("OLDUSDT"))
            #expect(try await client.filters(old).value.get()?.market == nil)
            let unknown = try #require(Symbol("NONEUSDT"))
            #expect(try await client.filters(unknown).value.get() == nil)
            #expect(exchange.requests(to: "/fapi/v1/exchangeInfo").count == 1)
        }
    }
}
