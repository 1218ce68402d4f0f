/// What closing the positions of a survey needs beside it.
package struct ResetClosingFacts: Sendable {
    /// Of the symbols with a position to be closed; none where the exchange does not know the symbol.
    package var filters: [Symbol: SymbolFilters] = [:]
    /// The verdicts on their positions.
    package var triages: [Symbol: [TriageRecord]] = [:]
    /// Requests whose outcome is not known; without those that the reset settles itself.
    package var unresolved: [UnresolvedIntent] = []
    /// What the ids of a position's closing orders are made of, a new one each.
    package var series: [ResetPosition.Key: String] = [:]

    package init() {}
}

/// What a reset would do, drawn up before anything is done: for the plan, and for the gates that judge all of it at once.
package struct ResetPlan: Sendable {
    package enum Step: Sendable, Hashable {
        /// An instance, by its stop command.
        case stop(String)
        /// A file of the expected state.
        case setAside(String)
        case cancel(ObservedOrder)
        case close(ClosingOrder)
        /// An instance, by its start command.
        case start(String)
    }

    /// A position that will be left, whole or with a rest, and why.
    package struct Stay: Sendable, Hashable {
        package let key: ResetPosition.Key
        package let amount: Quantity
        package let why: String
    }

    /// In the order in which they would be done.
    package private(set) var steps: [Step] = []
    package private(set) var targets: [ActionTarget] = []
    package private(set) var stays: [Stay] = []

    /// Of a reset that goes on behind its fourth step: nothing is planned any more.
    package init() {}

    package init(_ survey: ResetSurvey, _ setting: FullStateReset.Setting, _ facts: ResetClosingFacts) {
        if case .stopFirst(let names) = survey.instances.finding { steps += names.map(Step.stop) }
        steps += setting.files.map(Step.setAside)
        for order in survey.orders.grinders { cancel(order, survey, setting, facts) }
        guard !setting.scope.onlyCancels else { return }
        let closable = survey.closable(setting)
        for position in survey.positions where !closable.contains(position) {
            stay(position.key, position.amount, "\(survey.codes[position.key] ?? "not triaged"), left as it is")
        }
        for position in closable { close(position, survey, setting, facts) }
        steps += survey.instances.known.filter(\.hasStart).map { .start($0.name) }
    }

    /// Positions with an order that would close them, or what can be closed of them.
    package var closing: Set<ResetPosition.Key> {
        Set(
            steps.compactMap { step in
                if case .close(let order) = step { return ResetPosition.Key(order.symbol, order.positionSide) }
                return nil
            })
    }

    /// A sentence each.
    package var staying: [String] { stays.map { "position \($0.key.words) \($0.amount): \($0.why)" } }

    private mutating func stay(_ key: ResetPosition.Key, _ amount: Quantity, _ why: String) {
        stays.append(Stay(key: key, amount: amount, why: why))
    }

    private mutating func cancel(
        _ order: ObservedOrder, _ survey: ResetSurvey, _ setting: FullStateReset.Setting, _ facts: ResetClosingFacts
    ) {
        steps.append(.cancel(order))
        targets.append(
            .cancel(
                CancelTarget(
                    order: order,
                    ownership: Ownership.of(order.clientOrderID, carrying: order.symbol, identity: setting.identity),
                    held: order.canOnlyReduce ? survey.held(behind: order) : nil,
                    worth: survey.worths[order.symbol], triages: [], unresolved: facts.unresolved)))
    }

    private mutating func close(
        _ position: ResetPosition, _ survey: ResetSurvey, _ setting: FullStateReset.Setting, _ facts: ResetClosingFacts
    ) {
        let (key, symbol) = (position.key, position.key.symbol)
        guard let filters = facts.filters[symbol], let mark = survey.worths[symbol]?.mark,
            let series = facts.series[key]
        else { return stay(key, position.amount, "its filters or its mark price are unknown") }
        let reading = survey.reading(of: position, mark: mark)
        let drawn = FlattenPlan(reading, side: key.side, filters: filters, identity: setting.identity, series: series)
        guard let plan = drawn else { return stay(key, position.amount, "no lot size of \(symbol) is known") }
        if let stranger = plan.strangers.first {
            return stay(
                key, position.amount,
                "\(stranger.order.clientOrderID) is not grinder's, can only reduce and leaves the closing order no room: "
                    + "its owner must cancel it first")
        }
        steps += plan.closes.map(Step.close)
        if !plan.rest.isZero {
            stay(
                key, plan.rest,
                "smaller than any order may be (\(plan.smallest)): close it in the exchange's web interface")
        }
        guard !plan.closes.isEmpty else { return }
        targets.append(
            .flatten(
                FlattenTarget(
                    symbol: symbol, progress: FlattenProgress(plan), filters: filters, worth: survey.worths[symbol],
                    triages: facts.triages[symbol] ?? [], unresolved: facts.unresolved)))
    }
}

extension ResetSurvey {
    /// As if grinder's orders were cancelled already: by then they are.
    fileprivate func reading(of position: ResetPosition, mark: Price) -> PositionReading {
        let symbol = position.key.symbol
        let others = lists.normal.filter { $0.symbol == symbol && !orders.grinders.contains(.normal($0)) }
        let row = Position(
            symbol: symbol, side: position.key.side, amount: position.amount, entryPrice: mark, markPrice: mark,
            updateTime: position.updateTime)
        return PositionReading(
            symbol: symbol, isHedge: position.key.side != .both, rows: [row], openOrders: others, openAlgoOrders: [])
    }
}
