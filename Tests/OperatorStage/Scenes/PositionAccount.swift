import Foundation

/// Accounts with a position of grinder's own fills, the bot stopped.
package struct PositionAccount: Sendable {
    package var hedge = false
    package var marks = ["BTCUSDT": "60000"]
    package var depth: String?
    /// Symbol, side, signed amount, client order id of the order that made it.
    package var positions = [Held("BTCUSDT", "BOTH", "0.005", "grinder_d_BTCUSDT_1_1772964000_71")]
    /// More rows of `orders`, as JSON.
    package var orders: [String] = []
    package var algos: [String] = []

    package init(hedge: Bool = false, orders: [String] = []) {
        self.hedge = hedge
        self.orders = orders
    }

    package struct Held: Sendable {
        package let symbol, side, amount, owner: String

        package init(_ symbol: String, _ side: String, _ amount: String, _ owner: String) {
            self.symbol = symbol
            self.side = side
            self.amount = amount
            self.owner = owner
        }

        var size: String { amount.hasPrefix("-") ? String(amount.dropFirst()) : amount }
        var opened: String { amount.hasPrefix("-") ? "SELL" : "BUY" }
    }

    package static let takeProfit = "grinder_tp_BTCUSDT_1_1772964000_72"

    package static func order(
        _ id: String, _ side: String, _ price: String, _ quantity: String, positionSide: String = "BOTH",
        reduceOnly: Bool = false
    ) -> String {
        #"{"symbol":"BTCUSDT","clientOrderId":"\#(id)","side":"\#(side)","positionSide":"\#(positionSide)","#
            + #""type":"LIMIT","price":"\#(price)","origQty":"\#(quantity)","reduceOnly":\#(reduceOnly),"time":"-2h"}"#
    }

    package var json: String {
        let made = positions.enumerated().map { index, held in
            let id = 8_389_765_612_825_190_400 + index
            return (
                #"{"symbol":"\#(held.symbol)","clientOrderId":"\#(held.owner)","side":"\#(held.opened)","#
                    + #""positionSide":"\#(held.side)","type":"LIMIT","price":"60000.00","origQty":"\#(held.size)","#
                    + #""time":"-2h","orderId":\#(id),"status":"FILLED","updateTime":"-40m"}"#,
                #"{"symbol":"\#(held.symbol)","id":\#(6_512_340_011 + index),"orderId":\#(id),"side":"\#(held.opened)","#
                    + #""positionSide":"\#(held.side)","price":"60000.00","qty":"\#(held.size)","time":"-40m"}"#,
                #"{"symbol":"\#(held.symbol)","positionSide":"\#(held.side)","positionAmt":"\#(held.amount)","#
                    + #""entryPrice":"60000.00","updateTime":"-40m"}"#
            )
        }
        let marks = marks.map { #""\#($0.key)":"\#($0.value)""# }.joined(separator: ",")
        let depth = depth.map { #""depth":{"BTCUSDT":"\#($0)"},"# } ?? ""
        return """
            {"mode":"\(hedge ? "hedge" : "one-way")","marks":{\(marks)},\(depth)
            "orders":[\((made.map(\.0) + orders).joined(separator: ","))],
            "trades":[\(made.map(\.1).joined(separator: ","))],
            "positions":[\(made.map(\.2).joined(separator: ","))],
            "algoOrders":[\(algos.joined(separator: ","))]}
            """
    }
}
