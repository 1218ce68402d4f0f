import TriageCore

@testable import grinderctl

/// An order that was filled in two trades, and the log of the bot that placed it: by a clock two hours east and 3.5 s
/// fast.
enum TimelineStage {
    static let id = States.filledID

    static let state = """
        {"marks":{"BTCUSDT":"60000","ETHUSDT":"3000"},"orders":[
        {"symbol":"BTCUSDT","orderId":7001,"clientOrderId":"\(id)","side":"BUY","type":"LIMIT","price":"59400.00",
        "origQty":"0.010","executedQty":"0.010","avgPrice":"59400.00","time":"-2h","status":"FILLED",
        "updateTime":"-1h"},\(States.order(States.orphanID, "59000.10", "0.005", "-30m")),
        \(States.order(States.secondID, "58000.00", "0.002", "-3d"))],
        "trades":[\(trade(1, "0.004", "-90m")),\(trade(2, "0.006", "-1h"))],
        "algoOrders":[{"algoId":4000000230627731,"clientAlgoId":"\(States.stopID)","orderType":"STOP_MARKET",
        "symbol":"BTCUSDT","side":"SELL","quantity":"0.005","triggerPrice":"57000.00","workingType":"MARK_PRICE",
        "createTime":"-2h"}]}
        """

    private static func trade(_ number: Int, _ quantity: String, _ time: String) -> String {
        #"{"symbol":"BTCUSDT","id":\#(number),"orderId":7001,"side":"BUY","price":"59400.00","qty":"\#(quantity)","#
            + #""time":"\#(time)"}"#
    }

    /// `grinder.log` with its lines so many minutes ago.
    static func writeLog(_ stage: Stage, name: String = "grinder.log", traced: Bool = true) throws -> String {
        let lines = [
            (121, "WARNING grinder.live.engine: PLACE_INTENT order_id=\(id) symbol=BTCUSDT side=BUY"),
            (
                120,
                "INFO httpx: HTTP Request: POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&newClientOrderId="
                    + "\(id)&signature=\(String(repeating: "a", count: 64)) \"HTTP/1.1 200 OK\""
            ),
            (75, "WARNING grinder.stream: ws_reconnected"),
            (50, "ERROR grinder.reconcile: Error in reconcile loop\nTraceback (most recent call last):\nValueError: 7"),
            (3, "WARNING grinder.stream: listenKey_expired"),
        ]
        let written = lines.filter { traced || !$0.1.contains("httpx") }
        let text = written.map { minutes, text in "\(clock(stage, minutesAgo: minutes)) \(text)\n" }.joined()
        return try stage.write(text, to: name)
    }

    /// As Python writes it: `2026-03-08 14:00:03,500`.
    private static func clock(_ stage: Stage, minutesAgo: Int) -> String {
        let moment = stage.clock.now.advanced(byMilliseconds: Int64(-minutesAgo) * 60_000 + 7_203_500)
        return moment.description.replacing("T", with: " ").replacing(".", with: ",").replacing("Z", with: "")
    }
}
