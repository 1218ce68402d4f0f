/// One question to the world; a runbook step is one or more of these.
package enum EvidenceRequest: Sendable, Hashable {
    case order(Symbol, ClientOrderID)
    /// By the exchange's own id: an order a trigger made, an order behind a fill.
    case orderByID(Symbol, OrderID)
    case openOrders(Symbol?)
    case algoOrder(ClientOrderID)
    case openAlgoOrders(Symbol?)
    /// The order once more, after waiting that long; the waiting is the shell's.
    case orderAfterGrace(Symbol, ClientOrderID, milliseconds: Int64)
    case algoOrderAfterGrace(ClientOrderID, milliseconds: Int64)
    case allOrders(Symbol, TimeSpan)
    case trades(Symbol, TimeSpan)
    case forceOrders(Symbol, TimeSpan)
    case positions(Symbol)
    /// The position once more, at the end: did it change under the reading?
    case positionsAgain(Symbol)
    case accountConfiguration
    case exchangeTime
    case logHistory([ClientOrderID], Symbol?)
    case instances
    case expectedOrders
    case expectedPositions
    /// `GET /fapi/v1/ping`, several times, each once.
    case latency
    /// The request weight this IP has used, from the answers so far.
    case weightUse
    case orderLimits
    /// `GET /sapi/v1/account/apiRestrictions`, on mainnet only.
    case keyRestrictions
    case tradingStatus
    /// `GET /fapi/v1/time`, several times.
    case clockSamples
    /// What the kernel says of the local clock.
    case timeSynchronisation
    /// The reconcile metrics of every instance.
    case reconcileMetrics
    /// Open orders and positions, set against the expected state.
    case accountSurvey(Symbol?)
    /// A WebSocket opened on the routed URL and closed again; with the listenKey when one was extended before.
    case streamHandshake
    /// `PUT /fapi/v1/listenKey`: extends the key, for the bot too.
    case listenKey
    /// Rows of this tool's audit log that prove that such an order existed.
    case auditMentions(ClientOrderID)

    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case order = "order"
        case orderByID = "order-by-id"
        case openOrders = "open-orders"
        case algoOrder = "algo-order"
        case openAlgoOrders = "open-algo-orders"
        case orderAfterGrace = "order-after-grace"
        case algoOrderAfterGrace = "algo-order-after-grace"
        case allOrders = "all-orders"
        case trades = "trades"
        case forceOrders = "force-orders"
        case positions = "positions"
        case positionsAgain = "positions-again"
        case accountConfiguration = "account-configuration"
        case exchangeTime = "exchange-time"
        case logHistory = "log-history"
        case instances = "instances"
        case expectedOrders = "expected-orders"
        case expectedPositions = "expected-positions"
        case latency = "latency"
        case weightUse = "weight-use"
        case orderLimits = "order-limits"
        case keyRestrictions = "key-restrictions"
        case tradingStatus = "trading-status"
        case clockSamples = "clock-samples"
        case timeSynchronisation = "time-synchronisation"
        case reconcileMetrics = "reconcile-metrics"
        case accountSurvey = "account-survey"
        case streamHandshake = "stream-handshake"
        case listenKey = "listen-key"
        case auditMentions = "audit-log"
    }

    package var kind: Kind {
        switch self {
        case .order: .order
        case .orderByID: .orderByID
        case .openOrders: .openOrders
        case .algoOrder: .algoOrder
        case .openAlgoOrders: .openAlgoOrders
        case .orderAfterGrace: .orderAfterGrace
        case .algoOrderAfterGrace: .algoOrderAfterGrace
        case .allOrders: .allOrders
        case .trades: .trades
        case .forceOrders: .forceOrders
        case .positions: .positions
        case .positionsAgain: .positionsAgain
        case .accountConfiguration: .accountConfiguration
        case .exchangeTime: .exchangeTime
        case .logHistory: .logHistory
        case .instances: .instances
        case .expectedOrders: .expectedOrders
        case .expectedPositions: .expectedPositions
        case .latency: .latency
        case .weightUse: .weightUse
        case .orderLimits: .orderLimits
        case .keyRestrictions: .keyRestrictions
        case .tradingStatus: .tradingStatus
        case .clockSamples: .clockSamples
        case .timeSynchronisation: .timeSynchronisation
        case .reconcileMetrics: .reconcileMetrics
        case .accountSurvey: .accountSurvey
        case .streamHandshake: .streamHandshake
        case .listenKey: .listenKey
        case .auditMentions: .auditMentions
        }
    }
}

