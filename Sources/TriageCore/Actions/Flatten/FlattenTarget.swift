/// A position that is about to be closed, with all that the gates want to know of it.
package struct FlattenTarget: Sendable, Hashable {
    package let symbol: Symbol
    /// `nil` when both sides of a hedge account are open and none was named.
    package let progress: FlattenProgress?
    /// What `exchangeInfo` says of the symbol; `nil` where it was not read.
    package let filters: SymbolFilters?
    /// What its quantities are worth.
    package let worth: UnitValue?
    /// The sides that are open, where none was named.
    package let held: [Position]
    /// Verdicts on this symbol's position in this audit log, newest last.
    package let triages: [TriageRecord]
    package let unresolved: [UnresolvedIntent]
    /// When the exchange says that the position last changed: as the plan read it, and read again before its first
    /// request is sent.
    package var updateTime: Timestamp?

    package init(
        symbol: Symbol, progress: FlattenProgress?, filters: SymbolFilters?, worth: UnitValue?, held: [Position] = [],
        triages: [TriageRecord], unresolved: [UnresolvedIntent]
    ) {
        self.symbol = symbol
        self.progress = progress
        self.filters = filters
        self.worth = worth
        self.held = held
        self.triages = triages
        self.unresolved = unresolved
        updateTime = progress?.plan.updateTime
    }

    package var plan: FlattenPlan? { progress?.plan }
    package var name: String { plan?.preconditions.name ?? symbol.rawValue }

    /// `flatten BTCUSDT --side long`
    package var command: NextCommand { NextCommand.flatten(symbol, plan?.positionSide) }
}

extension NextCommand {
    /// With `--side` on a hedge account.
    package static func flatten(_ symbol: Symbol, _ side: PositionSide?) -> NextCommand {
        switch side {
        case .long?: NextCommand("flatten", symbol.rawValue, "--side", "long")
        case .short?: NextCommand("flatten", symbol.rawValue, "--side", "short")
        case .both?, nil: NextCommand("flatten", symbol.rawValue)
        }
    }
}
