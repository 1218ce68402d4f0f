/// What the expected state says of a symbol, as far as the bot that runs may have written it.
extension PositionSurvey {
    /// One entry a side: of several the youngest, and of those the last in the file.
    static func expectations(_ procedure: PositionLedger) -> [ExpectedPosition] {
        PositionSide.allCases.compactMap { side in
            let mine = rows(procedure).filter { $0.side == side }
            let youngest = mine.map { $0.updatedAt?.milliseconds ?? .min }.max()
            return mine.last { ($0.updatedAt?.milliseconds ?? .min) == youngest }
        }
    }

    /// Rows that no running bot can mean: every trading instance that answers was started after them.
    static func stale(_ procedure: PositionLedger) -> [ExpectedPosition] {
        let trading = trading(procedure)
        guard !trading.isEmpty else { return [] }
        return named(procedure).filter { row in trading.allSatisfy { row.age.isOfRun(of: $0) == false } }
    }

    /// Whether the row is what the bot expects now, whatever a read that failed would have said.
    static func isProven(_ row: ExpectedPosition, _ procedure: PositionLedger) -> Bool {
        guard procedure.evidenceStore.failedInput(.instances) == nil else { return false }
        let trading = trading(procedure)
        return trading.isEmpty || trading.contains { row.age.isOfRun(of: $0) == true }
    }

    /// Rows of the same age that expect different amounts, or a row of the other position mode: none of them is
    /// believed.
    static func dispute(_ procedure: PositionLedger, _ mode: Mode, _ state: SideState) -> Unavailable? {
        for chosen in expectations(procedure) where chosen.side == state.side || chosen.side == .both {
            let rivals = rows(procedure).filter {
                $0.side == chosen.side && $0.updatedAt == chosen.updatedAt
                    && !$0.amount.amount.equals(chosen.amount.amount)
            }
            guard let rival = rivals.first else { continue }
            return Unavailable(
                .unusable, source: rival.file,
                detail: "two rows of the same age expect \(rival.amount) and \(chosen.amount) of \(chosen.symbol)")
        }
        guard mode == .oneWay, let sided = expectations(procedure).first(where: { $0.isLike(state.amount) }) else {
            return nil
        }
        return Unavailable(
            .unusable, source: sided.file,
            detail: "its row expects \(sided.amount) on the \(sided.side.rawValue) side, and the account is in one-way "
                + "mode: what is expected is not this position")
    }

    private static func rows(_ procedure: PositionLedger) -> [ExpectedPosition] {
        let stale = stale(procedure)
        return named(procedure).filter { !stale.contains($0) }
    }

    private static func named(_ procedure: PositionLedger) -> [ExpectedPosition] {
        procedure.evidenceStore.expectedPositions.filter { $0.symbol == procedure.symbol }
    }

    private static func trading(_ procedure: PositionLedger) -> [InstanceReport] {
        procedure.evidenceStore.instances.filter { $0.mayTrade && (try? $0.health.get()) != nil }
    }
}

extension ExpectedPosition {
    /// It names a side, and as much as this position has.
    fileprivate func isLike(_ amount: Quantity) -> Bool {
        guard side != .both else { return false }
        return self.amount.amount.equals(amount.amount) || self.amount.value == -amount.value
    }
}