package enum EvidenceContent: Sendable, Hashable {
    /// `nil`: the exchange answered that it knows no such order. Answers `order`, `orderByID` and `orderAfterGrace`.
    case order(Order?)
    case openOrders([Order])
    /// Answers `algoOrder` and `algoOrderAfterGrace`.
    case algoOrder(AlgoOrder?)
    case openAlgoOrders([AlgoOrder])
    case allOrders([Order])
    case trades([Trade])
    case forceOrders([ForceOrder])
    /// An empty list means flat. Answers `positions` and `positionsAgain`.
    case positions([Position])
    case accountConfiguration(AccountConfiguration)
    case exchangeTime(Timestamp)
    case logHistory(LogHistory)
    case instances([InstanceReport])
    case expectedOrders([ExpectedOrder])
    case expectedPositions([ExpectedPosition])
    case latency(LatencyReading)
    case weightUse(WeightReading)
    case orderLimits([OrderLimit])
    case keyRestrictions(KeyRestrictions)
    case tradingStatus([TradingLock])
    case clockSamples([ClockSample])
    case timeSynchronisation(TimeSynchronisation)
    case reconcileMetrics([ReconcileReading])
    case accountSurvey(AccountSurvey)
    case streamHandshake(StreamHandshake)
    case listenKey(ListenKeyState)
    case auditMentions([AuditMention])
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
        case (_, .failure), (.order, .success(.order)), (.orderByID, .success(.order)),
            (.orderAfterGrace, .success(.order)), (.openOrders, .success(.openOrders)),
            (.algoOrder, .success(.algoOrder)), (.algoOrderAfterGrace, .success(.algoOrder)),
            (.openAlgoOrders, .success(.openAlgoOrders)), (.allOrders, .success(.allOrders)),
            (.trades, .success(.trades)), (.forceOrders, .success(.forceOrders)),
            (.positions, .success(.positions)), (.positionsAgain, .success(.positions)),
            (.accountConfiguration, .success(.accountConfiguration)), (.exchangeTime, .success(.exchangeTime)),
            (.logHistory, .success(.logHistory)),
            (.instances, .success(.instances)), (.expectedOrders, .success(.expectedOrders)),
            (.expectedPositions, .success(.expectedPositions)), (.latency, .success(.latency)),
            (.weightUse, .success(.weightUse)), (.orderLimits, .success(.orderLimits)),
            (.keyRestrictions, .success(.keyRestrictions)), (.tradingStatus, .success(.tradingStatus)),
            (.clockSamples, .success(.clockSamples)), (.timeSynchronisation, .success(.timeSynchronisation)),
            (.reconcileMetrics, .success(.reconcileMetrics)), (.accountSurvey, .success(.accountSurvey)),
            (.streamHandshake, .success(.streamHandshake)), (.listenKey, .success(.listenKey)),
            (.auditMentions, .success(.auditMentions)):
            true
        default: false
        }
    }

    var unusable: Evidence {
        let problem = Unavailable(.unusable, source: source, detail: "the answer is to another question")
        return Evidence(request: request, source: source, content: .failure(problem), requests: requests)
    }
}

/// Why a question to the world has no answer. A value the rules see: it can never turn into "not there".
package struct Unavailable: Error, Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// The exchange refused key, signature or permission (-1022 -2008 -2014 -2015 …).
        case credentialsRefused
        /// 429, 418, or no room in the weight budget; `retryAfter` in seconds when known.
        case rateLimited(retryAfter: Int?)
        /// Connection refused, reset, timed out; 5xx.
        case unreachable
        /// An answer that cannot be read: HTML, another shape, a clock the exchange refuses.
        case unusable
        /// The exchange answered with an error of its own, by its code (-1121 invalid symbol, …).
        case refused(code: Int)
        /// A file or input that cannot be read.
        case unreadable
        /// Nobody was asked: no instance, no log, no answer is known.
        case notAsked
        /// It lies outside of `--since` and `--until`: within the same window no reading can tell more.
        case outsideWindow
    }

    package let kind: Kind
    /// What was asked: `GET /fapi/v1/order`, a file, a URL without its query.
    package let source: String
    /// One sentence for the operator, without secrets and without a full stop at its end.
    package let detail: String
    /// Which refusal of the exchange's it was, when it was one that is told apart.
    package let trouble: ExchangeTrouble?

    /// ` Wait 55 s.`, where it is known for how long.
    package var waiting: String {
        if case .rateLimited(let seconds?) = kind { " Wait \(seconds) s." } else { "" }
    }

    package init(_ kind: Kind, source: String, detail: String, trouble: ExchangeTrouble? = nil) {
        self.kind = kind
        self.source = source
        self.detail = detail
        self.trouble = trouble
    }
}
