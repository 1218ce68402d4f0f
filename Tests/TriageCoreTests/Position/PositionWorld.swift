import FoundationEssentials
import TriageCore

/// An account and what it may be asked: the answers a position triage would get.
struct PositionWorld {
    var isHedge = false
    var positions: [Position] = []
    /// At the second read; `nil`: as at the first.
    var later: [Position]?
    var trades: [Trade] = []
    var orders: [Order] = []
    /// Orders that only a read by id gives: placed before the windows.
    var unlisted: Set<OrderID> = []
    var forced: [ForceOrder] = []
    var expected: [ExpectedPosition]?
    var instances: [InstanceReport]?
    var failing: Set<EvidenceRequest.Kind> = []

    func answer(_ request: EvidenceRequest) -> EvidenceContent? {
        switch request {
        case .positions: return .positions(positions)
        case .positionsAgain: return .positions(later ?? positions)
        case .accountConfiguration: return .accountConfiguration(AccountConfiguration(canTrade: true, isHedge: isHedge))
        case .exchangeTime: return .exchangeTime(Given.noon)
        case .trades(_, let span):
            precondition(span.to.milliseconds - span.from.milliseconds <= 7 * day, "the exchange refuses it")
            return .trades(trades.filter { span.contains($0.time) })
        case .allOrders(_, let span):
            precondition(span.to.milliseconds - span.from.milliseconds < 7 * day, "the exchange refuses it")
            let listed = orders.filter { !unlisted.contains($0.orderID) }
            return .allOrders(listed.filter { $0.time.map(span.contains) == true })
        case .orderByID(_, let id): return .order(orders.first { $0.orderID == id })
        case .forceOrders(_, let span):
            return .forceOrders(forced.filter { $0.time.map(span.contains) != false })
        case .expectedPositions: return expected.map(EvidenceContent.expectedPositions)
        case .instances: return instances.map(EvidenceContent.instances)
        default: return nil
        }
    }

    func drive(
        maxWindows: Int = 13, shuffle: ([Evidence]) -> [Evidence] = { $0 }
    ) -> Drive<PositionLedger> {
        Drive(
            PositionLedger(symbol: Given.btc, identity: Identity(), maxWindows: maxWindows), answer: answer,
            failing: { failing.contains($0.kind) ? Given.unreachable : nil }, shuffle: shuffle)
    }

    /// A fill and its order; `ago` in milliseconds before noon, negative quantities sell.
    mutating func fill(
        _ quantity: String, by id: String = Given.id.rawValue, ago: Int64, side: PositionSide = .both
    ) {
        let number = Int64(trades.count + 1)
        let sells = quantity.hasPrefix("-")
        trades.append(
            Given.trade(
                1_000_000_000 - ago / 1_000 * 10 + number, order: number, side: sells ? .sell : .buy,
                sells ? String(quantity.dropFirst()) : quantity, ago: ago, positionSide: side))
        orders.append(
            Given.order(ClientOrderID(id), orderID: number, status: "FILLED", time: Given.at(-ago - 1_000)))
    }

    mutating func hold(_ amount: String, _ side: PositionSide = .both) {
        positions.append(Given.position(amount, side))
    }
}

extension Given {
    static func position(_ amount: String, _ side: PositionSide = .both, updated: Int64 = minute) -> Position {
        Position(
            symbol: btc, side: side, amount: quantity(amount), entryPrice: price("67000.0"),
            markPrice: price("67183.1"), updateTime: at(-updated))
    }

    static func expectedPosition(
        _ amount: String, updated: Int64? = nil, symbol: Symbol = btc, side: PositionSide = .both, written: Int64? = nil
    ) -> ExpectedPosition {
        ExpectedPosition(
            symbol: symbol, amount: quantity(amount), updatedAt: updated.map { at(-$0) }, file: "expected.jsonl",
            side: side, writtenAt: written.map { at(-$0) })
    }
}
