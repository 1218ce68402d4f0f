import JSON

/// One endpoint: who may call it, what it costs, and its answer.
struct Endpoint: Sendable {
    enum Security { case open, key, signed }

    typealias Weight = @Sendable (Parameters) -> Int
    typealias Answer = @Sendable (inout ExchangeBook, Parameters, Int64) throws(Refusal) -> JSONValue

    let method: String
    let path: String
    var security = Security.signed
    let weight: Weight
    /// Counts against the account's order limits.
    var countsAsOrder = false
    let answer: Answer

    init(
        _ method: String, _ path: String, security: Security = .signed, weight: Int = 1, countsAsOrder: Bool = false,
        answer: @escaping Answer
    ) {
        self.init(
            method, path, security: security, weight: { _ in weight }, countsAsOrder: countsAsOrder, answer: answer)
    }

    init(
        _ method: String, _ path: String, security: Security = .signed, weight: @escaping Weight,
        countsAsOrder: Bool = false, answer: @escaping Answer
    ) {
        self.method = method
        self.path = path
        self.security = security
        self.weight = weight
        self.countsAsOrder = countsAsOrder
        self.answer = answer
    }

    var key: String { method + " " + path }
    var mutating: Bool { method != "GET" && path != "/fapi/v1/order/test" }

    static let all =
        marketData + depth + orderReads + orderWrites + orderChanges + algoOrders + account + accountSummary
        + configuration
        + listenKeys + wallet
    static let byKey = Dictionary(uniqueKeysWithValues: all.map { ($0.key, $0) })

    /// Costs less with a `symbol` than without.
    static func bySymbol(_ with: Int, without: Int) -> Weight { { $0["symbol"] == nil ? without : with } }
}
