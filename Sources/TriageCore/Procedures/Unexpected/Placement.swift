/// When an order was placed, by the exchange. The normal order that a conditional order's trigger made carries the time
/// of the trigger; it was placed when the conditional order was.
package enum Placement: Sendable, Hashable {
    case at(Timestamp)
    /// A trigger made it, and the conditional order is not known: placed then or at any time before.
    case notAfter(Timestamp)
    case unknown

    /// Of an order beside everything that was read of conditional orders.
    package init(_ order: ObservedOrder, parents: [AlgoOrder]) {
        guard case .normal(let normal) = order else {
            self = order.placedAt.map(Placement.at) ?? .unknown
            return
        }
        if let parent = parents.first(where: { $0.made(normal) }) {
            self = parent.createTime.map(Placement.at) ?? .unknown
        } else if normal.isMadeByTrigger {
            self = normal.time.map(Placement.notAfter) ?? .unknown
        } else {
            self = normal.time.map(Placement.at) ?? .unknown
        }
    }

    /// `nil` when it is not known.
    var moment: Timestamp? { if case .at(let time) = self { time } else { nil } }
}

extension Order {
    private static let conditionalTypes: Set<String> = [
        "STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", AlgoOrder.trailing,
    ]

    /// `origType` keeps the conditional type, `type` is what it became.
    package var isMadeByTrigger: Bool {
        Self.conditionalTypes.contains(origType) && !Self.conditionalTypes.contains(type)
    }
}
