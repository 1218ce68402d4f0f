/// A made-up log of grinder's, the same at every run.
struct BotLog {
    enum Form: String, CaseIterable {
        case text
        case json
    }

    let form: Form
    /// Of the lines, how many prove something or name an order: 0 to 100.
    let relevantPercent: Int
    private var random = SplitMix(state: 11)
    private var number = 0

    init(form: Form, relevantPercent: Int) {
        self.form = form
        self.relevantPercent = relevantPercent
    }

    var name: String { "\(form.rawValue), \(relevantPercent) % relevant" }

    mutating func line() -> String {
        number += 1
        let isRelevant = Int.random(in: 0..<100, using: &random) < relevantPercent
        let (level, logger, message) = isRelevant ? relevant() : irrelevant()
        // A line each 100 ms; the log begins at midnight and does not pass the next.
        let second = number / 10 % 86_400
        let clock = [second / 3_600, second / 60 % 60, second % 60].map(Self.twoDigits).joined(separator: ":")
        switch form {
        case .text:
            let padding = String(repeating: " ", count: 9 - level.utf8.count)
            return "\(clock) \(level)\(padding)\(logger): \(message)\n"
        case .json:
            let escaped = String(message.flatMap { $0 == "\"" ? ["\\", $0] : [$0] })
            return "{\"asctime\": \"2026-03-08 \(clock),000\", \"levelname\": \"\(level)\", "
                + "\"name\": \"\(logger)\", \"message\": \"\(escaped)\"}\n"
        }
    }

    private mutating func irrelevant() -> (String, String, String) {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: ("INFO", "grinder.reconcile.snapshot_client", "SNAPSHOT_SUCCESS")
        case 1: ("INFO", "grinder.reconcile.runner", "RECONCILE_RUN")
        case 2: ("DEBUG", "grinder.live.engine", "Snapshot \(symbol()) bid=67183.1 ask=67183.2 seq=\(number) unchanged")
        default: ("INFO", "httpx", request("GET", "openOrders", "", "200 OK"))
        }
    }

    private mutating func relevant() -> (String, String, String) {
        let symbol = symbol()
        switch Int.random(in: 0..<5, using: &random) {
        case 0: return ("WARNING", "grinder.reconcile.engine", "RECONCILE_MISMATCH")
        case 1:
            let cause = "Binance error -2019: Margin is insufficient."
            return ("ERROR", "grinder.live.engine", "Non-retryable error on PLACE: \(cause)")
        case 2:
            let cause = "Binance server error (503): {'code': -1008, 'msg': 'Request throttled.'}"
            let attempt = "Transient error on PLACE (attempt 1/3), retrying in 500ms"
            return ("WARNING", "grinder.live.engine", "\(attempt): \(cause)")
        case 3: return ("INFO", "grinder.live.engine", "PLACE_INTENT symbol=\(symbol) side=BUY price=67183.1 qty=0.010")
        default:
            let order = "symbol=\(symbol)&side=BUY&type=LIMIT&timeInForce=GTC&price=67183.1&quantity=0.010"
            let id = "newClientOrderId=grinder_d_\(symbol)_1_1772971200_\(number)&"
            return ("INFO", "httpx", request("POST", "order", "\(order)&\(id)", "200 OK"))
        }
    }

    private func request(_ method: String, _ path: String, _ query: String, _ status: String) -> String {
        let signature = String(repeating: "0eb61600", count: 8)
        return "HTTP Request: \(method) http://127.0.0.1:37965/fapi/v1/\(path)?\(query)timestamp=1772971200000"
            + "&recvWindow=5000&signature=\(signature) \"HTTP/1.1 \(status)\""
    }

    private mutating func symbol() -> String { Bool.random(using: &random) ? "BTCUSDT" : "ETHUSDT" }

    private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}

/// SplitMix64.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
