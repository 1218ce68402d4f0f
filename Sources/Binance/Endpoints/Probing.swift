package import TriageCore

/// Single requests that are never asked again: what is measured is the asking itself.
extension BinanceClient {
    /// `GET /fapi/v1/ping`, weight 1 each. Ends early where nothing answers.
    package func latency(samples: Int) async -> ExchangeAnswer<LatencyReading> {
        var trip = RequestPipeline.RequestAttempts()
        var answered: [Int64] = []
        var failures: [Unavailable] = []
        while answered.count + failures.count < samples {
            switch await probe(.publicRead("/fapi/v1/ping", weight: 1), on: &trip) {
            case .success: answered.append(trip.received - trip.sent)
            case .failure(let problem): failures.append(problem)
            }
            if answered.isEmpty, failures.count == 2 { break }
        }
        let reading = LatencyReading(answered: answered, failures: failures)
        return ExchangeAnswer(.success(reading), source: "GET /fapi/v1/ping", requests: trip.requests)
    }

    /// `GET /fapi/v1/time`, weight 1 each; the samples that were answered, a failure when none was.
    package func clockSamples(_ count: Int) async -> ExchangeAnswer<[ClockSample]> {
        let endpoint = Endpoint.publicRead("/fapi/v1/time", weight: 1)
        var trip = RequestPipeline.RequestAttempts()
        var samples: [ClockSample] = []
        var problem: Unavailable?
        for _ in 0..<count where problem == nil {
            switch await probe(endpoint, on: &trip) {
            case .failure(let failure): problem = failure
            case .success(let answer):
                do {
                    let server = try Decoding.decode(ServerTimeRow.self, from: answer.body).milliseconds
                    let middle = (trip.sent + trip.received) / 2
                    samples.append(ClockSample(offset: server - middle, roundTrip: trip.received - trip.sent))
                } catch {
                    problem = Unavailable(error, source: endpoint.source)
                }
            }
        }
        let result: Result<[ClockSample], Unavailable> =
            samples.isEmpty
            ? .failure(problem ?? Unavailable(.unreachable, source: endpoint.source, detail: "not asked"))
            : .success(samples)
        return ExchangeAnswer(result, source: endpoint.source, requests: trip.requests)
    }

    /// `GET /fapi/v1/rateLimit/order`, weight 1.
    package func orderLimits() async -> ExchangeAnswer<[OrderLimit]> {
        await ask(.signedRead("/fapi/v1/rateLimit/order", weight: 1), [OrderLimitRow].self) { $0.map(\.limit) }
    }

    /// `GET /fapi/v1/apiTradingStatus`, weight 10: of the whole account.
    package func tradingStatus() async -> ExchangeAnswer<[TradingLock]> {
        await ask(.signedRead("/fapi/v1/apiTradingStatus", weight: 10), TradingStatusRow.self, \.locks)
    }

    /// `GET /sapi/v1/account/apiRestrictions`, weight 1, on the wallet's host; mainnet only.
    package func keyRestrictions() async -> ExchangeAnswer<KeyRestrictions> {
        let endpoint = Endpoint.walletRead("/sapi/v1/account/apiRestrictions", weight: 1)
        guard pipeline.baseURL.environment == .mainnet else {
            let none = Unavailable(.notAsked, source: endpoint.source, detail: "there is no /sapi but on mainnet")
            return ExchangeAnswer(.failure(none), source: endpoint.source, requests: [])
        }
        let answer = await ask(endpoint, KeyRestrictionsRow.self, \.restrictions)
        // Optional: a key that may not ask this, or a stand-in without /sapi, must not decide anything.
        guard case .failure(let problem) = answer.value else { return answer }
        let optional = Unavailable(.notAsked, source: problem.source, detail: problem.detail, trouble: problem.trouble)
        return ExchangeAnswer(.failure(optional), source: answer.source, requests: answer.requests)
    }

    /// Once, and classified like any read.
    func probe(_ endpoint: Endpoint, on trip: inout RequestPipeline.RequestAttempts) async -> Result<
        HTTPAnswer, Unavailable
    > {
        switch await pipeline.deliver(endpoint, mayWait: false, on: &trip) {
        case .held(let unavailable): return .failure(unavailable)
        case .failed(let failure):
            return .failure(AnswerClassifier.problem(failure, source: endpoint.source).unavailable)
        case .answered(let answer):
            let problem = AnswerClassifier.problem(
                answer, source: endpoint.source, exchangeTime: pipeline.exchangeTime)
            return problem.map { .failure($0.unavailable) } ?? .success(answer)
        }
    }
}

/// `GET /fapi/v1/rateLimit/order`
struct OrderLimitRow: Decodable, Sendable {
    let limit: OrderLimit

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        let interval = "\(try fields.integer("intervalNum")) \(try fields.text("interval"))"
        limit = OrderLimit(interval: interval, limit: try fields.integer("limit"))
    }
}

/// `GET /fapi/v1/apiTradingStatus`: indicators by symbol, or under `ACCOUNT`.
struct TradingStatusRow: Decodable, Sendable {
    private struct Row: Decodable {
        let indicator: String
        let isLocked: Bool
        let recovers: Timestamp?

        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder)
            indicator = try fields.text("indicator")
            isLocked = try fields.flag("isLocked")
            recovers = try fields.timeIfPresent("plannedRecoverTime")
        }
    }
    private enum CodingKeys: String, CodingKey { case indicators }

    let locks: [TradingLock]

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let scopes = try container.decode([String: [Row]].self, forKey: .indicators)
        locks = scopes.sorted { $0.key < $1.key }.flatMap { scope, rows in
            rows.map {
                TradingLock(scope: scope, indicator: $0.indicator, isLocked: $0.isLocked, recovers: $0.recovers)
            }
        }
    }
}

/// `GET /sapi/v1/account/apiRestrictions`
struct KeyRestrictionsRow: Decodable, Sendable {
    let restrictions: KeyRestrictions

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        restrictions = KeyRestrictions(
            allowsReading: try fields.flagIfPresent("enableReading"),
            allowsFutures: try fields.flagIfPresent("enableFutures"),
            isBoundToIP: try fields.flagIfPresent("ipRestrict"))
    }
}
