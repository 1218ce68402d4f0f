import FoundationEssentials

/// What the configuration's `limits` allow; `nil` where it says nothing and the defaults hold.
package struct LimitCeilings: Sendable, Hashable {
    package static let defaultOrders = 10
    /// USDT
    package static let defaultNotional = Amount(Decimal(500))

    package var orders: Int?
    package var notional: Amount?

    package init(orders: Int? = nil, notional: Amount? = nil) {
        self.orders = orders
        self.notional = notional
    }

    /// What would let this many orders pass: without the flag that holds them back, or with a higher one.
    func remedy(orders needed: Int) -> Remedy? {
        if needed <= orders ?? Self.defaultOrders { return .leavingOut("--max-orders") }
        guard orders == nil else { return nil }
        return .again(["--max-orders", "\(needed)"])
    }

    /// The same for an amount of USDT: marks move, so it is rounded up to whole USDT, and by at least 1 %.
    func remedy(notional needed: Decimal) -> Remedy? {
        if needed <= (notional ?? Self.defaultNotional).value { return .leavingOut("--max-notional") }
        guard notional == nil else { return nil }
        return .again(["--max-notional", "\(Amount(Self.roundedUp(needed)))"])
    }

    /// In a refusal's words, where only the configuration stands in the way.
    func note(_ remedy: Remedy?, _ key: String) -> String {
        remedy == nil ? "; the configuration's limits.\(key) allows no more" : ""
    }

    static func roundedUp(_ amount: Decimal) -> Decimal {
        let raised = amount + amount / 100
        let whole = Decimal(string: String("\(raised)".prefix { $0 != "." })) ?? raised
        return whole < raised ? whole + 1 : whole
    }
}
