/// Orders a bot left behind two hours ago, an hour and a half before it was started again.
package enum Orphans {
    package static let first = id(1)

    /// `grinder_d_BTCUSDT_1_1772964000_N`
    package static func id(_ number: Int) -> String { "grinder_d_BTCUSDT_1_1772964000_\(number)" }

    package static func state(_ count: Int = 1) -> String {
        let orders = (1...count).map { number in
            #"{"symbol":"BTCUSDT","clientOrderId":"\#(id(number))","side":"BUY","type":"LIMIT","price":"59000.10","#
                + #""origQty":"0.005","time":"-2h"}"#
        }
        return #"{"marks":{"BTCUSDT":"60000"},"orders":[\#(orders.joined(separator: ","))]}"#
    }

    /// A cancel of the first with everything it demands.
    package static let cancel = ["cancel", first, "--execute", "--confirm", first, "--reason", "left behind"]
}
