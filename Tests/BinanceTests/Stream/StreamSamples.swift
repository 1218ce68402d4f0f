/// Events as the exchange sends them, trimmed to one line each.
enum StreamSamples {
    static let new = order("NEW", "NEW", last: "0", filled: "0", trade: "0")
    static let partial = order("TRADE", "PARTIALLY_FILLED", last: "0.002", filled: "0.002", trade: "6512340001")
    static let canceled = order("CANCELED", "CANCELED", last: "0", filled: "0.002", trade: "0")

    static func order(
        _ execution: String, _ status: String, last: String, filled: String, trade: String,
        client: String = "grinder_d_BTCUSDT_1_1772971200_1"
    ) -> String {
        """
        {"e":"ORDER_TRADE_UPDATE","E":1780000003010,"T":1780000003008,"o":{"s":"BTCUSDT","c":"\(client)",\
        "S":"BUY","o":"LIMIT","f":"GTC","q":"0.004","p":"61234.50","ap":"0","sp":"0","x":"\(execution)",\
        "X":"\(status)","i":8389765612825190229,"l":"\(last)","z":"\(filled)","L":"61234.50","n":"0","N":"USDT",\
        "T":1780000000000,"t":\(trade),"m":true,"R":false,"ot":"LIMIT","ps":"BOTH","rp":"0","er":"0"}}
        """
    }

    static let liquidation = """
        {"e":"ORDER_TRADE_UPDATE","T":1568879465651,"E":1568879465651,"o":{"s":"BTCUSDT","c":"autoclose-1234567890",\
        "S":"SELL","o":"LIMIT","f":"IOC","q":"0.014","p":"9910.00","ap":"9910.12","x":"CALCULATED","X":"FILLED",\
        "i":8886999,"l":"0.014","z":"0.014","L":"9910.12","t":12345999,"ps":"LONG"}}
        """
    static let lite = """
        {"e":"TRADE_LITE","E":1780000003009,"T":1780000003008,"s":"BTCUSDT","q":"0.004","p":"61234.50","m":true,\
        "c":"grinder_d_BTCUSDT_1_1772971200_1","S":"BUY","L":"61234.50","l":"0.002","t":6512340001,\
        "i":8389765612825190229}
        """
    static let triggered = """
        {"e":"ALGO_UPDATE","T":1780000050010,"E":1780000050012,"o":{"caid":"sl-0001","aid":1000000033225453,\
        "at":"CONDITIONAL","o":"STOP_MARKET","s":"BTCUSDT","S":"SELL","ps":"BOTH","f":"GTC","q":"0.004",\
        "X":"TRIGGERED","ai":"88937381063","ap":"0.00000","aq":"0.00000","act":"MARKET","tp":"59000","p":"0",\
        "R":true,"tt":1780000050000,"gtd":0,"rm":""}}
        """
    static let account = """
        {"e":"ACCOUNT_UPDATE","T":1564745798939,"E":1564745798939,"a":{"m":"ORDER","B":[{"a":"USDT",\
        "wb":"122624.12345678","cw":"100.12345678","bc":"50.12345678"}],"P":[{"s":"BTCUSDT","pa":"20","ep":"6563.6",\
        "bep":"6563.559","cr":"0","up":"2850.21200","mt":"isolated","iw":"13200.70726908","ps":"LONG"}]}}
        """
    static let leverage = """
        {"e":"ACCOUNT_CONFIG_UPDATE","E":1611646737479,"T":1611646737476,"ac":{"s":"BTCUSDT","l":25}}
        """
    static let assets = #"{"e":"ACCOUNT_CONFIG_UPDATE","E":1611646737479,"T":1611646737476,"ai":{"j":true}}"#
    static let marginCall = """
        {"e":"MARGIN_CALL","E":1587727187525,"cw":"3.16812045","p":[{"s":"ETHUSDT","ps":"LONG","pa":"1.327",\
        "mt":"CROSSED","iw":"0","mp":"187.17127","up":"-1.166074","mm":"1.614445"}]}
        """
    static let key = "WsCMN0a4KHUPTQuX6IUnqEZfB1inxmv1qR4kbf1LuEjur5VdbzqvyxqG9TSjVVxv"
    static let expired = #"{"e":"listenKeyExpired","E":1736996475556,"listenKey":"\#(key)"}"#
}
