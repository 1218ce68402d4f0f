import Synchronization
import TriageCore

/// Takes requests to the exchange and answers back: budget, clock, signature, wire. Reads may be asked again, a write
/// never is.
final class RequestPipeline: Sendable {
    struct Dependencies: Sendable {
        let now: @Sendable () -> Int64
        let sleep: @Sendable (Duration) async throws -> Void
        let onRequest: (@Sendable (OutgoingRequest) -> Void)?
        let onWait: (@Sendable (Int) -> Void)?
    }

    /// One answer, or why there is none, with every request that was made for it.
    struct Reading: Sendable {
        let result: Result<HTTPAnswer, Unavailable>
        let requests: [RequestRecord]
        /// Local milliseconds around the last request.
        let sent, received: Int64
    }

    enum Delivery: Sendable {
        case answered(HTTPAnswer)
        case failed(TransportFailure)
        /// Stopped here; nothing was sent.
        case held(Unavailable)
    }

    private static let pauses: [Duration] = [.milliseconds(200), .milliseconds(400)]
    /// Waiting for others to leave room ends, too.
    private static let mostWaits = 10
    private static let recvWindow = 5_000
    private static let mostSignatures = 3
    /// From a durable intent to the signature of its request. With the exchange's window it ends before anybody takes
    /// the request for spent (`IntentResolver.lifetimeMilliseconds`).
    static let signingWindow: Int64 = 4_500

    let baseURL: BaseURL
    private let credentials: Credentials?
    private let policy: BudgetPolicy
    private let transport: any ExchangeTransport
    private let dependencies: Dependencies
    private let ledger: Mutex<WeightLedger>
    private let clock = ExchangeClock()

    init(
        baseURL: BaseURL, credentials: Credentials?, budget: WeightBudget, policy: BudgetPolicy,
        transport: any ExchangeTransport, dependencies: Dependencies
    ) {
        self.baseURL = baseURL
        self.credentials = credentials
        self.policy = policy
        self.dependencies = dependencies
        self.transport = transport
        ledger = Mutex(WeightLedger(budget: budget))
    }

    func shutdown() async { await transport.shutdown() }

    var exchangeTime: Int64 { moment.exchange }

    var weight: WeightReading {
        let moment = moment
        return ledger.withLock { $0.reading(at: moment) }
    }

    func widen(to budget: WeightBudget) { ledger.withLock { $0.widen(to: budget) } }

    private var moment: Moment {
        let local = dependencies.now()
        return Moment(local: local, exchange: local + (clock.lastReading?.offsetMilliseconds ?? 0))
    }
}

/// Reading: asked again while that may help.
extension RequestPipeline {
    func read(_ endpoint: Endpoint) async -> Reading {
        var trip = RequestAttempts()
        var pauses = Self.pauses[...]
        var mayMeasureAgain = endpoint.isSigned
        var earlier: Unavailable?
        while true {
            let problem: AnswerClassifier.ReadProblem
            // Only the first try waits for weight: with the exchange down, heavy reads would wait minutes to fail again.
            switch await deliver(endpoint, mayWait: policy == .wait && earlier == nil, on: &trip) {
            case .held(let unavailable): return trip.reading(.failure(earlier ?? unavailable))
            case .failed(let failure): problem = AnswerClassifier.problem(failure, source: endpoint.source)
            case .answered(let answer):
                let found = AnswerClassifier.problem(answer, source: endpoint.source, exchangeTime: exchangeTime)
                guard let found else { return trip.reading(.success(answer)) }
                problem = found
            }
            earlier = problem.unavailable
            switch problem.remedy {
            case .none: return trip.reading(.failure(problem.unavailable))
            case .askAgain:
                guard !Task.isCancelled, let pause = pauses.popFirst(), await slept(pause) else {
                    return trip.reading(.failure(problem.unavailable))
                }
            case .newTimestamp:
                guard mayMeasureAgain, case .success = await measureClock(on: &trip) else {
                    return trip.reading(.failure(problem.unavailable))
                }
                mayMeasureAgain = false
            }
        }
    }

    /// Measures the exchange's clock anew.
    func measureClock() async -> ExchangeClock.Measurement {
        await clock.newReading { [self] in await takeSamples() }
    }

    private func measureClock(on trip: inout RequestAttempts) async -> Result<ClockReading, Unavailable> {
        let measurement = await measureClock()
        trip.requests += measurement.requests
        return measurement.result
    }

