package import FoundationEssentials

/// The fills that made the present position: walked back from the present amount to the last moment it was zero.
/// Exact: the contributions and the residue add up to the present amount.
package struct FillLedger: Sendable, Hashable {
    package struct Entry: Sendable, Hashable {
        package let trade: Trade
        /// Signed: what this fill put on (or took off) the present position. Less than the fill when the fill turned
        /// the position from one side to the other.
        package let contribution: Decimal

        package init(trade: Trade, contribution: Decimal) {
            self.trade = trade
            self.contribution = contribution
        }
    }

    /// Newest first.
    package let entries: [Entry]
    /// What the fills do not explain; 0 when the walk has reached the last flat moment.
    package let residue: Decimal
    /// On a hedge account LONG is never negative and SHORT never positive: the fill before which it would have been,
    /// so that fills must be missing.
    package let contradiction: Trade?

    package var isComplete: Bool { residue == 0 && contradiction == nil }

    /// - Parameter trades: of any sides, in any order, with repetitions; only those of `side` count.
    package init(amount: Quantity, side: PositionSide, trades: [Trade]) {
        var seen: Set<Int64> = []
        let mine = trades.filter { $0.positionSide == side && seen.insert($0.id).inserted }
        var entries: [Entry] = []
        var rest = amount.value
        var contradiction: Trade?
        for trade in mine.sorted(by: { ($0.id, $0.time) > ($1.id, $1.time) }) where !trade.quantity.isZero {
            guard rest != 0 else { break }
            let signed = trade.side == .buy ? trade.quantity.value : -trade.quantity.value
            let before = rest - signed
            guard before != 0, (before < 0) != (rest < 0) else {
                entries.append(Entry(trade: trade, contribution: signed))
                rest = before
                continue
            }
            guard side == .both else {
                contradiction = trade
                break
            }
            entries.append(Entry(trade: trade, contribution: rest))
            rest = 0
        }
        self.entries = entries
        residue = rest
        self.contradiction = contradiction
    }
}
