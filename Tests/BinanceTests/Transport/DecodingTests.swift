import FoundationEssentials
import Testing
import TriageCore

@testable import Binance

@Suite struct DecodingTests {
    private func order(_ json: String) throws -> Order {
        try Decoding.decode(OrderRow.self, from: Array(json.utf8)).order
    }

    @Test(arguments: ["8389765612825190229", "\"8389765612825190229\"", "9007199254740993", "9223372036854775807"])
    func `an order id above 2^53 is read exactly, number or string`(id: String) throws {
        #expect(try order(orderJSON(id: id)).orderID.description == id.filter { $0 != "\"" })
    }

    @Test(arguments: ["9223372036854775808", "1.5", "1e3.", "\"12x\"", "true", "[]", "{}"])
    func `an id that is none is a problem of its field`(id: String) {
        #expect(throws: Decoding.Problem.self) { try order(orderJSON(id: id)) }
    }

    @Test(arguments: [
        ("\"0.010\"", "0.010", "0.01"), ("0.010", "0.01", "0.01"), ("\"61890.10000\"", "61890.10000", "61890.1"),
        ("61890.10000", "61890.1", "61890.1"), ("0.1", "0.1", "0.1"), ("5", "5", "5"),
        ("0.30000000000000004", "0.30000000000000004", "0.30000000000000004"), ("\"0\"", "0", "0"),
        ("123456789012345678.123456789", "123456789012345678.123456789", "123456789012345678.123456789"),
    ])
    func `an amount is exact, and prints as it came when it came as a string`(
        written: String, text: String, value: String
    ) throws {
        let json = orderJSON().replacing("\"executedQty\":\"0\"", with: "\"executedQty\":\(written)")
        let quantity = try order(json).executedQty
        #expect(quantity.description == text)
        #expect(quantity.value == Decimal(string: value))
    }