    private func takeSamples() async -> ExchangeClock.Measurement {
        let endpoint = Endpoint.publicRead("/fapi/v1/time", weight: 1)
        var samples = ClockSamples()
        var requests: [RequestRecord] = []
        var problem = Unavailable(.unreachable, source: endpoint.source, detail: "not asked")
        repeat {
            let reading = await read(endpoint)
            requests += reading.requests
            do {
                let row = try Decoding.decode(ServerTimeRow.self, from: reading.result.get().body)
                samples.add(server: row.milliseconds, sent: reading.sent, received: reading.received)
            } catch {
                problem = Unavailable(error, source: endpoint.source)
                break
            }
        } while !samples.isEnough
        guard let reading = samples.reading(at: dependencies.now()) else {
            return .init(result: .failure(problem), requests: requests)
        }
        return .init(result: .success(reading), requests: requests)
    }

    private func slept(_ pause: Duration) async -> Bool {
        do {
            try await dependencies.sleep(pause)
            return true
        } catch {
            return false
        }
    }
}

/// One request on its way, for reads and writes alike.
extension RequestPipeline {
    /// What is known of the requests made for one question.
    struct RequestAttempts: Sendable {
        var requests: [RequestRecord] = []
        var sent: Int64 = 0
        var received: Int64 = 0

        func reading(_ result: Result<HTTPAnswer, Unavailable>) -> Reading {
            Reading(result: result, requests: requests, sent: sent, received: received)
        }
    }

    /// Makes one request, once. `mayWait`: for the budget of the next minute. `signBefore`: local milliseconds.
    func deliver(
        _ endpoint: Endpoint, mayWait: Bool, signBefore: Int64? = nil, on trip: inout RequestAttempts
    ) async -> Delivery {
        func held(_ kind: Unavailable.Kind, _ detail: String) -> Delivery {
            .held(Unavailable(kind, source: endpoint.source, detail: detail))
        }
        if Task.isCancelled { return held(.unreachable, "interrupted before it was asked") }
        var signing: (credentials: Credentials, clock: ClockReading)?
        if (endpoint.isSigned || endpoint.needsKey) && credentials == nil {
            return held(.notAsked, "needs credentials: BINANCE_API_KEY and BINANCE_API_SECRET are not set")
        }
        if endpoint.isSigned, let credentials {
            let measurement = await clock.reading { [self] in await takeSamples() }
            trip.requests += measurement.requests
            switch measurement.result {
            case .success(let reading): signing = (credentials, reading)
            case .failure(let unavailable): return .held(unavailable)
            }
        }
        let admittedAt: Moment
        switch await admit(endpoint, mayWait: mayWait) {
        case .success(let moment): admittedAt = moment
        case .failure(let unavailable): return .held(unavailable)
        }
        var query = Query(endpoint.parameters)
        var signature: String?
        if let signing {
            switch await signed(endpoint, signing.credentials, by: signing.clock, before: signBefore) {
            case .success(let made): (query, signature) = (made.query, made.signature)
            case .failure(let unavailable):
                ledger.withLock { $0.takeBack(endpoint.weight, countedAt: admittedAt) }
                return .held(unavailable)
            }
        }
        let apiKey = endpoint.isSigned || endpoint.needsKey ? credentials?.apiKey : nil
        return await send(endpoint, query, signature, apiKey: apiKey, admittedAt, on: &trip)
    }

    private struct SignedQuery {
        let query: Query
        let signature: String
    }

    /// A person may be asked to confirm a signature. One that took too long is asked for again, with a new time: nothing
    /// has left by then.
    private func signed(
        _ endpoint: Endpoint, _ credentials: Credentials, by clock: ClockReading, before deadline: Int64?
    ) async -> Result<SignedQuery, Unavailable> {
        for _ in 0..<Self.mostSignatures {
            var query = Query(endpoint.parameters)
            query.append("recvWindow", String(Self.recvWindow))
            let begun = dependencies.now()
            // One reading of the clock for both: a process that was stopped in between sends nothing late.
            if let deadline, begun > deadline {
                return .failure(
                    Unavailable(
                        .unreachable, source: endpoint.source,
                        detail: "it was not signed within \(Double(Self.signingWindow) / 1_000) s of its intent"))
            }
            query.append("timestamp", String(timestamp(at: begun, by: clock)))
            do {
                let signature = try await credentials.signer.signature(over: Array(query.text.utf8))
                if dependencies.now() - begun <= Int64(Self.recvWindow / 2) {
                    return .success(SignedQuery(query: query, signature: signature))
                }
            } catch {
                let why = (error as? SigningProblem)?.what ?? "the request could not be signed"
                return .failure(Unavailable(.credentialsRefused, source: endpoint.source, detail: why))
            }
        }
        let seconds = Double(Self.recvWindow) / 2_000
        return .failure(
            Unavailable(
                .credentialsRefused, source: endpoint.source,
                detail: "each of \(Self.mostSignatures) signatures took longer than the \(seconds) s there are for one")
        )
    }

