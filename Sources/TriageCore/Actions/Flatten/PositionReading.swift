import FoundationEssentials

/// A position, the account's mode and the resting orders around it, read at about the same time.
package struct PositionReading: Sendable, Hashable {
    package let symbol: Symbol
    package let isHedge: Bool
    package let rows: [Position]
    package let openOrders: [Order]
    package let openAlgoOrders: [AlgoOrder]

    package init(
        symbol: Symbol, isHedge: Bool, rows: [Position], openOrders: [Order], openAlgoOrders: [AlgoOrder]
    ) {
        self.symbol = symbol
        self.isHedge = isHedge
        self.rows = rows
        self.openOrders = openOrders
        self.openAlgoOrders = openAlgoOrders
    }

    /// Signed; 0 when there is no row: v3 lists a flat symbol only where it has open orders.
    package func amount(_ side: PositionSide) -> Quantity { rows.first { $0.side == side }?.amount ?? .zero }

    /// What is not flat.
    package var held: [Position] { rows.filter { !$0.amount.isZero } }

    package var orders: [ObservedOrder] {
        openOrders.map(ObservedOrder.normal) + openAlgoOrders.map(ObservedOrder.algo)
    }

    /// `orderId` and `algo ALGOID`, sorted.
    package var restingIDs: [String] { orders.map(\.restingID).sorted() }

    /// Rows that contradict the mode, or two of one side: the mode may have been switched just now.
    package var contradiction: String? {
        let sides = held.map(\.side)
        guard Set(sides).count == sides.count, sides.allSatisfy({ ($0 == .both) != isHedge }) else {
            return "the rows of \(symbol) do not fit the account's position mode (\(modeName))"
        }
        guard held.allSatisfy({ $0.side == .both || ($0.amount.value > 0) == ($0.side == .long) }) else {
            return "a hedge side of \(symbol) has the wrong sign"
        }
        return nil
    }

    package var modeName: String { isHedge ? "hedge" : "one-way" }
}

extension Quantity {
    /// Without its sign, as it was written.
    package var size: Quantity { amount.text.hasPrefix("-") ? Quantity(String(amount.text.dropFirst())) ?? self : self }
}

extension ObservedOrder {
    /// Its place among the resting orders; the two kinds of order have number spaces of their own.
    package var restingID: String {
        if case .algo = self { return "algo \(exchangeID)" }
        return exchangeID
    }

    package var positionSide: PositionSide {
        switch self {
        case .normal(let order): order.positionSide
        case .algo(let order): order.positionSide
        }
    }
}

/// Which position a flatten is about, before anything is sent.
package enum PositionLookup: Sendable, Hashable {
    /// The operator's `--side`.
    package enum Choice: String, Sendable, Hashable, CaseIterable { case long, short }

    case held(PositionSide)
    /// Nothing to close: the whole symbol, or the side that was named.
    case flat
    /// Both sides of a hedge account are open and none was named.
    case undecided
    case unclear(String)

    package static func of(_ reading: PositionReading, choice: Choice?) -> PositionLookup {
        if let problem = reading.contradiction { return .unclear(problem) }
        let matching = reading.held.filter { row in
            choice.map { ($0 == .long) == (row.amount.value > 0) } ?? true
        }
        switch matching.count {
        case 0: return .flat
        case 1: return .held(matching[0].side)
        default: return .undecided
        }
    }
}

/// The facts of a position that a plan stands on: mode, positionAmt, the ids of resting orders; not marks, PnL or
/// updateTime.
package struct PositionPreconditions: Sendable, Hashable {
    package let symbol: Symbol
    package let positionSide: PositionSide
    package let isHedge: Bool
    package let amount: Quantity
    package let restingIDs: [String]

    package init(
        symbol: Symbol, positionSide: PositionSide, isHedge: Bool, amount: Quantity, restingIDs: [String]
    ) {
        self.symbol = symbol
        self.positionSide = positionSide
        self.isHedge = isHedge
        self.amount = amount
        self.restingIDs = restingIDs
    }

    /// What a later reading shows otherwise, one phrase a fact.
    package func differences(to later: PositionReading) -> [String] {
        let now = PositionPreconditions(
            symbol: symbol, positionSide: positionSide, isHedge: later.isHedge, amount: later.amount(positionSide),
            restingIDs: later.restingIDs)
        return (later.contradiction.map { [$0] } ?? []) + differences(to: now)
    }

    /// What later facts of the same side say otherwise.
    package func differences(to later: PositionPreconditions) -> [String] {
        var found: [String] = []
        if isHedge != later.isHedge { found.append("position mode \(modeName) → \(later.modeName)") }
        if positionSide != later.positionSide {
            found.append("positionSide \(positionSide.rawValue) → \(later.positionSide.rawValue)")
        }
        if !later.amount.amount.equals(amount.amount) { found.append("positionAmt \(amount) → \(later.amount)") }
        let ids = later.restingIDs
        let gone = restingIDs.filter { !ids.contains($0) }
        let new = ids.filter { !restingIDs.contains($0) }
        if !gone.isEmpty { found.append("resting orders gone: \(gone.joined(separator: ", "))") }
        if !new.isEmpty { found.append("new resting orders: \(new.joined(separator: ", "))") }
        return found
    }

    private var modeName: String { isHedge ? "hedge" : "one-way" }

    /// `BTCUSDT`, on a hedge account `BTCUSDT LONG`.
    package var name: String { positionSide == .both ? symbol.rawValue : "\(symbol) \(positionSide.rawValue)" }
}
