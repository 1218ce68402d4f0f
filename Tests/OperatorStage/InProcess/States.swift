/// Accounts the tests begin with.
package enum States {
    package static let orphanID = "grinder_d_BTCUSDT_3_1772964000_41"
    package static let secondID = "grinder_d_BTCUSDT_4_1772964000_42"
    package static let ethID = "grinder_d_ETHUSDT_1_1772964000_7"
    package static let botsID = "grinder_d_BTCUSDT_1_1772970010_1"
    package static let personsID = "web_Kp3vLx9QmTz2RbYc5NfA"
    package static let endedID = "grinder_d_BTCUSDT_2_1772964000_12"
    package static let filledID = "grinder_d_BTCUSDT_2_1772964000_11"
    package static let stopID = "grinder_d_BTCUSDT_1_1772964000_5"
    package static let unknownID = "grinder_d_BTCUSDT_9_1772964000_99"

    /// One orphan among the bot's and a person's orders, one more on ETHUSDT, a stop, and orders that ended.
    package static let orphan = """
        {"marks":{"BTCUSDT":"60000","ETHUSDT":"3000"},"orders":[
        \(order(orphanID, "59000.10", "0.005", "-2h")),\(order(secondID, "58000.00", "0.002", "-2h")),
        \(order(botsID, "58500.00", "0.005", "-10m")),\(order(personsID, "57000.00", "0.005", "-3h")),
        {"symbol":"ETHUSDT","clientOrderId":"\(ethID)","side":"BUY","type":"LIMIT","price":"2900.00",
        "origQty":"0.050","time":"-2h"},
        {"symbol":"BTCUSDT","clientOrderId":"\(endedID)","side":"BUY","type":"LIMIT","price":"59500.00",
        "origQty":"0.010","time":"-2h","status":"CANCELED","updateTime":"-1h"},
        {"symbol":"BTCUSDT","clientOrderId":"\(filledID)","side":"BUY","type":"LIMIT","price":"59400.00",
        "origQty":"0.010","executedQty":"0.010","avgPrice":"59400.00","time":"-2h","status":"FILLED",
        "updateTime":"-1h"}],
        "algoOrders":[{"algoId":4000000230627731,"clientAlgoId":"\(stopID)","orderType":"STOP_MARKET",
        "symbol":"BTCUSDT","side":"SELL","quantity":"0.005","triggerPrice":"57000.00","workingType":"MARK_PRICE",
        "createTime":"-2h"}]}
        """

    /// `count` orphans, ids `grinder_d_BTCUSDT_1_1772964000_N` from 1.
    package static func orphans(_ count: Int) -> String {
        let orders = (1...count).map { order(many($0), "59000.10", "0.001", "-2h") }
        return #"{"marks":{"BTCUSDT":"60000"},"orders":[\#(orders.joined(separator: ","))]}"#
    }

    package static func many(_ number: Int) -> String { "grinder_d_BTCUSDT_1_1772964000_\(number)" }

    package static func order(_ id: String, _ price: String, _ quantity: String, _ time: String) -> String {
        #"{"symbol":"BTCUSDT","clientOrderId":"\#(id)","side":"BUY","type":"LIMIT","price":"\#(price)","#
            + #""origQty":"\#(quantity)","time":"\#(time)"}"#
    }
}
