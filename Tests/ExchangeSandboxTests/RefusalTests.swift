import ExchangeSandbox
import Foundation
import Testing

/// One request and Binance's no to it.
struct Refused: Sendable, CustomTestStringConvertible {
    let verb: Verb
    let path: String
    let query: String
    let status: Int
    let code: Int
    let message: String?

    init(_ verb: Verb, _ path: String, _ query: String, _ code: Int, _ message: String? = nil, status: Int = 400) {
        self.verb = verb
        self.path = path
        self.query = query
        self.code = code
        self.message = message
        self.status = status
    }

    var testDescription: String { "\(verb.rawValue) \(path) \(query) -> \(code)" }
}

private let order = "/fapi/v1/order"
private let algo = "/fapi/v1/algoOrder"
private let limit = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=59000"

private func limit(_ changes: String...) -> String {
    var parts = limit.split(separator: "&").map(String.init)
    for change in changes {
        let name = change.prefix { $0 != "=" } + "="
        parts.removeAll { $0.hasPrefix(name) }
        if !change.hasSuffix("=-") { parts.append(change) }
    }
    return parts.joined(separator: "&")
}

@Suite struct RefusalTests {
    static let oneWay: [Refused] = [
        Refused(
            .post, order, limit("symbol=-"), -1102,
            "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed."),
        Refused(.post, order, limit("side=-"), -1102), Refused(.post, order, limit("type=-"), -1102),
        Refused(.post, order, limit("timeInForce=-"), -1102), Refused(.post, order, limit("quantity=-"), -1102),
        Refused(.post, order, limit("price=-"), -1102), Refused(.post, order, limit("quantity=ten"), -1102),
        Refused(.post, order, limit("quantity=1e-2"), -1102), Refused(.post, order, limit("price="), -1105),
        Refused(.post, order, limit("newClientOrderId="), -1105, "Parameter 'newClientOrderId' was empty."),
        Refused(.post, order, limit("symbol=BTCUSD"), -1121, "Invalid symbol."),
        Refused(.post, order, limit("symbol=btcusdt"), -1121), Refused(.post, order, limit("side=LONG"), -1117),
        Refused(.post, order, limit("type=LIMIT_MAKER"), -1116, "Invalid orderType."),
        Refused(.post, order, limit("timeInForce=DAY"), -1115, "Invalid timeInForce."),
        Refused(.post, order, limit("newOrderRespType=FULL"), -1136),
        Refused(.post, order, limit("positionSide=UP"), -4060),
        Refused(
            .post, order, limit("positionSide=LONG"), -4061, "Order's position side does not match user's setting."),
        Refused(.post, order, limit("reduceOnly=yes"), -4062),
        Refused(.post, order, limit("reduceOnly=true"), -2022, "ReduceOnly Order is rejected."),
        Refused(.post, order, limit("quantity=0"), -4003), Refused(.post, order, limit("quantity=-1"), -4003),
        Refused(.post, order, limit("quantity=0.0105"), -1111), Refused(.post, order, limit("quantity=1001"), -4005),
        Refused(.post, order, limit("price=0"), -4001), Refused(.post, order, limit("price=59000.123"), -1111),
        Refused(.post, order, limit("price=59000.15"), -4014, "Price not increased by tick size."),
        Refused(.post, order, limit("price=500"), -4013), Refused(.post, order, limit("price=5000000"), -4002),
        Refused(.post, order, limit("price=63000.10"), -4016),
        Refused(.post, order, limit("side=SELL", "price=56999.90"), -4024),
        Refused(
            .post, order, limit("quantity=0.001"), -4164,
            "Order's notional must be no smaller than 100 (unless you choose reduce only)."),
        Refused(.post, order, limit("newClientOrderId=" + String(repeating: "a", count: 37)), -4015),
        Refused(.post, order, limit("newClientOrderId=a%20b"), -1100),
        Refused(.post, order, limit("newClientOrderId=t%C3%A9"), -1100),
        Refused(.post, order, limit("newClientOrderId=resting"), -4116, "ClientOrderId is duplicated."),
        Refused(.post, order, limit("type=STOP_MARKET"), -4120), Refused(.post, order, limit("type=STOP"), -4120),
        Refused(.post, order, limit("type=TAKE_PROFIT"), -4120),
        Refused(.post, order, limit("type=TRAILING_STOP_MARKET"), -4120),
        Refused(.post, order, limit("timeInForce=FOK"), -5021),
        Refused(.post, order, limit("timeInForce=GTX", "price=60100"), -5022),
        Refused(.post, order, limit("timeInForce=GTD"), -1102),
        Refused(.post, order, limit("timeInForce=GTD", "goodTillDate=1000"), -5040),
        Refused(.post, order, limit("selfTradePreventionMode=MAYBE"), -5039),
        Refused(.post, order, "symbol=BTCUSDT&side=SELL&type=MARKET&quantity=121", -4005),
        Refused(.post, order, "symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.01&price=1", -1106),
        Refused(.post, order, "symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.01&timeInForce=GTC", -1106),
        Refused(.post, order, "symbol=BTCUSDT&side=SELL&type=MARKET&closePosition=true", -4136),
        Refused(.post, order, "symbol=ETHUSDT&side=BUY&type=MARKET&quantity=0.02&reduceOnly=true", -4118),
        Refused(.post, order, limit + "&side=BUY", -1101),
        Refused(.delete, order, "orderId=1", -1102), Refused(.delete, order, "symbol=BTCUSDT", -1102),
        Refused(.delete, order, "symbol=BTCUSDT&orderId=1", -2011, "Unknown order sent."),
        Refused(.delete, order, "symbol=BTCUSDT&orderId=one", -1100),
        Refused(.delete, order, "symbol=BTCUSDT&origClientOrderId=", -1105),
        Refused(.delete, order, "symbol=BTCUSDT&origClientOrderId=stop", -2011),
        Refused(.delete, order, "symbol=ETHUSDT&origClientOrderId=resting", -2011),
        Refused(.delete, "/fapi/v1/allOpenOrders", "", -1102),
        Refused(.get, order, "symbol=BTCUSDT&orderId=1", -2013, "Order does not exist."),
        Refused(.get, order, "symbol=BTCUSDT&orderId=5", -2013), Refused(.get, order, "symbol=BTCUSDT", -1102),
        Refused(.get, "/fapi/v1/openOrder", "symbol=BTCUSDT&origClientOrderId=done", -2013),
        Refused(.get, "/fapi/v1/openOrders", "symbol=NOPE", -1121),
        Refused(.get, "/fapi/v1/allOrders", "symbol=BTCUSDT&startTime=2&endTime=1", -1023),
        Refused(.get, "/fapi/v1/allOrders", "symbol=BTCUSDT&startTime=1&endTime=604800002", -4165),
        Refused(.get, "/fapi/v1/allOrders", "symbol=BTCUSDT&startTime=1&endTime=604800001", -4165),
        Refused(.get, "/fapi/v1/allOrders", "symbol=BTCUSDT&limit=0", -1130),
        Refused(.get, "/fapi/v1/allOrders", "symbol=BTCUSDT&limit=1001", -1130),
        Refused(.get, "/fapi/v1/userTrades", "symbol=BTCUSDT&limit=1001", -1130),
        Refused(.get, "/fapi/v1/userTrades", "", -1102),
        Refused(.get, "/fapi/v1/userTrades", "symbol=BTCUSDT&fromId=1&startTime=1", -1128),
        Refused(.get, "/fapi/v1/userTrades", "symbol=BTCUSDT&startTime=1&endTime=604800002", -4165),
        Refused(.get, "/fapi/v1/forceOrders", "autoCloseType=OTHER", -1130),
        Refused(.get, "/fapi/v3/positionRisk", "symbol=NOPE", -1121),
        Refused(.get, algo, "", -1102), Refused(.get, algo, "algoId=99", -2013),
        Refused(.delete, algo, "", -1102), Refused(.delete, algo, "clientAlgoId=nobody", -2011),
        Refused(.delete, algo, "algoId=6", -4117, "Stop order is triggering."),
        Refused(.delete, "/fapi/v1/algoOpenOrders", "", -1102), Refused(.get, "/fapi/v1/allAlgoOrders", "", -1102),
        Refused(.post, algo, "symbol=BTCUSDT&side=SELL&type=STOP_MARKET&quantity=0.01&triggerPrice=58000", -1102),
        Refused(
            .post, algo, "algoType=CONDITIONAL&symbol=BTCUSDT&side=SELL&type=LIMIT&quantity=0.01&triggerPrice=58000",
            -1116),
        Refused(
            .post, algo,
            "algoType=CONDITIONAL&symbol=BTCUSDT&side=SELL&type=STOP_MARKET&quantity=0.01&triggerPrice=61000", -2021),
        Refused(
            .post, algo,
            "algoType=CONDITIONAL&symbol=BTCUSDT&side=SELL&type=STOP_MARKET&quantity=1&closePosition=true",
            -4137),
        Refused(.put, "/fapi/v1/listenKey", "", -1125, "This listenKey does not exist."),
    ]

