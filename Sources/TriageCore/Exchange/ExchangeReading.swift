/// An answer of the exchange to one read, with where it came from and what it cost.
package struct ExchangeAnswer<Value: Sendable>: Sendable {
    package let value: Result<Value, Unavailable>
    /// `GET /fapi/v1/order`
    package let source: String
    /// In the order asked; more than one after a retry or over several pages.
    package let requests: [RequestRecord]

    package init(_ value: Result<Value, Unavailable>, source: String, requests: [RequestRecord]) {
        self.value = value
        self.source = source
        self.requests = requests
    }

    package func map<Other: Sendable>(_ transform: (Value) -> Other) -> ExchangeAnswer<Other> {
        ExchangeAnswer<Other>(value.map(transform), source: source, requests: requests)
    }

    package var failure: Unavailable? { if case .failure(let problem) = value { problem } else { nil } }
}

extension [RequestRecord] {
    /// The answer's value, its requests noted behind those before. Not for reads asked at once: the first that failed
    /// would hide what the others took.
    package mutating func take<Value>(_ answer: ExchangeAnswer<Value>) throws(Unavailable) -> Value {
        self += answer.requests
        return try answer.value.get()
    }
}

/// The exchange's clock against the local one, from `GET /fapi/v1/time`.
package struct ClockReading: Sendable, Hashable {
    /// Exchange time when the answer was received.
    package let exchangeTime: Timestamp
    /// Exchange minus local, milliseconds.
    package let offsetMilliseconds: Int64
    /// Half the round trip: the offset is known no better.
    package let errorMilliseconds: Int64

    package init(exchangeTime: Timestamp, offsetMilliseconds: Int64, errorMilliseconds: Int64) {
        self.exchangeTime = exchangeTime
        self.offsetMilliseconds = offsetMilliseconds
        self.errorMilliseconds = errorMilliseconds
    }
}

/// The request weight of this IP in the exchange's running minute (`X-MBX-USED-WEIGHT-1M`, limit 2400).
package struct WeightReading: Sendable, Hashable {
    /// Everybody's use of this IP, as the last header said; `nil` before the first answer.
    package let usedByAll: Int?
    /// What this process has used in the running minute.
    package let usedHere: Int
    package let limit: Int
    /// What this process may use a minute.
    package let budget: Int
    package let secondsToNextMinute: Int

    package init(usedByAll: Int?, usedHere: Int, limit: Int, budget: Int, secondsToNextMinute: Int) {
        self.usedByAll = usedByAll
        self.usedHere = usedHere
        self.limit = limit
        self.budget = budget
        self.secondsToNextMinute = secondsToNextMinute
    }

    /// Whether `weight` more fits both the budget and what is left of the limit.
    package func hasRoom(for weight: Int) -> Bool {
        usedHere + weight <= budget && (usedByAll ?? 0) + weight <= limit
    }

    /// Minutes that `weight` more will take, the running one included; the room of each later one is the whole budget.
    package func minutes(for weight: Int) -> Int {
        let left = max(0, min(budget - usedHere, limit - (usedByAll ?? 0)))
        return weight <= left ? 1 : 1 + (weight - left + budget - 1) / max(1, budget)
    }
}

package enum OrderReference: Sendable, Hashable {
    case order(OrderID)
    case client(ClientOrderID)
}

package enum AlgoReference: Sendable, Hashable {
    case algo(AlgoOrderID)
    case client(ClientOrderID)
}

/// What triage may ask of the exchange. Nothing here changes anything there.
///
/// An order the exchange says it does not know (-2013) is `.success(nil)`; every other failure is `Unavailable`.
package protocol ExchangeReading: Sendable {
    /// `GET /fapi/v1/time`, weight 1.
    func clock() async -> ExchangeAnswer<ClockReading>
    /// `GET /fapi/v1/order`, weight 1.
    func order(_ reference: OrderReference, symbol: Symbol) async -> ExchangeAnswer<Order?>
    /// `GET /fapi/v1/openOrders`, weight 1 with a symbol, 40 without. Holds no untriggered algo orders.
    func openOrders(_ symbol: Symbol?) async -> ExchangeAnswer<[Order]>
    /// `GET /fapi/v1/algoOrder`, weight 1.
    func algoOrder(_ reference: AlgoReference) async -> ExchangeAnswer<AlgoOrder?>
    /// `GET /fapi/v1/openAlgoOrders`, weight 1 with a symbol, 40 without.
    func openAlgoOrders(_ symbol: Symbol?) async -> ExchangeAnswer<[AlgoOrder]>
    /// `GET /fapi/v1/allOrders`, weight 5; ascending; window of at most 7 days.
    func allOrders(_ symbol: Symbol, from: Timestamp, to: Timestamp) async -> ExchangeAnswer<[Order]>
    /// `GET /fapi/v1/userTrades`, weight 5; ascending; window of at most 7 days.
    func trades(_ symbol: Symbol, from: Timestamp, to: Timestamp) async -> ExchangeAnswer<[Trade]>
    /// `GET /fapi/v1/forceOrders`, weight 20 with a symbol: liquidations and ADL of the last 90 days.
    func forceOrders(_ symbol: Symbol, from: Timestamp, to: Timestamp) async -> ExchangeAnswer<[ForceOrder]>
    /// `GET /fapi/v1/allAlgoOrders`, weight 5; window of at most 7 days.
    func allAlgoOrders(_ symbol: Symbol, from: Timestamp, to: Timestamp) async -> ExchangeAnswer<[AlgoOrder]>
    /// `GET /fapi/v3/positionRisk`, weight 5; an empty list means flat without open orders.
    func positions(_ symbol: Symbol?) async -> ExchangeAnswer<[Position]>
    /// `GET /fapi/v1/accountConfig`, weight 5.
    func accountConfiguration() async -> ExchangeAnswer<AccountConfiguration>
    /// `GET /fapi/v1/exchangeInfo`, weight 1, asked once a process; `nil` for a symbol it does not list.
    func filters(_ symbol: Symbol) async -> ExchangeAnswer<SymbolFilters?>
    /// `GET /fapi/v1/premiumIndex`, weight 1.
    func markPrice(_ symbol: Symbol) async -> ExchangeAnswer<Price>
    /// From the headers seen so far; asks nothing.
    func weight() async -> WeightReading
}

/// One HTTP request that was made, as the report lists it; never holds a query, a header or a key.
package struct RequestRecord: Sendable, Hashable {
    package let method: String
    package let path: String
    /// `nil` when no answer came.
    package let status: Int?
    /// Request weight as documented for the endpoint.
    package let weight: Int
    package let milliseconds: Int64

    package init(method: String, path: String, status: Int?, weight: Int, milliseconds: Int64) {
        self.method = method
        self.path = path
        self.status = status
        self.weight = weight
        self.milliseconds = milliseconds
    }
}
