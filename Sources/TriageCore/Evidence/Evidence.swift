/// One question to the world; a runbook step is one or more of these.
package enum EvidenceRequest: Sendable, Hashable {
    case order(Symbol, ClientOrderID)
    case openOrders(Symbol?)
    case algoOrder(ClientOrderID)
    case openAlgoOrders(Symbol?)
    case logLines([ClientOrderID])
    case instances
    case expectedOrders

    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case order = "order"
        case openOrders = "open-orders"
        case algoOrder = "algo-order"
        case openAlgoOrders = "open-algo-orders"
        case logLines = "log-lines"
        case instances = "instances"
        case expectedOrders = "expected-orders"
    }

    package var kind: Kind {
        switch self {
        case .order: .order
        case .openOrders: .openOrders
        case .algoOrder: .algoOrder
        case .openAlgoOrders: .openAlgoOrders
        case .logLines: .logLines
        case .instances: .instances
        case .expectedOrders: .expectedOrders
        }
    }
}

package enum EvidenceContent: Sendable, Hashable {
    /// `nil`: the exchange answered that it knows no such order.
    case order(Order?)
    case openOrders([Order])
    case algoOrder(AlgoOrder?)
    case openAlgoOrders([AlgoOrder])
    case logLines([ClientOrderID: LogEvidence])
    case instances([InstanceReport])
    case expectedOrders([ExpectedOrder])
}

/// An answer with its provenance, or *unavailable, because*.
package struct Evidence: Sendable, Hashable {
    package let request: EvidenceRequest
    /// `GET /fapi/v1/order`, a file, a URL.
    package let source: String
    package let content: Result<EvidenceContent, Unavailable>
    /// What the answer cost on the exchange, in the order asked.
    package let requests: [RequestRecord]

    package init(
        request: EvidenceRequest, source: String, content: Result<EvidenceContent, Unavailable>,
        requests: [RequestRecord] = []
    ) {
        self.request = request
        self.source = source
        self.content = content
        self.requests = requests
    }

    /// An answer to another question is none: it must not be read as "nothing found".
    var fitsItsRequest: Bool {
        switch (request, content) {
        case (_, .failure), (.order, .success(.order)), (.openOrders, .success(.openOrders)),
            (.algoOrder, .success(.algoOrder)), (.openAlgoOrders, .success(.openAlgoOrders)),
            (.logLines, .success(.logLines)), (.instances, .success(.instances)),
            (.expectedOrders, .success(.expectedOrders)):
            true
        default: false
        }
    }

    var unusable: Evidence {
        let problem = Unavailable(.unusable, source: source, detail: "the answer is to another question")
        return Evidence(request: request, source: source, content: .failure(problem), requests: requests)
    }
}
