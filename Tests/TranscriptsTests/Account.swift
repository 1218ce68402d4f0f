/// The account of the transcripts: an orphan, the bot's own order, a person's, and two that ended.
enum Account {
    static let orphan = "grinder_d_BTCUSDT_3_1772964000_41"
    static let bots = "grinder_d_BTCUSDT_1_1772970010_1"
    static let persons = "web_Kp3vLx9QmTz2RbYc5NfA"
    static let cancelled = "grinder_d_BTCUSDT_2_1772964000_12"
    static let filled = "grinder_d_BTCUSDT_2_1772964000_11"
    static let unknown = "grinder_d_BTCUSDT_9_1772964000_99"

    static let state = """
        {"marks":{"BTCUSDT":"60000"},"orders":[
        \(order(orphan, "59000.10", "-2h")),\(order(bots, "58500.00", "-10m")),\(order(persons, "57000.00", "-3h")),
        \(order(cancelled, "59500.00", "-2h", #","status":"CANCELED","updateTime":"-1h""#)),
        \(order(filled, "59400.00", "-2h", #","status":"FILLED","executedQty":"0.005","updateTime":"-1h""#))]}
        """

    static let cancel = ["cancel", orphan, "--execute", "--confirm", orphan, "--reason", "left behind"]

    private static func order(_ id: String, _ price: String, _ time: String, _ more: String = "") -> String {
        #"{"symbol":"BTCUSDT","clientOrderId":"\#(id)","side":"BUY","type":"LIMIT","price":"\#(price)","#
            + #""origQty":"0.005","time":"\#(time)"\#(more)}"#
    }
}
