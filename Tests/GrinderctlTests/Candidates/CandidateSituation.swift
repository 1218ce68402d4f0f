import TestSupport

/// A bot's thirty placements and what became of them, drawn by a seed: the account, the log, the expected state, and which
/// orders are amiss.
struct CandidateSituation {
    /// Noon of 2026-03-08, where the still stage stands; its bot began at 11:30.
    private static let noon: Int64 = 1_772_971_200_000
    private static let start = noon - 1_800_000

    /// What became of a placement.
    enum Fate: CaseIterable {
        case rejected, lost, arrivedUnanswered, filled, cancelled, open, conditional, adopted, foreign, expected,
            flagged
    }

    private(set) var state = ""
    private(set) var log = ""
    private(set) var expected = ""
    /// Ids that the bot counts on or has placed, and the exchange does not have.
    private(set) var missing: Set<String> = []
    /// Open orders of grinder's form that were placed before the bot began.
    private(set) var orphans: Set<String> = []
    /// Every open order of grinder's form.
    private(set) var open: Set<String> = []
    private(set) var foreign: Set<String> = []
    private(set) var placements = 0

    init(seed: UInt64) {
        var draw = SeededGenerator(seed: seed, "candidates")
        var orders: [String] = []
        var algo: [String] = []
        var lines: [(at: Int64, texts: [String])] = []
        var rows: [String] = []
        for number in 1...30 {
            let fate = draw.pick(Fate.allCases)
            let symbol = draw.chance(800) ? "BTCUSDT" : "ETHUSDT"
            let age = Int64.random(in: 61_000..<36_000_000, using: &draw)
            let at = Self.noon - (age > 1_798_000 && age < 1_802_000 ? age + 10_000 : age)
            let id = "grinder_d_\(symbol)_\(number % 9 + 1)_\(at / 1_000)_\(number)"
            let order = Order(id: id, symbol: symbol, at: at)
            placements += 1
            switch fate {
            case .rejected:
                lines.append(
                    (at, [order.post(400), "\(Self.clock(at)) ERROR grinder.live.engine: \(Self.refusal)"]))
                missing.insert(id)
            case .lost:
                lines.append((at, [order.post(503)]))
                missing.insert(id)
            case .arrivedUnanswered:
                lines.append((at, [order.post(503)]))
                orders.append(order.row("NEW"))
            case .filled:
                lines.append((at, [order.post(200)]))
                orders.append(order.row("FILLED"))
            case .cancelled:
                lines.append((at, [order.post(200)]))
                lines.append((at + 30_000, [order.delete(200)]))
                orders.append(order.row("CANCELED"))
            case .open:
                lines.append((at, [order.post(200)]))
                orders.append(order.row("NEW"))
            case .conditional:
                lines.append((at, [order.post(200, path: "algoOrder")]))
                algo.append(order.algoRow)
            case .adopted: orders.append(order.row("NEW"))
            case .foreign:
                let id = "web_\(number)Kp3vLx9QmTz2Rb"
                orders.append(Order(id: id, symbol: symbol, at: at).row("NEW"))
                foreign.insert(id)
            case .expected:
                rows.append(
                    #"{"client_order_id":"\#(id)","expected_status":"OPEN","symbol":"\#(symbol)","ts_created":\#(at)}"#)
                missing.insert(id)
            case .flagged:
                lines.append((at, [order.post(503)]))
                lines.append((at + 40_000, [order.flag]))
                missing.insert(id)
            }
            guard [.arrivedUnanswered, .open, .conditional, .adopted].contains(fate) else { continue }
            open.insert(id)
            if at < Self.start, fate == .adopted { orphans.insert(id) }
        }
        lines.sort { $0.at < $1.at }
        log = lines.flatMap(\.texts).map { $0 + "\n" }.joined()
        expected = rows.map { $0 + "\n" }.joined()
        state =
            #"{"marks":{"BTCUSDT":"60000","ETHUSDT":"3000"},"orders":[\#(orders.joined(separator: ","))],"#
            + #""algoOrders":[\#(algo.joined(separator: ","))]}"#
    }

    private static let refusal = "Non-retryable error on PLACE: Binance error -2019: Margin is insufficient."

    private static func clock(_ at: Int64) -> String {
        let seconds = at / 1_000 % 86_400
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(seconds / 3_600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    }

    private struct Order {
        let id: String
        let symbol: String
        let at: Int64

        private static let words = [200: "OK", 400: "Bad Request", 503: "Service Unavailable"]

        private func request(_ method: String, _ path: String, _ id: String, _ status: Int, at: Int64) -> String {
            "\(CandidateSituation.clock(at)) INFO httpx: HTTP Request: \(method) https://fapi.binance.com/fapi/v1/\(path)"
                + "?symbol=\(symbol)&side=BUY&type=LIMIT&quantity=0.010&price=59000.00&\(id)&timestamp=\(at)"
                + #"&recvWindow=5000&signature=\#(String(repeating: "ab", count: 32)) "HTTP/1.1 \#(status) "#
                + (Self.words[status] ?? "") + #"""#
        }

        func post(_ status: Int, path: String = "order") -> String {
            request("POST", path, "\(path == "order" ? "newClientOrderId" : "clientAlgoId")=\(id)", status, at: at)
        }

        func delete(_ status: Int) -> String {
            request("DELETE", "order", "origClientOrderId=\(id)", status, at: at + 30_000)
        }

        var flag: String {
            #"{"asctime": "2026-03-08 \#(CandidateSituation.clock(at + 40_000)),000", "levelname": "WARNING", "#
                + #""name": "grinder.reconcile.engine", "message": "RECONCILE_MISMATCH", "#
                + #""mismatch_type": "ORDER_MISSING_ON_EXCHANGE", "symbol": "\#(symbol)", "client_order_id": "\#(id)"}"#
        }

        func row(_ status: String) -> String {
            let filled = status == "FILLED" ? #""executedQty":"0.010","avgPrice":"59000.00","# : ""
            return #"{"symbol":"\#(symbol)","clientOrderId":"\#(id)","side":"BUY","type":"LIMIT","price":"59000.00","#
                + #""origQty":"0.010",\#(filled)"time":\#(at),"updateTime":\#(at + 20_000),"status":"\#(status)"}"#
        }

        var algoRow: String {
            #"{"algoId":\#(at),"clientAlgoId":"\#(id)","orderType":"STOP_MARKET","symbol":"\#(symbol)","side":"SELL","#
                + #""quantity":"0.005","triggerPrice":"57000.00","workingType":"MARK_PRICE","createTime":\#(at)}"#
        }
    }
}
