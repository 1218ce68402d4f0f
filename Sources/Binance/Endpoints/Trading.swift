package import TriageCore

/// The capability to send what changes something. It comes into being together with its client, for a command that acts
/// (``BinanceClient/acting(baseURL:credentials:budget:policy:now:sleep:transport:onRequest:onWait:)``); whoever was
/// given the client alone only reads, and has nothing to make one of.
package struct BinanceTrading: ExchangeTrading {
    private let client: BinanceClient

    fileprivate init(_ client: BinanceClient) { self.client = client }

    package func send(_ intent: consuming RecordedIntent) async -> TradingAnswer {
        await client.perform(intent.request, signBefore: intent.signBefore)
    }
}

extension BinanceClient {
    /// A client and, beside it, the capability to act through it: they share budget, clock and connections.
    package static func acting(
        baseURL: BaseURL, credentials: Credentials?, budget: WeightBudget, policy: BudgetPolicy,
        now: @escaping @Sendable () -> Int64, sleep: @escaping @Sendable (Duration) async throws -> Void,
        transport: (any ExchangeTransport)?, onRequest: (@Sendable (OutgoingRequest) -> Void)?,
        onWait: (@Sendable (Int) -> Void)?
    ) -> (client: BinanceClient, trading: BinanceTrading) {
        let client = BinanceClient(
            baseURL: baseURL, credentials: credentials, budget: budget, policy: policy, now: now, sleep: sleep,
            transport: transport, onRequest: onRequest, onWait: onWait)
        return (client, BinanceTrading(client))
    }

    /// Sends it once and says what is known afterwards. Never waits for weight: the facts it
    /// stands on would age.
    /// - Parameter signBefore: local milliseconds; later nothing is signed.
    func perform(_ request: MutatingRequest, signBefore: Int64? = nil) async -> TradingAnswer {
        var trip = RequestPipeline.RequestAttempts()
        switch await pipeline.deliver(request.sentAs, mayWait: false, signBefore: signBefore, on: &trip) {
        case .held(let unavailable):
            let outcome = RequestOutcome.notExecuted(.init(holding: unavailable))
            return TradingAnswer(outcome: outcome, order: nil, requests: trip.requests)
        case .failed(let failure):
            return TradingAnswer(outcome: AnswerClassifier.outcome(failure), order: nil, requests: trip.requests)
        case .answered(let answer):
            let outcome = AnswerClassifier.outcome(answer, exchangeTime: pipeline.exchangeTime) {
                request.isConfirmed(by: $0)
            }
            let order = outcome == .done ? request.order(in: answer.body) : nil
            return TradingAnswer(outcome: outcome, order: order, requests: trip.requests)
        }
    }
}

extension MutatingRequest {
    /// A cancel: exactly one id and never a client id, which may be in use again.
    fileprivate var sentAs: Endpoint {
        switch self {
        case .cancelOrder(let symbol, let id, _):
            Endpoint.signedDelete("/fapi/v1/order", weight: 1).with(symbol).with("orderId", id)
        case .cancelAlgoOrder(_, let id, _):
            Endpoint.signedDelete("/fapi/v1/algoOrder", weight: 1).with("algoId", id)
        case .placeOrder(let order): order.sentAs
        }
    }

    fileprivate func isConfirmed(by body: [UInt8]) -> Bool {
        switch self {
        case .cancelOrder, .placeOrder: order(in: body) != nil
        case .cancelAlgoOrder(_, let id, _):
            (try? Decoding.decode(AlgoCancelRow.self, from: body)).map { $0.algoID == id && $0.code == 200 } ?? false
        }
    }

    /// The order as the answer shows it; `nil` when that is not the order this request is about.
    fileprivate func order(in body: [UInt8]) -> Order? {
        guard let order = try? Decoding.decode(OrderRow.self, from: body).order, order.symbol == symbol else {
            return nil
        }
        switch self {
        case .cancelOrder(_, let id, _): return order.orderID == id ? order : nil
        case .placeOrder(let sent):
            let isSent =
                order.clientOrderID == sent.clientOrderID && order.side == sent.side
                && order.positionSide == sent.positionSide
            return isSent ? order : nil
        case .cancelAlgoOrder: return nil
        }
    }
}

extension ClosingOrder {
    /// `reduceOnly` must not be sent in hedge mode (-1106); in one-way mode it keeps the order from opening anything.
    fileprivate var sentAs: Endpoint {
        let endpoint = Endpoint.signedPost("/fapi/v1/order").with(symbol).with("side", side.rawValue)
        let sided =
            reduceOnly
            ? endpoint.with("reduceOnly", "true") : endpoint.with("positionSide", positionSide.rawValue)
        return sided.with("type", "MARKET").with("quantity", quantity).with("newClientOrderId", clientOrderID)
            .with("newOrderRespType", "RESULT")
    }
}

extension RequestOutcome.Refusal {
    /// A request that was stopped before it left.
    fileprivate init(holding unavailable: Unavailable) {
        let kind: Kind =
            switch unavailable.kind {
            case .rateLimited(let seconds): .rateLimited(retryAfter: seconds)
            case .credentialsRefused, .notAsked: .credentials
            case .unreachable: .connection
            case .unusable, .refused, .unreadable, .outsideWindow: .other
            }
        self.init(kind, code: nil, message: "not sent: \(unavailable.detail)")
    }
}

/// The answer to `DELETE /fapi/v1/algoOrder`: `code` is the string `"200"`, elsewhere a number.
struct AlgoCancelRow: Decodable, Sendable {
    let algoID: AlgoOrderID
    let code: Int64

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        algoID = AlgoOrderID(try fields.integer("algoId"))
        code = try fields.integer("code")
    }
}
