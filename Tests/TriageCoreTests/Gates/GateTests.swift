import Testing
import TriageCore

struct GateTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let what: String
        let request: GateRequest
        /// The one gate that refuses; `nil`: all pass.
        let refused: GateCode?
        var testDescription: String { what }

        init(_ what: String, _ refused: GateCode?, _ change: (inout GateRequest) -> Void) {
            self.what = what
            self.refused = refused
            var request = GateRequest()
            change(&request)
            self.request = request
        }
    }

    private static let mainnet = AccountContext(
        environment: "mainnet", baseURL: "https://fapi.binance.com", account: GateRequest.here.account)
    private static let sandbox = AccountContext(
        environment: "mainnet", baseURL: "http://127.0.0.1:4000", account: GateRequest.here.account)
    private static let otherKey = AccountContext(
        environment: "demo", baseURL: GateRequest.here.baseURL, account: "ffffffffffffffff")

    private static func on(_ accountContext: AccountContext, allowed: Bool) -> (inout GateRequest) -> Void {
        { request in
            request.accountContext = accountContext
            request.mainnetAllowed = allowed
            request.targets[0].triages = [GateRequest.triage(accountContext: accountContext)]
        }
    }

    private static let places = [
        Case("nothing is wrong", nil) { _ in },
        Case("triaged on mainnet", .environmentMismatch) {
            $0.targets[0].triages = [GateRequest.triage(accountContext: mainnet)]
        },
        Case("triaged with another key", .environmentMismatch) {
            $0.targets[0].triages = [GateRequest.triage(accountContext: otherKey)]
        },
        Case("triaged elsewhere and then here", nil) {
            $0.targets[0].triages = [GateRequest.triage(accountContext: mainnet), GateRequest.triage(seq: 8)]
        },
        Case("an orphan elsewhere, but not here", .noFreshTriage) {
            $0.targets[0].triages = [GateRequest.triage("gone"), GateRequest.triage(accountContext: mainnet, seq: 8)]
        },
        Case("triaged elsewhere, but standing on no triage", nil) {
            $0.targets[0].triages = [GateRequest.triage(accountContext: mainnet)]
            $0.withoutTriage = true
        },
        Case("mainnet without leave", .mainnetNotAllowed, on(mainnet, allowed: false)),
        Case("mainnet with leave", nil, on(mainnet, allowed: true)),
        Case("mainnet by its label, on loopback", .mainnetNotAllowed, on(sandbox, allowed: false)),
        Case("somebody else's order", .notOurs) {
            $0.targets[0] = .init(.normal(Given.order(ClientOrderID("web_123456789"))))
        },
        Case("somebody else's order, without triage", .notOurs) {
            $0.targets[0] = .init(.normal(Given.order(ClientOrderID("web_123456789"))))
            $0.withoutTriage = true
        },
        Case("grinder's id on another symbol", .notOurs) {
            $0.targets[0] = .init(.normal(Given.order(symbol: Given.eth)))
        },
        Case("a symbol that is listed", nil) { $0.allowedSymbols = [Given.eth, Given.btc] },
        Case("a symbol that is not listed", .symbolNotAllowed) { $0.allowedSymbols = [Given.eth] },
    ]

    private static let intents = [
        Case("an open intent on the client id", .openIntent) { $0.targets[0].unresolved = [GateRequest.intent()] },
        Case("an open intent on the order id", .openIntent) {
            $0.targets[0].unresolved = [GateRequest.intent(id: nil, exchangeID: "851230066745")]
        },
        Case("an open intent of another key of the same environment", .openIntent) {
            $0.targets[0].unresolved = [GateRequest.intent(accountContext: otherKey)]
        },
        Case("an open intent on another order", nil) {
            $0.targets[0].unresolved = [GateRequest.intent(id: ClientOrderID("grinder_d_BTCUSDT_2_1_1"))]
        },
        Case("an open intent on that order id of another symbol", nil) {
            $0.targets[0].unresolved = [GateRequest.intent(symbol: Given.eth, id: nil, exchangeID: "851230066745")]
        },
        Case("an open intent in another environment", nil) {
            $0.targets[0].unresolved = [GateRequest.intent(accountContext: mainnet)]
        },
    ]

    private static func triaged(_ records: TriageRecord...) -> (inout GateRequest) -> Void {
        { $0.targets[0].triages = records }
    }

    private static let triages = [
        Case("no triage", .noFreshTriage, triaged()),
        Case("triaged 15 minutes ago", nil, triaged(GateRequest.triage(age: 900_000))),
        Case("triaged 15 minutes and 1 ms ago", .noFreshTriage, triaged(GateRequest.triage(age: 900_001))),
        Case("triaged right now", nil, triaged(GateRequest.triage(age: 0))),
        Case("triaged a second ahead", nil, triaged(GateRequest.triage(age: -1_000))),
        Case("triaged 1001 ms ahead", .noFreshTriage, triaged(GateRequest.triage(age: -1_001))),
        Case("another verdict since", .noFreshTriage, triaged(GateRequest.triage(), GateRequest.triage("expected"))),
        Case("an orphan again", nil, triaged(GateRequest.triage("inconclusive"), GateRequest.triage())),
        Case("a verdict on another symbol", .noFreshTriage, triaged(GateRequest.triage(symbol: Given.eth))),
        Case("a verdict of another kind", .noFreshTriage, triaged(GateRequest.triage("untracked-fills"))),
        Case(
            "a stale triage elsewhere", .noFreshTriage,
            triaged(GateRequest.triage(age: 900_001, accountContext: mainnet))),
        Case(
            "the verdict was about another order under this client id", .noFreshTriage,
            triaged(GateRequest.triage(judged: JudgedSubject(.normal(Given.order(orderID: 4)))))),
        Case(
            "the verdict was about a conditional order of that number", .noFreshTriage,
            triaged(GateRequest.triage(judged: .order(id: "851230066745", isAlgo: true)))),
        Case("a verdict that names no order", .noFreshTriage, triaged(GateRequest.triage(judged: nil))),
        Case(
            "an older order's verdict, and this one's", nil,
            triaged(GateRequest.triage(judged: JudgedSubject(.normal(Given.order(orderID: 4)))), GateRequest.triage())),
        Case("no triage, overridden", nil) {
            $0.targets[0].triages = []
            $0.withoutTriage = true
        },
    ]

    /// A reduce-only SELL of grinder's in front of a position.
    private static func worth(
        _ cap: String, _ quantity: String, filled: String = "0", mark: String?, held: String = "9",
        _ change: @escaping @Sendable (inout Order) -> Void = { $0.reduceOnly = true }
    ) -> (inout GateRequest) -> Void {
        { request in
            request.maxNotional = Given.amount(cap)
            var order = Given.order(origQty: quantity, executedQty: filled)
            order.side = .sell
            change(&order)
            request.targets[0].order = .normal(order)
            request.targets[0].held = order.reduceOnly || order.positionSide != .both ? Given.quantity(held) : nil
            request.targets[0].worth = UnitValue(mark: mark.map(Given.price), quoteAsset: "USDT")
        }
    }

    /// Quantity 0, as the exchange has it.
    private static func closesAll(_ cap: String, held: String) -> (inout GateRequest) -> Void {
        { request in
            request.maxNotional = Given.amount(cap)
            var stop = Given.algo(quantity: "0")
            stop.closePosition = true
            request.targets[0] = .init(.algo(stop))
            request.targets[0].held = Given.quantity(held)
        }
    }

    private static let sizes = [
        Case("as many orders as allowed", nil) { $0.maxOrders = 1 },
        Case("one order too many", .orderLimit) { $0.maxOrders = 0 },
        Case("a protection worth the cap exactly", nil, worth("200", "0.010", mark: "20000")),
        Case("a hair above the cap", .notionalCap, worth("200", "0.010", mark: "20000.00001")),
        Case("what is left is worth the cap", nil, worth("200", "0.030", filled: "0.020", mark: "20000")),
        Case("what is left is above", .notionalCap, worth("200", "0.030", filled: "0.019", mark: "20000")),
        Case("an exact sum of tenths", nil, worth("0.3", "3", mark: "0.1")),
        Case("no mark price", .notionalCap, worth("200", "0.010", mark: nil)),
        Case("a mark price of zero", .notionalCap, worth("200", "0.010", mark: "0.00000000")),
        Case("no more than the position it protects", nil, worth("200", "5", mark: "20000", held: "0.010")),
        Case("a position larger by a hair", .notionalCap, worth("200", "5", mark: "20000", held: "0.0101")),
        Case("no position behind it", nil, worth("0", "5", mark: nil, held: "0.000")),
        Case("a position on the other side of it", nil, worth("0", "5", mark: nil, held: "-2")),
        Case("an order that protects nothing, however large", nil, worth("0", "500", mark: nil) { _ in }),
        Case(
            "hedge: SELL of LONG counts as reduce-only", .notionalCap,
            worth("200", "0.0101", mark: "20000") {
                $0.positionSide = .long
            }),
        Case("hedge: SELL of SHORT opens", nil, worth("0", "5", mark: nil, held: "-2") { $0.positionSide = .short }),
        Case(
            "hedge: BUY of SHORT counts as reduce-only", .notionalCap,
            worth("200", "0.0101", mark: "20000", held: "-9") {
                $0.side = .buy
                $0.positionSide = .short
            }),
        Case("a closePosition stop weighs the whole position", .notionalCap, closesAll("39999", held: "2")),
        Case("and no more than that", nil, closesAll("40000", held: "2")),
        Case("a closePosition stop without a position", nil, closesAll("0", held: "0")),
    ]

    private static func clock(_ offset: Int64, _ error: Int64) -> (inout GateRequest) -> Void {
        {
            $0.clock = ClockReading(
                exchangeTime: GateRequest.now, offsetMilliseconds: offset, errorMilliseconds: error)
        }
    }

    private static func weight(all: Int?, here: Int, needed: Int) -> (inout GateRequest) -> Void {
        { request in
            request.weight = WeightReading(
                usedByAll: all, usedHere: here, limit: 2_400, budget: 480, secondsToNextMinute: 9)
            request.weightNeeded = needed
        }
    }

    private static let limits = [
        Case("60 s off", nil, clock(60_000, 0)),
        Case("60 s behind", nil, clock(-60_000, 0)),
        Case("60001 ms off", .clockSkew, clock(60_001, 0)),
        Case("60001 ms behind", .clockSkew, clock(-60_001, 0)),
        Case("known to 1 s", nil, clock(0, 1_000)),
        Case("known to 1001 ms", .clockSkew, clock(0, 1_001)),
        Case("no clock", .clockSkew) { $0.clock = nil },
        Case("the budget to its end", nil, weight(all: nil, here: 470, needed: 10)),
        Case("1 over the budget", .weightBudget, weight(all: nil, here: 470, needed: 11)),
        Case("the limit to its end", nil, weight(all: 2_390, here: 0, needed: 10)),
        Case("1 over the limit", .weightBudget, weight(all: 2_390, here: 0, needed: 11)),
        Case("no room on this IP for an answer that takes many looks", .weightBudget) {
            weight(all: 2_380, here: 0, needed: 10)(&$0)
            $0.weightReserve = 11
        },
        Case("room for it", nil) {
            weight(all: 2_380, here: 0, needed: 10)(&$0)
            $0.weightReserve = 10
        },
    ]

    private static let words = [
        Case("no reason", .reasonMissing) { $0.reason = nil },
        Case("an empty reason", .reasonMissing) { $0.reason = "" },
        Case("a blank reason", .reasonMissing) { $0.reason = " \t\n" },
        Case("a reason", nil) { $0.reason = "why not: the bot is gone" },
        Case("no confirmation", .confirmationMissing) { $0.confirmation = nil },
        Case("another id confirmed", .confirmationMismatch) { $0.confirmation = "grinder_d_BTCUSDT_1_1772971200_12" },
        Case("confirmed in other letters", .confirmationMismatch) { $0.confirmation = Given.id.rawValue.uppercased() },
        Case("confirmed with a space", .confirmationMismatch) { $0.confirmation = Given.id.rawValue + " " },
        Case("an empty confirmation", .confirmationMismatch) { $0.confirmation = "" },
        Case("a count confirmed by a name", .confirmationMismatch) { $0.expectedConfirmation = "3" },
        Case("a count confirmed", nil) {
            $0.expectedConfirmation = "3"
            $0.confirmation = "3"
        },
    ]

    @Test(arguments: [places, intents, triages, sizes, limits, words].joined().map(\.self))
    func `a gate refuses at its boundary and nowhere else`(given: Case) {
        #expect(given.request.refusals == [given.refused].compactMap(\.self))
    }

    @Test(arguments: [
        "WHY", "why", "Why?", "…", "...", "REASON", "reason", "<reason>", "'…'", "TODO", "tbd", "FIXME", "xxx", "XXXX",
        "?", "--", "n/a", "[your reason]", " - ", "TEXT",
    ])
    func `a word that only stands where a reason belongs is no reason`(_ reason: String) {
        var request = GateRequest()
        request.reason = reason
        #expect(request.refusals == [.reasonMissing])
    }

    @Test(arguments: [
        "x", "r", "drill", "left behind", "OPS-7", "whyever", "todo list was cleared", "為了清理", "reasonable",
    ])
    func `what somebody wrote is a reason`(_ reason: String) {
        var request = GateRequest()
        request.reason = reason
        #expect(request.refusals.isEmpty)
    }

    @Test func `gates stand in the contract's order`() {
        let contract = [
            "environment-mismatch", "mainnet-not-allowed", "not-ours", "symbol-not-allowed", "open-intent",
            "no-fresh-triage", "instance-running", "symbol-not-trading", "side-required", "order-limit", "notional-cap",
            "clock-skew",
            "weight-budget", "reason-missing", "policy",
            "confirmation-missing", "confirmation-mismatch", "stale-plan",
        ]
        #expect(GateCode.allCases.map(\.rawValue) == contract)
        var request = GateRequest()
        request.allowedSymbols = [Given.btc]
        request.policy.needsTicket = true
        let forPositions = ["instance-running", "symbol-not-trading", "side-required"]
        #expect(
            Gates.judge(request.facts).map(\.code.rawValue) == contract.dropLast().filter { !forPositions.contains($0) }
        )
    }

    @Test func `a gate that does not apply is not shown`() {
        var request = GateRequest()
        request.confirmation = nil
        let shown = Gates.judge(request.facts).map(\.code)
        #expect(!shown.contains(.symbolNotAllowed))
        #expect(!shown.contains(.confirmationMismatch))
        #expect(!shown.contains(.stalePlan))
    }

    @Test func `what no flag can satisfy refuses a plan too`() {
        #expect(GateCode.allCases.filter(\.isFinal) == [.notOurs, .openIntent, .symbolNotTrading, .sideRequired])
    }

    @Test func `one order that is not grinder's refuses all of them`() {
        var request = GateRequest()
        request.targets.append(.init(.normal(Given.order(ClientOrderID("web_1"), orderID: 2))))
        #expect(request.refusals == [.notOurs])
    }

    @Test func `mainnet is refused by name, and no command it prints sets the variable`() {
        var request = GateRequest()
        request.accountContext = Self.mainnet
        request.targets[0].triages = [GateRequest.triage(accountContext: Self.mainnet)]
        let gate = Gates.judge(request.facts).first { $0.code == .mainnetNotAllowed }
        #expect(gate?.detail.contains("ALLOW_MAINNET_TRADE") == true)
        #expect(gate?.remedy == nil)
    }

    @Test func `an intent carries the seq of the verdict that arms it`() {
        var request = GateRequest()
        func verdicts() -> [Int64?] {
            guard case .cleared(_, var clearances) = Gates.clear(request.facts) else {
                return []
            }
            var found: [Int64?] = []
            while let clearance = clearances.next() { found.append(clearance.intent.verdict) }
            return found
        }
        #expect(verdicts() == [7])
        request.withoutTriage = true
        #expect(verdicts() == [nil])
    }

    @Test func `a refusal names what was seen and what would satisfy it`() {
        var request = GateRequest()
        request.reason = nil
        request.confirmation = nil
        request.targets[0].triages = []
        let remedies = Dictionary(
            uniqueKeysWithValues: Gates.judge(request.facts).filter(\.isRefused).map { ($0.code, $0.remedy) })
        #expect(remedies[.reasonMissing] == .again(["--reason", "…"]))
        #expect(remedies[.confirmationMissing] == .again(["--confirm", Given.id.rawValue]))
        #expect(remedies[.noFreshTriage] == .command(NextCommand("triage", "unexpected", Given.id.rawValue)))
    }
}
