import FoundationEssentials

/// What the evidence of a position says so far: sides, windows, ledgers. Made anew from the evidence, so that the order in
/// which answers came cannot matter.
struct PositionSurvey {
    enum Mode { case oneWay, hedge, unclear }

    struct SideState {
        let side: PositionSide
        let amount: Quantity
        let updateTime: Timestamp?
        /// The entry of `--expected` that the amount equals.
        let expected: ExpectedPosition?
        var needsLedger: Bool { !amount.isZero && expected == nil }
    }

    let procedure: PositionLedger
    let mode: Mode
    let sides: [SideState]
    let windows: [TimeSpan]
    let windowReads: [EvidenceRequest]
    let trades: [Trade]
    let ledgers: [PositionSide: FillLedger]
    /// The last round: what forced it, whose the remaining orders are, and whether it has changed meanwhile.
    let finalReads: [EvidenceRequest]
    /// By who made the orders, the largest part first.
    let shares: [PositionSide: [FillShare]]
    /// Client order ids by order, from the windows and the single reads.
    let clientIDs: [OrderID: ClientOrderID]
    let forcedOrders: Set<OrderID>

    var symbol: Symbol { procedure.symbol }
    var evidenceStore: EvidenceStore { procedure.evidenceStore }

    init(_ procedure: PositionLedger) {
        self.procedure = procedure
        let evidenceStore = procedure.evidenceStore
        mode = Self.mode(procedure)
        let rows = Self.rows(evidenceStore, .positions(procedure.symbol))
        sides = Self.sides(mode, rows: rows, expected: Self.expectations(procedure))
        let walked = Self.walk(procedure, sides.filter(\.needsLedger))
        windows = walked.windows
        trades = walked.trades
        ledgers = walked.ledgers
        windowReads = walked.windows.flatMap { Self.reads(procedure, $0) }
        var clientIDs: [OrderID: ClientOrderID] = [:]
        for window in walked.windows {
            for order in evidenceStore.allOrders(procedure.symbol, window) {
                clientIDs[order.orderID] = order.clientOrderID
            }
        }
        finalReads = Self.finalReads(procedure, walked, after: windowReads, listed: Set(clientIDs.keys))
        for request in finalReads {
            if let order = evidenceStore.order(request) { clientIDs[order.orderID] = order.clientOrderID }
        }
        self.clientIDs = clientIDs
        let forced = Self.forcedOrders(evidenceStore, finalReads)
        forcedOrders = forced
        // Before the last answer nobody looks at them.
        shares =
            evidenceStore.has(windowReads + finalReads)
            ? walked.ledgers.mapValues { Self.shares(of: $0, clientIDs, forced, procedure) } : [:]
    }

    private static func finalReads(
        _ procedure: PositionLedger, _ walked: Walked, after windowReads: [EvidenceRequest], listed: Set<OrderID>
    ) -> [EvidenceRequest] {
        let (evidenceStore, symbol) = (procedure.evidenceStore, procedure.symbol)
        guard evidenceStore.has(windowReads), evidenceStore.failures(windowReads).isEmpty,
            let now = evidenceStore.exchangeTime
        else { return [] }
        let complete = walked.ledgers.values.filter(\.isComplete).flatMap(\.entries).map(\.trade)
        guard let oldest = complete.map(\.time).min() else { return [] }
        let span = TimeSpan(
            from: oldest.advanced(byMilliseconds: -PositionLedger.windowMargin),
            to: max(now, oldest).advanced(byMilliseconds: PositionLedger.windowMargin))
        let unlisted = Set(complete.map(\.orderID)).subtracting(listed).sorted(by: >)
        return [.forceOrders(symbol, span)]
            + unlisted.prefix(PositionLedger.singlesLimit).map { .orderByID(symbol, $0) } + [.positionsAgain(symbol)]
    }

    private static func forcedOrders(_ evidenceStore: EvidenceStore, _ requests: [EvidenceRequest]) -> Set<OrderID> {
        for request in requests {
            if case .forceOrders(let orders)? = evidenceStore.content(request) { return Set(orders.map(\.orderID)) }
        }
        return []
    }

    private static func shares(
        of ledger: FillLedger, _ ids: [OrderID: ClientOrderID], _ forced: Set<OrderID>, _ procedure: PositionLedger
    ) -> [FillShare] {
        var shares: [FillOrigin: FillShare] = [:]
        for entry in ledger.entries {
            let order = entry.trade.orderID
            let origin = FillOrigin(
                ids[order], on: procedure.symbol, isListed: forced.contains(order), identity: procedure.identity)
            shares[origin, default: FillShare(origin: origin)].add(entry.contribution)
        }
        return shares.values.sorted { left, right in
            (right.moved, left.origin.words) < (left.moved, right.origin.words)
        }
    }

