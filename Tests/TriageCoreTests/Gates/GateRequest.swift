import TriageCore

/// A cancel that every gate lets pass; a test spoils one thing.
struct GateRequest: Sendable {
    static let here = AccountContext(
        environment: "demo", baseURL: "https://demo-fapi.binance.com", account: "0123456789abcdef")
    static let now = Given.at(3_600_000)

    struct Target: Sendable {
        /// Right before sending.
        enum Reread: Sendable {
            case unchanged, missing
            case found(Result<ObservedOrder?, Unavailable>)
        }

        var order = ObservedOrder.normal(Given.order())
        var ownership: Ownership?
        /// Of its own side, signed.
        var held: Quantity?
        var worth: UnitValue? = UnitValue(mark: Given.price("20000"), quoteAsset: "USDT")
        var triages = [GateRequest.triage()]
        var unresolved: [UnresolvedIntent] = []
        var reread = Reread.unchanged
    }

    var accountContext = here
    var mainnetAllowed = false
    var targets = [Target()]
    var allowedSymbols: [Symbol] = []
    var maxOrders = 10
    var maxNotional = Given.amount("500")
    var clock: ClockReading? = ClockReading(exchangeTime: now, offsetMilliseconds: 12, errorMilliseconds: 40)
    var weight = WeightReading(usedByAll: 100, usedHere: 10, limit: 2_400, budget: 480, secondsToNextMinute: 31)
    var weightNeeded = 12
    var executes = true
    var confirmation: String? = Given.id.rawValue
    var expectedConfirmation = Given.id.rawValue
    var reason: String? = "orphan after a restart"
    var withoutTriage = false
    var ticket: String? = "OPS-7"
    var policy = ActionPolicy.none
    var planStatus: PlanStatus?
    var ceilings = LimitCeilings()
    var weightSpent = 0
    var weightReserve = 0

    /// A verdict, its age in milliseconds.
    static func triage(
        _ code: String = "orphaned", age: Int64 = 60_000, accountContext: AccountContext = here,
        symbol: Symbol? = Given.btc,
        seq: Int64 = 7, judged: JudgedSubject? = JudgedSubject(.normal(Given.order()))
    ) -> TriageRecord {
        TriageRecord(
            seq: seq, code: code, at: now.advanced(byMilliseconds: -age), accountContext: accountContext,
            symbol: symbol,
            judged: judged)
    }

    static func intent(
        accountContext: AccountContext = here, symbol: Symbol? = Given.btc, id: ClientOrderID? = Given.id,
        exchangeID: String? = nil
    ) -> UnresolvedIntent {
        UnresolvedIntent(
            seq: 41, recordedAt: nil, accountContext: accountContext, symbol: symbol, clientOrderID: id,
            exchangeID: exchangeID,
            isAlgo: false)
    }

    var facts: GateFacts {
        var facts = GateFacts(
            action: .cancel, investigation: "investigation", accountContext: accountContext,
            mainnetAllowed: mainnetAllowed,
            targets: targets.map { .cancel($0.cancel) }, allowedSymbols: allowedSymbols, maxOrders: maxOrders,
            maxNotional: maxNotional, clock: clock, weight: weight, weightNeeded: weightNeeded,
            flags: OperatorFlags(
                executes: executes, confirmation: confirmation, expectedConfirmation: expectedConfirmation,
                reason: reason, ticket: ticket, withoutTriage: withoutTriage),
            now: Self.now)
        facts.policy = policy
        facts.planStatus = planStatus
        facts.ceilings = ceilings
        facts.weightSpent = weightSpent
        facts.weightReserve = weightReserve
        return facts
    }

    var refusals: [GateCode] { Gates.judge(facts).filter(\.isRefused).map(\.code) }
}

extension GateRequest.Target {
    init(_ order: ObservedOrder) {
        self.init()
        self.order = order
        triages = [GateRequest.triage(symbol: order.symbol, judged: JudgedSubject(order))]
    }

    fileprivate var cancel: CancelTarget {
        var target = CancelTarget(
            order: order,
            ownership: ownership
                ?? Ownership.of(order.clientOrderID, carrying: order.symbol, identity: Identity()),
            held: held, worth: worth, triages: triages, unresolved: unresolved)
        switch reread {
        case .unchanged: target.reread = .success(order)
        case .missing: break
        case .found(let found): target.reread = found
        }
        return target
    }
}
