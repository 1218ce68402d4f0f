/// Request weight one process may use a minute, of the exchange's 2400 for an IP.
package struct WeightBudget: Sendable, Hashable {
    package static let limit = 2400

    package let perMinute: Int

    /// `nil` unless 1 to 2400.
    package init?(perMinute: Int) {
        guard (1...Self.limit).contains(perMinute) else { return nil }
        self.perMinute = perMinute
    }

    /// Reads `N` (weight a minute) or `P%` (of 2400, rounded down); `nil` unless it is 1 to 2400, or 1% to 100%.
    package init?(_ text: String) {
        guard text.wholeMatch(of: /[0-9]{1,4}%?/) != nil else { return nil }
        guard text.hasSuffix("%") else {
            guard let weight = Int(text) else { return nil }
            self.init(perMinute: weight)
            return
        }
        guard let percent = Int(text.dropLast()), (1...100).contains(percent) else { return nil }
        self.init(perMinute: Self.limit * percent / 100)
    }

    private init(percent: Int) { perMinute = Self.limit * percent / 100 }

    /// 20 %
    package static let standard = WeightBudget(percent: 20)
    /// 80 %: every instance of the bot is stopped, and needs none of it.
    package static let alone = WeightBudget(percent: 80)
    /// 5 %: `scan`, which may run all day.
    package static let scanning = WeightBudget(percent: 5)
}

/// What a read does when it does not fit the budget of the running minute.
package enum BudgetPolicy: Sendable, Hashable {
    /// `Unavailable(.rateLimited)`, without asking.
    case refuse
    /// Waits for the next minute.
    case wait
}
