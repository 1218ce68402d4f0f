import TriageCore

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

/// Now, on both clocks, in milliseconds: weight is counted by the exchange's minute, bans run on the local clock.
struct Moment: Sendable, Hashable {
    let local: Int64
    let exchange: Int64

    var minute: Int64 { exchange / 60_000 }
    var secondsToNextMinute: Int { Int((60_000 - exchange % 60_000 + 999) / 1_000) }
}

/// Keeps this process within its weight budget and silent after a 429 or 418. Decides; neither sends nor waits.
struct WeightLedger: Sendable {
    enum Admission: Sendable, Hashable {
        /// Counted: go.
        case admitted
        /// No room before the next minute, in that many seconds.
        case full(seconds: Int)
        /// Heavier than the whole budget: it would never fit.
        case tooHeavy(budget: Int)
        /// The exchange has asked for silence for that many seconds more.
        case silenced(seconds: Int)
    }

    private(set) var budget: WeightBudget
    private var minute: Int64 = -1
    private var usedHere = 0
    private var usedByAll: Int?
    /// Of requests without an answer yet: no header has told of them.
    private var inFlight = 0
    private var silentUntil: Int64 = .min

    init(budget: WeightBudget) { self.budget = budget }

    /// From here on, this minute included; never narrower than it was.
    mutating func widen(to wider: WeightBudget) {
        if wider.perMinute > budget.perMinute { budget = wider }
    }

    mutating func admit(_ weight: Int, at moment: Moment) -> Admission {
        if moment.local < silentUntil {
            return .silenced(seconds: Int((silentUntil - moment.local + 999) / 1_000))
        }
        guard weight <= budget.perMinute else { return .tooHeavy(budget: budget.perMinute) }
        turn(to: moment.minute)
        guard reading(at: moment).hasRoom(for: weight), (usedByAll ?? 0) + inFlight + weight <= WeightBudget.limit
        else {
            return .full(seconds: moment.secondsToNextMinute)
        }
        usedHere += weight
        inFlight += weight
        return .admitted
    }

    /// Takes back what was counted for a request that did not leave.
    mutating func takeBack(_ weight: Int, countedAt moment: Moment) {
        guard minute == moment.minute else { return }
        usedHere = max(0, usedHere - weight)
        inFlight = max(0, inFlight - weight)
    }

    /// It was answered, and the answer's header counts it.
    mutating func settle(_ weight: Int, countedAt moment: Moment) {
        if minute == moment.minute { inFlight = max(0, inFlight - weight) }
    }

    /// Notes `X-MBX-USED-WEIGHT-1M` of an answer received at `moment`; answers may overtake each other.
    mutating func note(usedByAll used: Int, at moment: Moment) {
        turn(to: moment.minute)
        usedByAll = max(used, usedByAll ?? 0)
    }

    mutating func fallSilent(seconds: Int, at moment: Moment) {
        silentUntil = max(silentUntil, moment.local + Int64(seconds) * 1_000)
    }

    func reading(at moment: Moment) -> WeightReading {
        let current = minute == moment.minute
        return WeightReading(
            usedByAll: current ? usedByAll : nil, usedHere: current ? usedHere : 0, limit: WeightBudget.limit,
            budget: budget.perMinute, secondsToNextMinute: moment.secondsToNextMinute)
    }

    private mutating func turn(to current: Int64) {
        guard current != minute else { return }
        minute = current
        usedHere = 0
        inFlight = 0
        usedByAll = nil
    }
}
