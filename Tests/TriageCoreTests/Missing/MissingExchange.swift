import TriageCore

/// An exchange with a memory as Binance documents it, a bot's log and its expected state: the answers a triage would
/// get. Written from the documentation, without the rules under test.
struct MissingExchange {
    var now = Given.noon
    /// Everything that ever happened, forgotten or not.
    var orders: [Order] = []
    var algos: [AlgoOrder] = []
    var trades: [Trade] = []
    /// Orders that the order reads do not show yet, though their fills show.
    var lagging: Set<OrderID> = []
    var laggingByID = false
    var events: [LogEvent]?
    var logProblems: [Unavailable] = []
    var window = LogWindow()
    var expected: [ExpectedOrder]?
    var failing: Set<EvidenceRequest.Kind> = []
    /// Which of several orders with one client id a read by it gives: documented nowhere.
    var preference = 0

    private static let day: Int64 = 86_400_000

    func remembers(_ order: Order) -> Bool {
        if order.status.isLive { return true }
        let age = now.milliseconds - (order.time?.milliseconds ?? now.milliseconds)
        let unfilled = ["CANCELED", "EXPIRED", "EXPIRED_IN_MATCH"].contains(order.status.description)
        if unfilled, order.executedQty.isZero, age > 3 * Self.day { return false }
        return age <= 90 * Self.day
    }

    private var visible: [Order] { orders.filter { remembers($0) && !lagging.contains($0.orderID) } }

    func failure(_ request: EvidenceRequest) -> Unavailable? {
        failing.contains(request.kind)
            ? Unavailable(.unreachable, source: request.kind.rawValue, detail: "no answer") : nil
    }

    func answer(_ request: EvidenceRequest) -> EvidenceContent? {
        switch request {
        case .exchangeTime: return .exchangeTime(now)
        case .order(_, let id):
            let named = visible.filter { $0.clientOrderID == id }
            return .order(named.isEmpty ? nil : named[preference % named.count])
        case .orderByID(_, let id):
            let known = laggingByID ? visible : orders.filter(remembers)
            return .order(known.first { $0.orderID == id })
        case .openOrders: return .openOrders(visible.filter(\.status.isLive))
        case .algoOrder(let id): return .algoOrder(algos.last { $0.clientAlgoID == id })
        case .openAlgoOrders(let symbol):
            return .openAlgoOrders(algos.filter { $0.status.isLive && $0.symbol == symbol })
        case .allOrders(_, let span):
            precondition(span.to.milliseconds - span.from.milliseconds < 7 * Self.day, "the exchange refuses it")
            return .allOrders(visible.filter { $0.time.map(span.contains) == true })
        case .trades(_, let span):
            precondition(span.to.milliseconds - span.from.milliseconds <= 7 * Self.day, "the exchange refuses it")
            let kept = trades.filter { now.milliseconds - $0.time.milliseconds < 89 * Self.day }
            return .trades(kept.filter { span.contains($0.time) })
        case .logHistory:
            return events.map {
                .logHistory(
                    LogHistory(
                        events: $0, searched: ["grinder.log"], problems: logProblems, covered: nil, window: window))
            }
        case .expectedOrders: return expected.map(EvidenceContent.expectedOrders)
        default: return nil
        }
    }

    func drive(
        _ id: ClientOrderID = Given.id, shuffle: ([Evidence]) -> [Evidence] = { $0 }
    ) -> Drive<MissingOrder> {
        Drive(
            MissingOrder(symbol: Given.btc, id: id, identity: Identity()), answer: answer, failing: failure,
            shuffle: shuffle)
    }

    var code: String { drive().verdict?.code ?? "none" }
}

extension Given {
    /// The log line of a placement, `ago` milliseconds before noon.
    static func placement(
        _ ago: Int64, status: Int = 200, id: ClientOrderID? = id, certainty: LogTime.Certainty = .exact
    ) -> LogEvent {
        LogEvent(
            file: "grinder.log", number: 7, text: "HTTP Request: POST /fapi/v1/order",
            time: LogTime(moment: at(-ago), certainty: certainty),
            meaning: .request(method: "POST", path: "/fapi/v1/order", status: status), clientOrderID: id, symbol: btc)
    }

    static func refusal(_ ago: Int64, code: Int, id: ClientOrderID?) -> LogEvent {
        LogEvent(
            file: "grinder.log", number: 8, text: "Non-retryable error on PLACE: Binance error \(code): no",
            time: LogTime(moment: at(-ago), certainty: .exact),
            meaning: .placementError(code: code, message: "no", isFinal: true), clientOrderID: id, symbol: nil)
    }

    static func entry(_ ago: Int64?, status: String = "OPEN", id: ClientOrderID = id) -> ExpectedOrder {
        ExpectedOrder(
            clientOrderID: id, symbol: btc, status: status, createdAt: ago.map { at(-$0) }, file: "expected.jsonl")
    }

    static func trade(
        _ tradeID: Int64, order: Int64, side: Side = .buy, _ quantity: String = "0.010", ago: Int64,
        positionSide: PositionSide = .both
    ) -> Trade {
        Trade(
            symbol: btc, id: tradeID, orderID: OrderID(order), side: side, positionSide: positionSide,
            price: price("67183.1"), quantity: Given.quantity(quantity), time: at(-ago))
    }
}

let minute: Int64 = 60_000
let hour: Int64 = 60 * minute
let day: Int64 = 24 * hour