    @Test func `reads an order with fields nobody knows yet`() throws {
        let json = orderJSON(status: "NEW_ADL").replacing("{", with: #"{"new":{"a":[1]},"other":null,"#)
        let order = try order(json)
        #expect(order.status == .other("NEW_ADL"))
        #expect(order.time == Timestamp(milliseconds: 1_780_000_000_000))
        #expect(order.timeInForce == "GTC" && order.type == "LIMIT" && !order.reduceOnly)
    }

    @Test(arguments: ["true", "\"true\"", "\"True\""])
    func `a flag may be a string`(flag: String) throws {
        #expect(try order(orderJSON().replacing("\"reduceOnly\":false", with: "\"reduceOnly\":\(flag)")).reduceOnly)
    }

    @Test(arguments: ["symbol", "orderId", "clientOrderId", "status", "side", "origQty", "executedQty", "price"])
    func `a missing essential field is named`(field: String) {
        let json = orderJSON().replacing("\"\(field)\":", with: "\"x\":")
        let problem = #expect(throws: Decoding.Problem.self) { try order(json) }
        #expect(problem?.detail == "the answer cannot be used: field \(field) is missing")
    }

    @Test(arguments: [
        ("symbol", "\"btc usdt\""), ("side", "\"HOLD\""), ("positionSide", "\"UP\""), ("origQty", "\"\""),
    ])
    func `an essential field that says nonsense is named`(field: String, value: String) {
        let json = "{\"\(field)\":\(value)," + orderJSON().replacing("\"\(field)\":", with: "\"x\":").dropFirst()
        let problem = #expect(throws: Decoding.Problem.self) { try order(json) }
        #expect(problem?.detail == "the answer cannot be used: field \(field) cannot be read")
    }

    @Test(arguments: ["", "<html>", "null", "[]", "42", "{\"a\":"])
    func `what is not the JSON expected is a problem`(body: String) {
        #expect(throws: Decoding.Problem.self) { try order(body) }
    }

    @Test func `what a conditional order's row does not send is no fact; what its order filled is`() throws {
        func row(_ more: String) throws -> AlgoOrder {
            let json =
                #"{"algoId":7,"clientAlgoId":"web_1","orderType":"STOP_MARKET","symbol":"BTCUSDT","side":"SELL","#
                + #""algoStatus":"FINISHED","actualOrderId":"9","createTime":1780000001000\#(more)}"#
            return try Decoding.decode(AlgoOrderRow.self, from: Array(json.utf8)).order
        }
        let filled = try row(#","quantity":"0.002","actualQty":"0.002","actualPrice":"69067.60000""#)
        #expect(filled.fill == Quantity("0.002") && filled.isFilledWhole)
        #expect(filled.actualPrice == Price("69067.60000"))
        let silent = try row(#","quantity":"0.002""#)
        #expect(silent.actualQty == nil && silent.fill == nil && silent.triggerPrice == nil && silent.price == nil)
        #expect(ObservedOrder.algo(silent).sentFill == nil)
        let empty = try row(#","quantity":"0.002","actualQty":"","actualPrice":"""#)
        #expect(empty.actualQty == nil && empty.actualPrice == nil)
        #expect(try row(#","closePosition":true"#).quantity.isZero)
        #expect(throws: Decoding.Problem.self) { try row("") }
    }

    @Test func `a trailing stop names its rate and no trigger price`() throws {
        let json =
            #"{"algoId":7,"clientAlgoId":"web_1","orderType":"TRAILING_STOP_MARKET","symbol":"BTCUSDT","side":"SELL","#
            + #""algoStatus":"NEW","actualOrderId":"","quantity":"0.002","triggerPrice":"0.00","callbackRate":"1.0","#
            + #""activatePrice":"71000.00","createTime":1780000001000}"#
        let order = try Decoding.decode(AlgoOrderRow.self, from: Array(json.utf8)).order
        let words = ObservedOrder.algo(order).sketch
        #expect(
            words == "SELL 0.002 BTCUSDT, trailing the price by 1.0 % from 71000.00 (TRAILING_STOP_MARKET, conditional)"
        )
    }

    @Test func `reads an algo order before and after its trigger`() throws {
        let json = """
            {"algoId":4000000230627731,"clientAlgoId":"web_SL4mPq9sLwZt7vRb1NcD","algoType":"CONDITIONAL",\
            "orderType":"STOP_MARKET","symbol":"BTCUSDT","side":"SELL","positionSide":"BOTH","timeInForce":"GTE_GTC",\
            "quantity":"0.000","algoStatus":"NEW","actualOrderId":"","triggerPrice":"59000.00","price":"0.00",\
            "icebergQuantity":null,"closePosition":true,"reduceOnly":true,"createTime":1780000001000,"triggerTime":0}
            """
        let waiting = try Decoding.decode(AlgoOrderRow.self, from: Array(json.utf8)).order
        #expect(waiting.actualOrderID == nil && waiting.closePosition && waiting.quantity.isZero)
        #expect(waiting.triggerPrice?.description == "59000.00" && waiting.status == .new)
        for id in ["\"851230071234\"", "851230071234"] {
            let triggered = json.replacing("\"actualOrderId\":\"\"", with: "\"actualOrderId\":\(id)")
            let order = try Decoding.decode(AlgoOrderRow.self, from: Array(triggered.utf8)).order
            #expect(order.actualOrderID == OrderID(851_230_071_234))
        }
        let broken = json.replacing("\"actualOrderId\":\"\"", with: "\"actualOrderId\":\"x\"")
        #expect(throws: Decoding.Problem.self) { try Decoding.decode(AlgoOrderRow.self, from: Array(broken.utf8)) }
    }

    @Test func `reads trades, positions, the account and marks`() throws {
        let trades = """
            [{"buyer":false,"commission":"0.1","commissionAsset":"BNB","id":6512340077,"maker":false,\
            "orderId":851230066801,"price":"61729.40","qty":"0.004","quoteQty":"246.9","baseQty":"0","side":"SELL",\
            "positionSide":"BOTH","symbol":"BTCUSDT","pair":"BTCUSDT","time":1780000010001}]
            """
        let trade = try #require(try Decoding.decode([TradeRow].self, from: Array(trades.utf8)).trades.first)
        #expect(trade.id == 6_512_340_077 && trade.quantity.description == "0.004" && trade.side == .sell)
        let positions = """
            [{"symbol":"COMPUSDT","positionSide":"SHORT","positionAmt":"-1.000","entryPrice":"70.92841",\
            "markPrice":"49.72023376","adl":2,"updateTime":0}]
            """
        let position = try #require(
            try Decoding.decode([PositionRow].self, from: Array(positions.utf8)).positions.first)
        #expect(position.amount.description == "-1.000" && position.side == .short && position.updateTime == nil)
        #expect(try Decoding.decode([PositionRow].self, from: Array("[]".utf8)).isEmpty)
        let account = #"{"feeTier":0,"canTrade":"true","dualSidePosition":true,"tradeGroupId":-1}"#
        #expect(
            try Decoding.decode(AccountConfigurationRow.self, from: Array(account.utf8)).configuration
                == AccountConfiguration(canTrade: true, isHedge: true))
        let mark = #"{"symbol":"BTCUSDT","markPrice":"0.00000000"}"#
        #expect(throws: Decoding.Problem.self) { try Decoding.decode(MarkPriceRow.self, from: Array(mark.utf8)) }
    }

    @Test func `the answers to cancelling have no time, and a code that is a string`() throws {
        let cancelled = """
            {"clientOrderId":"c","cumQty":"0.000","executedQty":"0.001","orderId":851230066701,"origQty":"0.004",\
            "price":"61234.50","side":"BUY","positionSide":"BOTH","status":"CANCELED","symbol":"BTCUSDT",\
            "updateTime":1780000040001}
            """
        let order = try order(cancelled)
        #expect(order.time == nil && order.status == .canceled && order.hasFills)
        let algo = #"{"algoId":2146760,"clientAlgoId":"6B2I9XVcJpCjqPAJ4YoFX7","code":"200","msg":"success"}"#
        let row = try Decoding.decode(AlgoCancelRow.self, from: Array(algo.utf8))
        #expect(row.algoID == AlgoOrderID(2_146_760) && row.code == 200)
    }

    @Test(arguments: ["0", "-1", "9223372036854775807", "-9223372036854775808", "\"soon\"", "null"])
    func `a server time nobody could reckon with is a problem`(time: String) {
        #expect(throws: Decoding.Problem.self) {
            try Decoding.decode(ServerTimeRow.self, from: Array("{\"serverTime\":\(time)}".utf8))
        }
    }
}
