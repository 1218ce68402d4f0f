import FoundationEssentials

/// What an action trades or leaves unprotected, position by position: a closing order by its quantity, a cancel of what
/// can only reduce by as much of the open position as it stands in front of. A position and its protection count once;
/// a cancel that protects nothing weighs nothing.
package struct Exposure {
    private struct Place: Hashable {
        let symbol: Symbol
        let side: PositionSide
    }

    private struct Weight {
        var traded = Decimal(0)
        var uncovered = Decimal(0)
        var held = Decimal(0)
        let unit: UnitValue

        var quantity: Decimal { max(traded, min(uncovered, held)) }
    }

    private var places: [Place: Weight] = [:]

    package init(_ targets: [ActionTarget]) {
        for target in targets {
            switch target {
            case .cancel(let target): note(target.order, in: target.held, worth: target.worth)
            case .flatten(let target): note(target)
            }
        }
    }

    /// USDT, or why it is not known.
    package var amount: Result<Amount, UnknownValue> { worth.map { Amount($0) } }

    var worth: Result<Decimal, UnknownValue> {
        var total = Decimal(0)
        for (place, weight) in places.sorted(by: { $0.key.symbol < $1.key.symbol }) where weight.quantity > 0 {
            switch weight.unit.usdt(of: weight.quantity, on: place.symbol) {
            case .success(let worth): total += worth
            case .failure(let problem): return .failure(problem)
            }
        }
        return .success(total)
    }

    private mutating func note(_ order: ObservedOrder, in held: Quantity?, worth: UnitValue?) {
        guard let held else { return }
        let covered = order.covers(held)
        guard covered > 0 else { return }
        change(order.symbol, order.positionSide, held, worth) { $0.uncovered += covered }
    }

    private mutating func note(_ target: FlattenTarget) {
        guard let progress = target.progress else { return }
        let held = progress.expected.amount
        for step in progress.remaining {
            switch step {
            case .cancel(let order): note(order, in: held, worth: target.worth)
            case .close(let order):
                change(order.symbol, order.positionSide, held, target.worth) { $0.traded += order.quantity.value }
            }
        }
    }

    private mutating func change(
        _ symbol: Symbol, _ side: PositionSide, _ held: Quantity, _ worth: UnitValue?, _ change: (inout Weight) -> Void
    ) {
        let place = Place(symbol: symbol, side: side)
        var weight = places[place] ?? Weight(unit: worth ?? .unknown)
        weight.held = max(weight.held, held.size.value)
        change(&weight)
        places[place] = weight
    }
}

extension ObservedOrder {
    /// Whether something of it was still to be traded; a `closePosition` order has no quantity of its own.
    package var hasQuantityLeft: Bool { origQty.isZero || origQty.value > executedQty.value }

    /// It can do nothing but reduce: by its flag, as a `closePosition` order, or on a hedge account by its sides.
    package var canOnlyReduce: Bool {
        switch positionSide {
        case .long: return side == .sell
        case .short: return side == .buy
        case .both: break
        }
        switch self {
        case .normal(let order): return order.reduceOnly || order.closePosition
        case .algo(let order): return order.reduceOnly || order.closePosition
        }
    }

    /// How much of a position of that signed amount, of its own side, it would close: what is left of its quantity, and
    /// of a `closePosition` order, which carries none, the whole.
    func covers(_ held: Quantity) -> Decimal {
        guard canOnlyReduce, !held.isZero, (held.value > 0) == (side == .sell) else { return 0 }
        let whole = held.size.value
        let left = origQty.value - executedQty.value
        guard !closesPosition, left > 0 else { return closesPosition || origQty.isZero ? whole : 0 }
        return min(left, whole)
    }

    private var closesPosition: Bool {
        switch self {
        case .normal(let order): order.closePosition
        case .algo(let order): order.closePosition
        }
    }
}
