import BotEvidence
import TriageCore

/// What the exchange and the bot's log say of one order, and the verdict of `triage missing` on it.
struct ShapeWorld {
    static let id = ClientOrderID("grinder_d_BTCUSDT_1_1772971200_1")
    static let signature = String(repeating: "0eb61600", count: 8)
    static let now = Timestamp(milliseconds: 1_772_971_800_000)

    /// How the bot writes a line.
    enum Form: String, CaseIterable, Sendable {
        case text
        case noColon
        case json
        case bare
    }

    /// What became of the placement.
    enum Fate: CaseIterable, Sendable {
        case accepted, refused, unanswered, absent
    }

    static func lines(_ fate: Fate, _ form: Form) -> [LogShape.Line] {
        let other = ClientOrderID("grinder_d_BTCUSDT_2_1772971200_2")
        var messages: [(String, String, String)] = [
            ("INFO", "grinder.live.engine", "Reduce-only enforcement: enabled"),
            ("INFO", "httpx", request(other, "200 OK")),
        ]
        switch fate {
        case .accepted: messages.append(("INFO", "httpx", request(id, "200 OK")))
        case .refused:
            messages.append(("INFO", "httpx", request(id, "400 Bad Request")))
            messages.append(
                (
                    "ERROR", "grinder.live.engine",
                    "Non-retryable error on PLACE: Binance error -2019: Margin is insufficient."
                ))
        case .unanswered: messages.append(("INFO", "httpx", request(id, "503 Service Unavailable")))
        case .absent: messages.append(("INFO", "grinder.live.engine", "Rolling grid mode: disabled"))
        }
        messages.append(("INFO", "grinder.live.engine", "GRID_UNFREEZE symbol=BTCUSDT"))
        return messages.enumerated().map { index, message in
            LogShape.Line(text: formatted(message, form, second: index), second: index)
        }
    }

    static func request(_ id: ClientOrderID, _ status: String, method: String = "POST") -> String {
        "HTTP Request: \(method) https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&side=BUY&type=LIMIT"
            + "&price=67183.1&quantity=0.010&newClientOrderId=\(id)&timestamp=1772971202000&recvWindow=5000"
            + "&signature=\(signature) \"HTTP/1.1 \(status)\""
    }

    static func formatted(_ message: (String, String, String), _ form: Form, second: Int) -> String {
        let (level, logger, text) = message
        let padded = level + String(repeating: " ", count: 8 - level.count)
        switch form {
        case .text: return "12:00:0\(second) \(padded) \(logger): \(text)"
        case .noColon: return "2026-03-08 12:00:0\(second),250 \(level) \(logger) \(text)"
        case .json:
            return #"{"asctime": "2026-03-08 12:00:0\#(second),250", "levelname": "\#(level)", "name": "\#(logger)", "#
                + #""message": "\#(LogShape.Line.escaped(text))"}"#
        case .bare: return text
        }
    }

    /// Everything is answered and nothing knows the order; its row in the expected state says when it was placed.
    static func verdict(of history: LogHistory) -> Verdict? {
        var procedure = MissingOrder(symbol: Symbol("BTCUSDT") ?? { fatalError() }(), id: id, identity: Identity())
        for _ in 0..<5 {
            switch procedure.next() {
            case .gather(let requests):
                for request in requests {
                    procedure.receive(
                        Evidence(request: request, source: "test", content: answer(request, history)))
                }
            case .conclude(.single(let finding)): return finding.verdict
            default: return nil
            }
        }
        return nil
    }

    private static func answer(
        _ request: EvidenceRequest, _ history: LogHistory
    ) -> Result<EvidenceContent, Unavailable> {
        switch request {
        case .order, .orderByID: return .success(.order(nil))
        case .openOrders: return .success(.openOrders([]))
        case .algoOrder: return .success(.algoOrder(nil))
        case .openAlgoOrders: return .success(.openAlgoOrders([]))
        case .allOrders: return .success(.allOrders([]))
        case .trades: return .success(.trades([]))
        case .exchangeTime: return .success(.exchangeTime(now))
        case .logHistory: return .success(.logHistory(history))
        case .expectedOrders:
            let row = ExpectedOrder(
                clientOrderID: id, symbol: Symbol("BTCUSDT"), status: "OPEN",
                createdAt: Timestamp(milliseconds: 1_772_971_202_000), file: "expected.jsonl")
            return .success(.expectedOrders([row]))
        default: return .failure(Unavailable(.notAsked, source: "test", detail: "not asked"))
        }
    }
}
