/// The account and the instances as they are before anything is done: what a plan stands on.
package struct ResetSurvey: Sendable, Hashable {
    package var instances: ResetInstances
    package let orders: ResetOrders
    /// As read, for the first look of the saga; nothing has been done since.
    package let lists: ResetOpenOrders
    package let positions: [ResetPosition]
    /// As read, of the whole account.
    package let rows: [Position]
    /// Of every symbol with a position that is covered.
    package var worths: [Symbol: UnitWorth] = [:]
    /// The verdict on each position, where it was triaged.
    package var codes: [ResetPosition.Key: String] = [:]

    package init(
        _ setting: FullStateReset.Setting, instances: ResetInstances, lists: ResetOpenOrders, rows: [Position]
    ) {
        self.instances = instances
        self.lists = lists
        self.rows = rows
        orders = ResetOrders(open: lists.normal, algo: lists.algo, scope: setting.scope, identity: setting.identity)
        positions = ResetPosition.held(rows, scope: setting.scope)
    }

    /// Of the positions, each once.
    package var symbols: [Symbol] { Set(positions.map(\.key.symbol)).sorted() }

    /// All of grinder's orders, and every position, a sentence each, with why it is still there.
    package func untouched(_ scope: ResetScope, _ why: String) -> [String] {
        Self.words(orders.grinders, scope.onlyCancels ? [] : positions, why)
    }

    package static func words(_ orders: [ObservedOrder], _ positions: [ResetPosition], _ why: String) -> [String] {
        orders.map { "order \($0.clientOrderID) (\($0.status)): \(why)" }
            + positions.map { "position \($0.key.words) \($0.amount): \(why)" }
    }

    /// The position of an order's side; 0 where there is no row.
    func held(behind order: ObservedOrder) -> Quantity {
        rows.first { $0.symbol == order.symbol && $0.side == order.positionSide }?.amount ?? .zero
    }

    /// What a reset closes: untracked fills, and everything with `--without-triage`; nothing with `--only cancel`.
    package func closable(_ setting: FullStateReset.Setting) -> [ResetPosition] {
        guard !setting.scope.onlyCancels else { return [] }
        return positions.filter { setting.closesAll || codes[$0.key] == PositionVerdict.untrackedFills.rawValue }
    }
}
