import FoundationEssentials

/// How one position is closed: competing orders of grinder's cancelled first, then MARKET orders for exactly its size.
/// It never opens or reverses: each order is at most what is held when it is sent. An order of somebody else's rests on,
/// and is named; only one that can only reduce and leaves the closing orders no room stands in the way.
package struct FlattenPlan: Sendable, Hashable {
    package enum Step: Sendable, Hashable {
        case cancel(ObservedOrder)
        case close(ClosingOrder)

        package var request: MutatingRequest {
            switch self {
            case .cancel(let order): order.cancelRequest
            case .close(let order): .placeOrder(order)
            }
        }
    }

    package struct Stranger: Sendable, Hashable {
        package let order: ObservedOrder
        package let reason: String

        package init(order: ObservedOrder, reason: String) {
            self.order = order
            self.reason = reason
        }
    }

    package let preconditions: PositionPreconditions
    /// Of the position, as it was read.
    package let updateTime: Timestamp?
    /// In the order they are sent.
    package let steps: [Step]
    /// Orders that are not grinder's, can only reduce and leave no room for the closing orders, with the reason: they are
    /// refused (`not-ours`).
    package let strangers: [Stranger]
    /// Orders that stay: conditional ones, those of the opening side, and those of others that leave room. They may trade
    /// after the position is closed.
    package let staying: [ObservedOrder]
    /// Without its sign: what no allowed quantity reaches.
    package let rest: Quantity
    /// The smallest quantity a MARKET order may have.
    package let smallest: Quantity

    package var symbol: Symbol { preconditions.symbol }
    package var positionSide: PositionSide { preconditions.positionSide }
    package var amount: Quantity { preconditions.amount }
    package var cancels: [ObservedOrder] { steps.compactMap { if case .cancel(let order) = $0 { order } else { nil } } }
    package var closes: [ClosingOrder] { steps.compactMap { if case .close(let order) = $0 { order } else { nil } } }

    /// accountConfig 5, positionRisk 5, openOrders 1, openAlgoOrders 1.
    package static let readingWeight = 12
    /// order 1, positionRisk 5.
    package static let lookWeight = 6

    /// Of the request weight, what carrying it out takes.
    package var requestWeight: Int { Self.weight(of: steps) }

    /// Each request: everything read again, sent, read back. A POST weighs nothing, a DELETE 1.
    package static func weight(of steps: [Step]) -> Int {
        steps.reduce(0) { sum, step in
            switch step {
            case .cancel: sum + readingWeight + 2
            case .close: sum + readingWeight + lookWeight
            }
        }
    }

    /// `nil` when the symbol's filters name no step.
    /// - Parameter series: unique for this run of the command; client order ids are made from it.
    package init?(
        _ reading: PositionReading, side positionSide: PositionSide, filters: SymbolFilters, identity: Identity,
        series: String
    ) {
        guard let lot = filters.market, filters.symbol == reading.symbol else { return nil }
        let amount = reading.amount(positionSide)
        let closing: Side = amount.value > 0 ? .sell : .buy
        let split = LotSplit(of: amount.size, by: lot)
        let competing = reading.openOrders.filter { $0.side == closing && $0.positionSide == positionSide }
            .sorted { $0.orderID < $1.orderID }.map(ObservedOrder.normal)
        var cancels: [ObservedOrder] = []
        var others: [Stranger] = []
        for order in competing {
            switch Ownership.of(order.clientOrderID, carrying: order.symbol, identity: identity) {
            case .grinders: cancels.append(order)
            case .notGrinders(let reason): others.append(Stranger(order: order, reason: reason))
            }
        }
        // Binance counts resting orders that can only reduce against the position (-4118, in hedge mode -2022).
        let reducing = others.filter(\.order.canOnlyReduce)
        let taken = reducing.reduce(Decimal(0)) { $0 + $1.order.origQty.value - $1.order.executedQty.value }
        let sent = split.parts.reduce(Decimal(0)) { $0 + $1.value }
        strangers = taken > 0 && sent + taken > amount.size.value ? reducing : []
        let closes = split.parts.enumerated().map { index, quantity in
            ClosingOrder(
                symbol: reading.symbol, side: closing, positionSide: positionSide, quantity: quantity,
                clientOrderID: ToolOrderID.make(series: series, number: index + 1))
        }
        preconditions = PositionPreconditions(
            symbol: reading.symbol, positionSide: positionSide, isHedge: reading.isHedge, amount: amount,
            restingIDs: reading.restingIDs)
        updateTime = reading.rows.first { $0.side == positionSide }?.updateTime
        // Without anything that could be closed nothing is cancelled either.
        steps = closes.isEmpty ? [] : cancels.map(Step.cancel) + closes.map(Step.close)
        staying = reading.orders.filter { order in
            !cancels.contains { $0.restingID == order.restingID } && order.positionSide == positionSide
        }
        rest = split.rest
        smallest = lot.minimum.value > lot.step.value ? lot.minimum : lot.step
    }
}

/// How far a plan has been carried out, and so what the next reading must show.
package struct FlattenProgress: Sendable, Hashable {
    package let plan: FlattenPlan
    /// Steps carried out, each as planned.
    package private(set) var done = 0
    package private(set) var expected: PositionPreconditions

    package init(_ plan: FlattenPlan) {
        self.plan = plan
        expected = plan.preconditions
    }

    package var next: FlattenPlan.Step? { done < plan.steps.count ? plan.steps[done] : nil }
    package var remaining: ArraySlice<FlattenPlan.Step> { plan.steps.dropFirst(done) }

    /// The next step was carried out whole: its order is gone, or the position is smaller by its quantity.
    package mutating func advance() {
        guard let step = next else { return }
        var amount = expected.amount
        var ids = expected.restingIDs
        switch step {
        case .cancel(let order): ids.removeAll { $0 == order.restingID }
        case .close(let order): amount = Quantity(Amount(amount.value + order.change.value))
        }
        done += 1
        expected = PositionPreconditions(
            symbol: expected.symbol, positionSide: expected.positionSide, isHedge: expected.isHedge, amount: amount,
            restingIDs: ids)
    }

    /// The facts the next request stands on.
    package var facts: IntentFacts? {
        switch next {
        case .cancel(let order)?: .order(OrderPreconditions(order))
        case .close?: .position(expected)
        case nil: nil
        }
    }

    /// What a reading shows otherwise than this expects, the facts of the orders still to be cancelled included.
    package func differences(to reading: PositionReading) -> [String] {
        var found = expected.differences(to: reading)
        for case .cancel(let planned) in remaining {
            guard let now = reading.orders.first(where: { $0.restingID == planned.restingID }) else { continue }
            found += OrderPreconditions(planned).differences(to: OrderPreconditions(now))
                .map { "\(planned.clientOrderID): \($0)" }
        }
        return found
    }
}
