/// A request that changes something on the exchange. A cancel names the exchange's id only: client ids may be reused.
package enum MutatingRequest: Sendable, Hashable {
    /// `DELETE /fapi/v1/order`
    case cancelOrder(symbol: Symbol, orderID: OrderID, clientOrderID: ClientOrderID)
    /// `DELETE /fapi/v1/algoOrder`
    case cancelAlgoOrder(symbol: Symbol, algoID: AlgoOrderID, clientAlgoID: ClientOrderID)
    /// `POST /fapi/v1/order`, MARKET, newOrderRespType=RESULT.
    case placeOrder(ClosingOrder)

    package var symbol: Symbol {
        switch self {
        case .cancelOrder(let symbol, _, _), .cancelAlgoOrder(let symbol, _, _): symbol
        case .placeOrder(let order): order.symbol
        }
    }

    package var clientOrderID: ClientOrderID {
        switch self {
        case .cancelOrder(_, _, let id), .cancelAlgoOrder(_, _, let id): id
        case .placeOrder(let order): order.clientOrderID
        }
    }

    /// The exchange's id as text: `orderId`, or `algoId` of a conditional order; `nil` of an order yet to be placed.
    package var exchangeID: String? {
        switch self {
        case .cancelOrder(_, let id, _): id.description
        case .cancelAlgoOrder(_, let id, _): id.description
        case .placeOrder: nil
        }
    }

    /// `DELETE /fapi/v1/order`
    package var endpoint: String {
        switch self {
        case .cancelOrder: "DELETE /fapi/v1/order"
        case .cancelAlgoOrder: "DELETE /fapi/v1/algoOrder"
        case .placeOrder: "POST /fapi/v1/order"
        }
    }

    package var isAlgo: Bool {
        if case .cancelAlgoOrder = self { return true }
        return false
    }
}

/// What is known of a mutating request after its answer, or the lack of one (Binance general info, HTTP return codes).
package enum RequestOutcome: Sendable, Hashable {
    case done
    /// Surely not executed. `refusal` is the exchange's code and words, or what stopped it on the way.
    case notExecuted(Refusal)
    /// May have been executed: settled by reading, never by sending again.
    case unknown(reason: String)

    package struct Refusal: Sendable, Hashable {
        package enum Kind: Sendable, Hashable {
            case credentials
            case rateLimited(retryAfter: Int?)
            /// -2011: not open. It may have been filled, cancelled, expired, or be an algo order.
            case unknownOrder
            case connection
            case other
        }
        package let kind: Kind
        package let code: Int?
        package let message: String

        package init(_ kind: Kind, code: Int?, message: String) {
            self.kind = kind
            self.code = code
            self.message = message
        }
    }
}

package struct TradingAnswer: Sendable, Hashable {
    package let outcome: RequestOutcome
    /// The order as the answer showed it, where it did (a cancelled order may carry executedQty > 0).
    package let order: Order?
    package let requests: [RequestRecord]

    package init(outcome: RequestOutcome, order: Order?, requests: [RequestRecord]) {
        self.outcome = outcome
        self.order = order
        self.requests = requests
    }
}

/// The only way to change anything on the exchange. It takes a ``RecordedIntent`` by consuming it: without a clearance
/// of the gates and a durable audit row there is none, and it cannot be sent twice.
package protocol ExchangeTrading: Sendable {
    func send(_ intent: consuming RecordedIntent) async -> TradingAnswer
}