    private static let state = """
        {"marks":{"BTCUSDT":"60000","ETHUSDT":"3000"},
        "orders":[{"symbol":"BTCUSDT","clientOrderId":"resting","price":"59000","origQty":"0.010","time":"-1h"},
        {"symbol":"BTCUSDT","clientOrderId":"done","status":"FILLED","price":"59000","origQty":"0.010","time":"-1h"},
        {"symbol":"ETHUSDT","clientOrderId":"tp","side":"BUY","reduceOnly":true,"price":"2900","origQty":"0.090",
        "time":"-1h"}],
        "positions":[{"symbol":"ETHUSDT","positionAmt":"-0.100","entryPrice":"3000"}],
        "algoOrders":[{"symbol":"BTCUSDT","algoId":5,"clientAlgoId":"stop","quantity":"0.01","triggerPrice":"58000"},
        {"symbol":"BTCUSDT","algoId":6,"quantity":"0.01","triggerPrice":"58000","algoStatus":"TRIGGERING"}]}
        """

    @Test func `a one-way account refuses what Binance refuses, and nothing changes`() async throws {
        try await withExchange(state: Self.state) { exchange, client in
            let before = try await client.signed(.get, "/fapi/v1/openOrders").text
            for refused in Self.oneWay {
                let answer = try await client.signed(refused.verb, refused.path, refused.query)
                #expect(answer.code == refused.code, "\(refused.testDescription): \(answer.text)")
                #expect(answer.status == refused.status, "\(refused.testDescription): \(answer.text)")
                if let message = refused.message { #expect(answer.message == message) }
            }
            #expect(try await client.signed(.get, "/fapi/v1/openOrders").text == before)
            #expect(Self.oneWay.count > 60)
        }
    }

    @Test func `a hedge account wants a position side and no reduceOnly`() async throws {
        let state = #"{"mode":"hedge","positions":[{"symbol":"BTCUSDT","positionSide":"LONG","positionAmt":"0.010"}]}"#
        let market = "symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.010"
        try await withExchange(state: state) { _, client in
            for (query, code) in [
                (market, -4061), (market + "&positionSide=BOTH", -4061),
                (market + "&positionSide=LONG&reduceOnly=true", -1106),
                (market + "&positionSide=LONG&reduceOnly=false", -1106),
                ("symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.011&positionSide=LONG", -2022),
                ("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010&positionSide=SHORT", -2022),
            ] {
                let answer = try await client.signed(.post, order, query)
                #expect(answer.code == code, "\(query): \(answer.text)")
            }
            let mixed = try await client.signed(.post, order, market + "&positionSide=LONG&reduceOnly=true")
            #expect(mixed.message == "Parameter 'reduceonly' sent when not required.")
        }
    }

    @Test func `an unknown path and a wrong method are answered with a code, as Binance does`() async throws {
        try await withExchange { _, client in
            let nothing = try await client.signed(.get, "/fapi/v1/nothing")
            let wrongVerb = try await client.signed(.put, "/fapi/v1/openOrders")
            #expect(nothing.status == 404 && nothing.code == -5000)
            #expect(nothing.message == "Path /fapi/v1/nothing, Method GET is invalid")
            #expect(wrongVerb.status == 404 && wrongVerb.code == -5000)
            #expect(wrongVerb.message == "Path /fapi/v1/openOrders, Method PUT is invalid")
            #expect(try await client.send(.post, "/").code == -5000)
        }
    }
}
