/// What is known of one client order id before anything is sent.
package enum OrderLookup: Sendable, Hashable {
    case live(ObservedOrder)
    /// Already final: there is nothing to send.
    case ended(ObservedOrder)
    /// The exchange knows no such order, neither open nor by its history.
    case unknownToExchange
    /// Open reads that cannot both be true, or a status that is neither live nor final.
    case unclear(String)

    /// From the read by client id and both lists of open orders. An open order wins over what the history says of the
    /// id: client ids may be reused.
    package static func of(
        _ id: ClientOrderID, order: Order?, algoOrder: AlgoOrder?, openOrders: [Order], openAlgoOrders: [AlgoOrder]
    ) -> OrderLookup {
        let open =
            openOrders.filter { $0.clientOrderID == id }.map(ObservedOrder.normal)
            + openAlgoOrders.filter { $0.clientAlgoID == id }.map(ObservedOrder.algo)
        if open.count > 1 { return .unclear("\(open.count) open orders carry this id") }
        if let only = open.first {
            if let why = only.impossibility { return .unclear("it is listed as open, but \(why)") }
            return only.isLive ? .live(only) : .unclear("it is listed as open but its status is \(only.status)")
        }
        guard let last = order.map(ObservedOrder.normal) ?? algoOrder.map(ObservedOrder.algo) else {
            return .unknownToExchange
        }
        if let why = last.impossibility { return .unclear("the read by id cannot be true: \(why)") }
        if last.isFinal { return .ended(last) }
        return .unclear("the read by id says \(last.status), but it is not among the open orders")
    }
}

/// One order a cancel is about to be sent for, with all that the gates want to know of it.
package struct CancelTarget: Sendable, Hashable {
    package let order: ObservedOrder
    package let ownership: Ownership
    /// The position of its side, signed; `nil` where it was not read, since the order cannot only reduce.
    package let held: Quantity?
    /// `nil` where nothing has to be valued.
    package let worth: UnitValue?
    /// Verdicts on this id in this audit log, newest last.
    package let triages: [TriageRecord]
    package let unresolved: [UnresolvedIntent]
    /// The order once more, by the exchange's id, right before sending; `nil`: it was not read again, and is not cleared.
    package var reread: Result<ObservedOrder?, Unavailable>?

    package init(
        order: ObservedOrder, ownership: Ownership, held: Quantity?, worth: UnitValue?, triages: [TriageRecord],
        unresolved: [UnresolvedIntent]
    ) {
        self.order = order
        self.ownership = ownership
        self.held = held
        self.worth = worth
        self.triages = triages
        self.unresolved = unresolved
    }

    package var preconditions: OrderPreconditions { OrderPreconditions(order) }
}

/// A verdict as the audit log holds it.
package struct TriageRecord: Sendable, Hashable {
    package let seq: Int64
    package let code: String
    /// Local clock of the machine that wrote it.
    package let at: Timestamp
    package let accountContext: AccountContext
    package let symbol: Symbol?
    /// Of a verdict on a hedge account's position.
    package let positionSide: PositionSide?
    /// The position it judged, signed; `nil` where it was about an order.
    package let amount: Quantity?
    /// The very order, or the position as it was at that moment; `nil` where the verdict had none to name.
    package let judged: JudgedSubject?
    /// The instances it stood on; `nil` where it does not tell.
    package var instances: [InstanceSnapshot]?
    /// How an earlier attempt saw its instances changed: it holds no more, whatever they answer now.
    package var ended: String?

    package init(
        seq: Int64, code: String, at: Timestamp, accountContext: AccountContext, symbol: Symbol?,
        positionSide: PositionSide? = nil, amount: Quantity? = nil, judged: JudgedSubject? = nil
    ) {
        self.judged = judged
        self.positionSide = positionSide
        self.amount = amount
        self.seq = seq
        self.code = code
        self.at = at
        self.accountContext = accountContext
        self.symbol = symbol
    }
}
