package import TriageCore

/// Binance USD-M futures over signed REST. Reads may be asked concurrently; call ``shutdown()`` when done.
///
/// It sends nothing that changes an order or a position: that is ``BinanceTrading``'s, and none can be made of a client.
///
/// Without credentials the public reads work and the signed ones are `Unavailable(.notAsked)`.
package final class BinanceClient: ExchangeReading {
    /// Milliseconds from a durable intent to the signature of its request.
    package static let signingWindow = RequestPipeline.signingWindow

    let pipeline: RequestPipeline
    let symbols = KnownSymbols()

    /// - Parameters:
    ///   - now: the local clock, milliseconds since 1970; must not step back.
    ///   - sleep: pauses between attempts and waits for the next minute's weight; throws when interrupted.
    ///   - transport: how requests travel; HTTP with these `timeouts` when nil.
    ///   - onRequest: told of each request right before it leaves, `--print-curl`.
    ///   - onWait: told the seconds of each wait for weight.
    package init(
        baseURL: BaseURL,
        credentials: Credentials?,
        budget: WeightBudget = .standard,
        policy: BudgetPolicy = .wait,
        now: @escaping @Sendable () -> Int64,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        timeouts: Timeouts = Timeouts(),
        transport: (any ExchangeTransport)? = nil,
        onRequest: (@Sendable (OutgoingRequest) -> Void)? = nil,
        onWait: (@Sendable (Int) -> Void)? = nil
    ) {
        pipeline = RequestPipeline(
            baseURL: baseURL, credentials: credentials, budget: budget, policy: policy,
            transport: transport ?? HTTPTransport(timeouts: timeouts),
            dependencies: RequestPipeline.Dependencies(now: now, sleep: sleep, onRequest: onRequest, onWait: onWait))
    }

    /// Closes the connections; nothing may be asked afterwards.
    package func shutdown() async { await pipeline.shutdown() }

    package func weight() async -> WeightReading { pipeline.weight }

    /// Lets this process use more of a minute's weight from here on.
    package func widen(to budget: WeightBudget) { pipeline.widen(to: budget) }

    /// Asks anew which symbols there are: for whoever outlives a listing.
    package func forgetSymbols() { symbols.forget() }

    package func clock() async -> ExchangeAnswer<ClockReading> {
        let measurement = await pipeline.measureClock()
        return ExchangeAnswer(measurement.result, source: "GET /fapi/v1/time", requests: measurement.requests)
    }

    /// Asks, decodes, and has `check` say what is wrong with an answer that can be read.
    func ask<Row: Decodable, Value: Sendable>(
        _ endpoint: Endpoint, _ row: Row.Type, _ value: (Row) -> Value, check: (Value) -> String? = { _ in nil }
    ) async -> ExchangeAnswer<Value> {
        let reading = await pipeline.read(endpoint)
        let result = reading.result.flatMap { answer -> Result<Value, Unavailable> in
            do {
                let value = value(try Decoding.decode(row, from: answer.body))
                guard let complaint = check(value) else { return .success(value) }
                return .failure(Unavailable(.unusable, source: endpoint.source, detail: complaint))
            } catch {
                return .failure(Unavailable(error, source: endpoint.source))
            }
        }
        return ExchangeAnswer(result, source: endpoint.source, requests: reading.requests)
    }
}
