/// Both lists of open orders of the whole account, sorted by what a reset does with them.
package struct ResetOrders: Sendable, Hashable {
    /// Grinder's own, live, in scope: to be cancelled. By symbol and id.
    package let targets: [ObservedOrder]
    /// Grinder's conditional orders whose trigger is firing: no cancel reaches them, a normal order is about to be.
    package let triggering: [ObservedOrder]
    /// Grinder's, with a status grinderctl doesn't know: never passed over.
    package let unclear: [ObservedOrder]
    /// Anybody else's, in scope: counted, never touched.
    package let foreign: Int

    package init(open: [Order], algo: [AlgoOrder], scope: ResetScope, identity: Identity) {
        let all = open.map(ObservedOrder.normal) + algo.map(ObservedOrder.algo)
        let covered = all.filter { scope.covers($0.symbol) }
        let ours = covered.filter {
            Ownership.of($0.clientOrderID, carrying: $0.symbol, identity: identity).isGrinders
        }.sorted { ($0.symbol, $0.clientOrderID) < ($1.symbol, $1.clientOrderID) }
        foreign = covered.count - ours.count
        triggering = ours.filter(\.isTriggering)
        targets = ours.filter { $0.isLive && !$0.isTriggering }
        unclear = ours.filter { !$0.isLive && !$0.isFinal && !$0.isTriggering }
    }

    package var grinders: [ObservedOrder] { targets + triggering + unclear }
}

extension ObservedOrder {
    /// TRIGGERING: no cancel reaches it. TRIGGERED without a normal order that is known: as good as that.
    package var isTriggering: Bool {
        guard case .algo(let algo) = self else { return false }
        return algo.status == .triggering || algo.status == .triggered
    }
}

/// One side of one position that a reset may close.
package struct ResetPosition: Sendable, Hashable {
    package struct Key: Sendable, Hashable, Comparable {
        package let symbol: Symbol
        package let side: PositionSide

        package init(_ symbol: Symbol, _ side: PositionSide) {
            self.symbol = symbol
            self.side = side
        }

        package static func < (left: Key, right: Key) -> Bool {
            (left.symbol, left.side.rawValue) < (right.symbol, right.side.rawValue)
        }

        /// `BTCUSDT`, on a hedge account `BTCUSDT LONG`.
        package var words: String { side == .both ? symbol.rawValue : "\(symbol) \(side.rawValue)" }
    }

    package let key: Key
    package let amount: Quantity
    /// When the exchange says that it last changed; `nil` where it was not read.
    package private(set) var updateTime: Timestamp?

    package init(_ key: Key, _ amount: Quantity) {
        self.key = key
        self.amount = amount
    }

    package init(_ position: Position) {
        key = Key(position.symbol, position.side)
        amount = position.amount
        updateTime = position.updateTime
    }

    package static func held(_ positions: [Position], scope: ResetScope) -> [ResetPosition] {
        positions.filter { !$0.amount.isZero && scope.covers($0.symbol) }.map(ResetPosition.init)
            .sorted { $0.key < $1.key }
    }
}