    func amountAgain(_ side: PositionSide) -> (amount: Quantity, updateTime: Timestamp?) {
        let row = Self.rows(evidenceStore, .positionsAgain(symbol)).first { $0.side == side }
        return (row?.amount ?? .zero, row?.updateTime)
    }

    private static func rows(_ evidenceStore: EvidenceStore, _ request: EvidenceRequest) -> [Position] {
        if case .positions(let rows)? = evidenceStore.content(request) { return rows }
        return []
    }

    /// Rows that contradict the mode, or two for one side, leave it unclear.
    private static func mode(_ procedure: PositionLedger) -> Mode {
        guard case .accountConfiguration(let account)? = procedure.evidenceStore.content(.accountConfiguration) else {
            return .unclear
        }
        let held = rows(procedure.evidenceStore, .positions(procedure.symbol)).filter { !$0.amount.isZero }.map(\.side)
        guard Set(held).count == held.count, held.allSatisfy({ ($0 == .both) != account.isHedge }) else {
            return .unclear
        }
        return account.isHedge ? .hedge : .oneWay
    }

    private static func sides(_ mode: Mode, rows: [Position], expected: [ExpectedPosition]) -> [SideState] {
        let wanted: [PositionSide] = mode == .hedge ? [.long, .short] : [.both]
        let held = rows.filter { !$0.amount.isZero }
        return wanted.map { side in
            let row = held.first { $0.side == side }
            let amount = row?.amount ?? .zero
            // grinder's entry is by symbol: with both hedge sides held it speaks of neither.
            let entry = expected.first { $0.side == side } ?? expected.first { $0.side == .both && held.count == 1 }
            let equal = row != nil && entry?.equals(amount, of: side) == true
            return SideState(side: side, amount: amount, updateTime: row?.updateTime, expected: equal ? entry : nil)
        }
    }

    private struct Walked {
        var windows: [TimeSpan] = []
        var trades: [Trade] = []
        var ledgers: [PositionSide: FillLedger] = [:]
    }

    /// One window more each time the ones before it are read and a side has not reached zero.
    private static func walk(_ procedure: PositionLedger, _ sides: [SideState]) -> Walked {
        var walked = Walked()
        let evidenceStore = procedure.evidenceStore
        guard !sides.isEmpty, let now = evidenceStore.exchangeTime,
            evidenceStore.failedInput(.expectedPositions) == nil, mode(procedure) != .unclear
        else { return walked }
        let spans = weeks(before: now, atMost: procedure.maxWindows)
        for (index, span) in spans.enumerated() {
            walked.windows.append(span)
            let reads = Self.reads(procedure, span)
            guard evidenceStore.has(reads), evidenceStore.failures(reads).isEmpty else { return walked }
            walked.trades += evidenceStore.trades(procedure.symbol, span)
            // The next window was asked for because this one did not suffice.
            if index + 1 < spans.count, evidenceStore.has(Self.reads(procedure, spans[index + 1])) { continue }
            for state in sides {
                walked.ledgers[state.side] = FillLedger(
                    amount: state.amount, side: state.side, trades: walked.trades)
            }
            let isOpen = walked.ledgers.values.contains { $0.residue != 0 && $0.contradiction == nil }
            guard isOpen else { return walked }
        }
        return walked
    }

    private static func reads(_ procedure: PositionLedger, _ span: TimeSpan) -> [EvidenceRequest] {
        [.trades(procedure.symbol, span), .allOrders(procedure.symbol, span)]
    }

    /// The windows from now back to the end of the exchange's memory, newest first.
    private static func weeks(before now: Timestamp, atMost limit: Int) -> [TimeSpan] {
        let oldest = now.advanced(byMilliseconds: -Retention.trades)
        var end = now.advanced(byMilliseconds: PositionLedger.windowMargin)
        var spans: [TimeSpan] = []
        while spans.count < limit, end > oldest {
            let span = TimeSpan(from: max(oldest, end.advanced(byMilliseconds: -TimeSpan.longestWindow)), to: end)
            spans.append(span)
            end = span.from.advanced(byMilliseconds: -1)
        }
        return spans
    }
}
