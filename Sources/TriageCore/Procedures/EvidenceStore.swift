/// The answers a procedure has received so far, by question.
struct EvidenceStore: Sendable {
    private var answers: [EvidenceRequest: Evidence] = [:]

    subscript(request: EvidenceRequest) -> Evidence? { answers[request] }

    /// An answer to another question counts as a failed read.
    mutating func file(_ evidence: Evidence) {
        answers[evidence.request] = evidence.fitsItsRequest ? evidence : evidence.unusable
    }

    func has(_ requests: [EvidenceRequest]) -> Bool { requests.allSatisfy { answers[$0] != nil } }

    func unanswered(_ requests: [EvidenceRequest]) -> [EvidenceRequest] { requests.filter { answers[$0] == nil } }

    func failures(_ requests: [EvidenceRequest]) -> [Unavailable] { requests.compactMap { answers[$0]?.failure } }

    /// What an input gave; `nil` when it failed or was not asked for.
    func content(_ request: EvidenceRequest) -> EvidenceContent? {
        if case .success(let content)? = answers[request]?.content { return content }
        return nil
    }

    /// A log, an expected state or the instances: that nobody named one is no failure.
    func failedInput(_ request: EvidenceRequest) -> Unavailable? {
        guard let failure = answers[request]?.failure, failure.kind != .notAsked else { return nil }
        return failure
    }

    func order(_ request: EvidenceRequest) -> Order? {
        if case .order(let order)? = content(request) { return order }
        return nil
    }

    func algoOrder(_ request: EvidenceRequest) -> AlgoOrder? {
        if case .algoOrder(let order)? = content(request) { return order }
        return nil
    }

    func openOrders(_ symbol: Symbol) -> [Order] {
        if case .openOrders(let orders)? = content(.openOrders(symbol)) { return orders }
        return []
    }

    func openAlgoOrders(_ symbol: Symbol) -> [AlgoOrder] {
        if case .openAlgoOrders(let orders)? = content(.openAlgoOrders(symbol)) { return orders }
        return []
    }

    func allOrders(_ symbol: Symbol, _ span: TimeSpan) -> [Order] {
        if case .allOrders(let orders)? = content(.allOrders(symbol, span)) { return orders }
        return []
    }

    func trades(_ symbol: Symbol, _ span: TimeSpan) -> [Trade] {
        if case .trades(let trades)? = content(.trades(symbol, span)) { return trades }
        return []
    }

    func logHistory(_ request: EvidenceRequest) -> LogHistory? {
        if case .logHistory(let history)? = content(request) { return history }
        return nil
    }

    var exchangeTime: Timestamp? {
        if case .exchangeTime(let now)? = content(.exchangeTime) { return now }
        return nil
    }

    var expectedOrders: [ExpectedOrder] {
        if case .expectedOrders(let orders)? = content(.expectedOrders) { return orders }
        return []
    }

    var expectedPositions: [ExpectedPosition] {
        if case .expectedPositions(let positions)? = content(.expectedPositions) { return positions }
        return []
    }

    var instances: [InstanceReport] {
        if case .instances(let reports)? = content(.instances) { return reports }
        return []
    }
}

extension [Unavailable] {
    /// Which of several failures is told: what the operator can mend.
    package var worst: Unavailable? { self.min { $0.kind.precedence < $1.kind.precedence } }
}