    /// The earliest moment it may be on the exchange: a timestamp that is 1 s ahead is refused whatever the window,
    /// one that lags by the round trip is not.
    private func timestamp(at now: Int64, by clock: ClockReading) -> Int64 {
        now + clock.offsetMilliseconds - clock.errorMilliseconds
    }

    private func send(
        _ endpoint: Endpoint, _ query: Query, _ signature: String?, apiKey: String?, _ admittedAt: Moment,
        on trip: inout RequestAttempts
    ) async -> Delivery {
        let mark = query.text.isEmpty ? "" : "?"
        let origin = endpoint.isWallets ? baseURL.wallet : baseURL.description
        let url = "\(origin)\(endpoint.path)\(mark)\(query.text)"
        dependencies.onRequest?(
            OutgoingRequest(
                method: endpoint.method.rawValue, address: "\(origin)\(endpoint.path)",
                parameters: Query(endpoint.parameters).text, query: query.text, isSigned: signature != nil,
                namesKey: apiKey != nil,
                offsetMilliseconds: clock.lastReading?.offsetMilliseconds ?? 0))
        trip.sent = dependencies.now()
        let result = await transport.send(
            WireRequest(
                method: endpoint.method.rawValue,
                url: url + (signature.map { "&signature=\(Query.encoded($0))" } ?? ""),
                headers: apiKey.map { [("X-MBX-APIKEY", $0)] } ?? [],
                isCancellable: endpoint.method == .get))
        trip.received = dependencies.now()
        trip.requests.append(
            RequestRecord(
                method: endpoint.method.rawValue, path: endpoint.path, status: try? result.get().status,
                weight: endpoint.weight, milliseconds: trip.received - trip.sent))
        switch result {
        case .success(let answer):
            note(answer, of: endpoint, admittedAt)
            return .answered(answer)
        case .failure(let failure):
            if failure.reach == .notSent {
                ledger.withLock { $0.takeBack(endpoint.weight, countedAt: admittedAt) }
            }
            return .failed(failure)
        }
    }

    private func note(_ answer: HTTPAnswer, of endpoint: Endpoint, _ admittedAt: Moment) {
        let moment = moment
        let silence = AnswerClassifier.silence(answer, exchangeTime: moment.exchange)
        ledger.withLock { ledger in
            ledger.settle(endpoint.weight, countedAt: admittedAt)
            if let used = answer.usedWeight { ledger.note(usedByAll: used, at: moment) }
            if let silence { ledger.fallSilent(seconds: silence, at: moment) }
        }
    }

    private func admit(_ endpoint: Endpoint, mayWait: Bool) async -> Result<Moment, Unavailable> {
        func refusal(_ kind: Unavailable.Kind, _ detail: String) -> Result<Moment, Unavailable> {
            .failure(Unavailable(kind, source: endpoint.source, detail: detail))
        }
        var waitsLeft = mayWait ? Self.mostWaits : 0
        while true {
            let moment = moment
            switch ledger.withLock({ $0.admit(endpoint.weight, at: moment) }) {
            case .admitted: return .success(moment)
            case .silenced(let seconds):
                let detail = "the exchange asked for silence for another \(seconds) s"
                return refusal(.rateLimited(retryAfter: seconds), detail)
            case .tooHeavy(let budget):
                let detail = "weighs \(endpoint.weight), more than the weight budget of \(budget) a minute"
                return refusal(.rateLimited(retryAfter: nil), detail)
            case .full(let seconds):
                guard waitsLeft > 0 else {
                    let used = ledger.withLock { $0.reading(at: moment) }
                    let detail =
                        "weighs \(endpoint.weight), and \(used.usedHere) of the weight budget of \(used.budget) a minute is "
                        + "used\(used.usedByAll.map { ", this IP \($0) of \(used.limit)" } ?? ""); room again in \(seconds) s"
                    return refusal(.rateLimited(retryAfter: seconds), detail)
                }
                waitsLeft -= 1
                dependencies.onWait?(seconds)
                guard await slept(.seconds(seconds)) else {
                    return refusal(.unreachable, "interrupted while it waited for weight")
                }
            }
        }
    }
}

extension Unavailable {
    /// What a failed reading, or one that cannot be decoded, tells.
    init(_ error: any Error, source: String) {
        switch error {
        case let unavailable as Unavailable: self = unavailable
        case let problem as Decoding.Problem: self.init(.unusable, source: source, detail: problem.detail)
        default: self.init(.unusable, source: source, detail: "the answer cannot be used")
        }
    }
}
