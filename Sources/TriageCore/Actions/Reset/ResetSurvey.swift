import FoundationEssentials

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
    package var worths: [Symbol: UnitValue] = [:]
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

/// What is left of it once a reset has ended before its last step.
extension ResetSurvey {
    /// A position that its protection was taken from, and that was not closed.
    package struct Bared: Sendable, Hashable {
        package let position: ResetPosition
        /// Orders that would have closed it, with something still to fill.
        package let cancelled: [ObservedOrder]
        package let resting: [ObservedOrder]
    }

    /// - Parameter closed: positions that were closed, or are gone.
    package func bared(
        closed: Set<ResetPosition.Key>, wasCancelled: (ObservedOrder) -> Bool
    ) -> [Bared] {
        positions.filter { !closed.contains($0.key) }.compactMap { position in
            let mine = orders.grinders.filter {
                $0.symbol == position.key.symbol && $0.positionSide == position.key.side
                    && $0.side == (position.amount.value > 0 ? .sell : .buy)
            }
            let gone = mine.filter { wasCancelled($0) && $0.hasQuantityLeft }
            guard !gone.isEmpty else { return nil }
            return Bared(position: position, cancelled: gone, resting: mine.filter { !gone.contains($0) })
        }
    }

    /// What the plan saw and a reset that was cut short never came to, a sentence each.
    /// - Parameter verified: client order ids of what was cancelled or closed for certain.
    package func unreached(
        _ conclusion: ResetConclusion, closed: Set<ResetPosition.Key>, verified: Set<String>
    ) -> [String] {
        guard conclusion.halted != nil else { return [] }
        // By exchange id: client ids may be reused.
        var toldOrders = Set<String>()
        var toldPositions = Set<ResetPosition.Key>()
        for left in conclusion.left {
            switch left {
            case .order(let order, _), .stranger(let order): toldOrders.insert(order.key)
            case .position(let position, _, _): toldPositions.insert(position.key)
            case .instance, .file, .unread: break
            }
        }
        let orders = orders.grinders.filter {
            !verified.contains($0.clientOrderID.rawValue) && !toldOrders.contains($0.key)
        }
        let positions = positions.filter { !closed.contains($0.key) && !toldPositions.contains($0.key) }
        return Self.words(orders, positions, "not reached")
    }
}
