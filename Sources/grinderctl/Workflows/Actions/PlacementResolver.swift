import AuditLog
import Binance
import TriageCore

/// Settles the intent of a closing order: by its client order id, and where the exchange knows none, by the trades of
/// that moment. Its request can no longer execute when this is asked.
struct PlacementResolver: Sendable {
    /// The exchange forgets orders and trades after 90 days; a day less, so that neither clock decides.
    private static let memoryMilliseconds = Retention.orders - TimeSpan.day
    /// Around the intent: a clock may be a minute off (`clock-skew`), and a request executes within seconds or never.
    private static let marginMilliseconds: Int64 = 120_000
    private static let pause = Duration.milliseconds(1_500)

    let session: Session

    func resolve(
        _ intent: UnresolvedIntent, _ placed: UnresolvedIntent.Placed
    ) async -> (IntentResolver.Resolution, [RequestRecord]) {
        guard let symbol = intent.symbol, let id = intent.clientOrderID, let recorded = intent.recordedAt else {
            return (left(intent, "the entry does not say which order"), [])
        }
        var requests: [RequestRecord] = []
        // Reads may lag: an order that is not known is asked for twice.
        for attempt in 1...2 {
            let answer = await session.exchange.order(.client(id), symbol: symbol)
            requests += answer.requests
            switch answer.value {
            case .success(let order?): return (judge(intent, placed, order), requests)
            case .failure(let problem): return (left(intent, "\(problem.source): \(problem.detail)"), requests)
            case .success(nil): if attempt == 1 { try? await session.context.sleep(Self.pause) }
            }
        }
        let clock = await session.exchange.clock()
        requests += clock.requests
        guard case .success(let reading) = clock.value else {
            return (left(intent, "the order is unknown, and the exchange's time could not be read"), requests)
        }
        let at = recorded.advanced(byMilliseconds: reading.offsetMilliseconds)
        guard reading.exchangeTime.milliseconds(since: at) < Self.memoryMilliseconds else {
            return (left(intent, "the exchange keeps neither orders nor trades of \(recorded) any more"), requests)
        }
        let span = TimeSpan(
            from: at.advanced(byMilliseconds: -Self.marginMilliseconds),
            to: at.advanced(byMilliseconds: Self.marginMilliseconds))
        let reader = PositionReader(exchange: session.exchange)
        let (found, more) = await reader.orderByTrades(id, placed, symbol, span)
        requests += more
        switch found {
        case .success(let order?): return (judge(intent, placed, order), requests)
        case .failure(let problem): return (left(intent, "\(problem.source): \(problem.detail)"), requests)
        case .success(nil):
            let detail =
                "not executed: the exchange knows no order \(id), asked twice, and no trade of that time is its; "
                + "it can no longer execute"
            return (
                IntentResolver.Resolution(
                    intent: intent, isSettled: true, status: nil, executedQty: nil, detail: detail), requests
            )
        }
    }

    private func judge(
        _ intent: UnresolvedIntent, _ placed: UnresolvedIntent.Placed, _ order: Order
    ) -> IntentResolver.Resolution {
        if let why = order.impossibility { return left(intent, "the answer cannot be true: \(why)") }
        guard order.status.isFinal else { return left(intent, "a MARKET order is still \(order.status)") }
        let filled = "\(order.status): \(order.executedQty) of \(placed.quantity) was executed"
        return IntentResolver.Resolution(
            intent: intent, isSettled: true, status: order.status.description,
            executedQty: order.executedQty.description,
            detail:
                "\(filled); nothing more of it can. See what is left: grinderctl triage position \(order.symbol)",
            orderID: order.orderID.description)
    }

    private func left(_ intent: UnresolvedIntent, _ why: String) -> IntentResolver.Resolution {
        IntentResolver.Resolution(intent: intent, isSettled: false, status: nil, executedQty: nil, detail: why)
    }
}
