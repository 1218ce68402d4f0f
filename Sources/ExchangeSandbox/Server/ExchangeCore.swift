import JSON

/// The exchange without its network: a request in, an answer out.
struct ExchangeCore: Sendable {
    var book: ExchangeBook
    var faults: FaultInjector
    private var counters: LimitCounters
    private let authentication: Authentication
    var seen: [SeenRequest] = []
    var deepestWave = 0

    init(book: ExchangeBook, faults: [Fault], limits: SandboxLimits, authentication: Authentication) {
        self.book = book
        self.faults = FaultInjector(faults)
        self.counters = LimitCounters(limits: limits)
        self.authentication = authentication
    }

    /// Nil closes the connection without a byte.
    mutating func answer(_ request: ReceivedRequest, now: Int64) -> SandboxResponse? {
        guard let endpoint = Endpoint.byKey[request.method + " " + request.path] else {
            return .refusal(.noEndpoint(request.method, request.path))
        }
        let parameters = Parameters(query: request.rawQuery, body: request.rawBody)
        book.expire(now: now)
        let limit = counters.limits.weightPerMinute
        let fault = faults.takeAnswer(endpoint)
        if let fault, !fault.applies { return fault.response(path: request.path, limit: limit, now: now) }
        var response: SandboxResponse
        do {
            response = .json(try perform(endpoint, request, parameters, now: now))
        } catch {
            response = .refusal(error)
        }
        response.headers += counters.headers(orders: endpoint.countsAsOrder, now: now)
        if let fault { return fault.response(path: request.path, limit: limit, now: now) }
        return response
    }

    private mutating func perform(
        _ endpoint: Endpoint, _ request: ReceivedRequest, _ parameters: Parameters, now: Int64
    ) throws(Refusal) -> JSONValue {
        try counters.count(weight: endpoint.weight(parameters), now: now)
        switch endpoint.security {
        case .open: break
        case .key: try authentication.checkKey(request)
        case .signed: try authentication.checkSigned(request, parameters, now: now)
        }
        if endpoint.countsAsOrder { try counters.countOrder(now: now) }
        faults.beforeAnswer(endpoint, parameters, &book, now: now)
        // A refused request leaves the book as it was.
        var changed = book
        let value = try endpoint.answer(&changed, parameters, now)
        book = changed
        return value
    }
}
