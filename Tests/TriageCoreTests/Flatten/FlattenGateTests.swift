import Testing
import TriageCore

/// The gates on a position; those on orders are in `GateTests`.
struct FlattenGateTests {
    /// A flatten that every gate lets pass; a case spoils one thing.
    struct Request: Sendable {
        var position = GivenPosition()
        var triages = [Request.verdict()]
        var unresolved: [UnresolvedIntent] = []
        var instances: [InstanceReport] = []
        var word: InstanceRule.OperatorStatement? = .saysStopped
        var whileRunning = false
        var withoutTriage = false
        var maxOrders = 10
        var maxNotional = "500"
        var worth: UnitValue? = UnitValue(mark: Given.price("60000"), quoteAsset: "USDT")
        var ceilings = LimitCeilings()
        var action = ActionKind.flatten

        static func verdict(
            _ code: String = "untracked-fills", age: Int64 = 60_000, side: PositionSide? = nil,
            amount: String? = "0.005", seen: Timestamp? = Given.noon
        ) -> TriageRecord {
            TriageRecord(
                seq: 7, code: code, at: GateRequest.now.advanced(byMilliseconds: -age),
                accountContext: GateRequest.here,
                symbol: Given.btc, positionSide: side, amount: amount.map(Given.quantity),
                judged: .position(PositionVersion(updateTime: seen, lastFill: 3)))
        }

        var facts: GateFacts {
            let target = FlattenTarget(
                symbol: Given.btc, progress: position.progress, filters: position.filters, worth: worth,
                held: position.reading.held, triages: triages,
                unresolved: unresolved)
            var facts = GateFacts(
                action: action, investigation: "investigation", accountContext: GateRequest.here, mainnetAllowed: false,
                targets: [.flatten(target)], allowedSymbols: [], maxOrders: maxOrders,
                maxNotional: Given.amount(maxNotional), clock: GateRequest().clock, weight: GateRequest().weight,
                weightNeeded: 12,
                flags: OperatorFlags(
                    executes: true, confirmation: "BTCUSDT", expectedConfirmation: "BTCUSDT", reason: "left behind",
                    ticket: nil, withoutTriage: withoutTriage, whileRunning: whileRunning),
                now: GateRequest.now, instances: instances)
            facts.ceilings = ceilings
            facts.word = word
            return facts
        }

        var refusals: [GateCode] { Gates.judge(facts).filter(\.isRefused).map(\.code) }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let what: String
        let request: Request
        let refused: GateCode?
        var testDescription: String { what }

        init(_ what: String, _ refused: GateCode?, _ change: (inout Request) -> Void) {
            self.what = what
            self.refused = refused
            var request = Request()
            change(&request)
            self.request = request
        }
    }

    private static func hedge(_ choice: PositionLookup.Choice?) -> GivenPosition {
        var position = GivenPosition()
        position.isHedge = true
        position.amounts = [(.long, "0.005"), (.short, "-0.002")]
        position.choice = choice
        return position
    }

    private static let triages = [
        Case("nothing is wrong", nil) { _ in },
        Case("no verdict", .noFreshTriage) { $0.triages = [] },
        Case("no verdict, overridden", nil) {
            $0.triages = []
            $0.withoutTriage = true
        },
        Case("another verdict", .noFreshTriage) { $0.triages = [Request.verdict("external")] },
        Case("15 minutes old", nil) { $0.triages = [Request.verdict(age: 900_000)] },
        Case("a millisecond older", .noFreshTriage) { $0.triages = [Request.verdict(age: 900_001)] },
        Case("a newer verdict", .noFreshTriage) {
            $0.triages = [Request.verdict(), Request.verdict("inconclusive", age: 1)]
        },
        Case("a verdict on a hedge side of a one-way account", .noFreshTriage) {
            $0.triages = [Request.verdict(side: .long)]
        },
        Case("the verdict of this side", nil) {
            $0.position = hedge(.long)
            $0.triages = [Request.verdict(side: .long), Request.verdict("external", side: .short, amount: "-0.002")]
        },
        Case("the verdict of the other side", .noFreshTriage) {
            $0.position = hedge(.short)
            $0.triages = [Request.verdict(side: .long), Request.verdict("external", side: .short, amount: "-0.002")]
        },
        Case("one side named, only the other judged", .noFreshTriage) {
            $0.position = hedge(.short)
            $0.triages = [Request.verdict(side: .long)]
        },
        Case("smaller than it was judged", nil) { $0.triages = [Request.verdict(amount: "0.006")] },
        Case("closed and opened again to the same size", .noFreshTriage) {
            $0.triages = [Request.verdict(seen: Given.at(-1))]
        },
        Case("a verdict that does not say which fills it saw", .noFreshTriage) {
            $0.triages = [Request.verdict(seen: nil)]
        },
        Case("grown since it was judged", .noFreshTriage) { $0.triages = [Request.verdict(amount: "0.004")] },
        Case("turned since it was judged", .noFreshTriage) { $0.triages = [Request.verdict(amount: "-0.006")] },
    ]

    private static func instance(
        _ mode: String?, answers: Bool = true, stated: Bool? = nil, service: InstanceReport.ServiceState? = nil
    ) -> InstanceReport {
        InstanceReport(
            name: "grinder-1",
            health: answers
                ? .success(.init(uptimeMilliseconds: 5_000, readAt: Given.noon)) : .failure(Given.unreachable),
            readiness: answers ? .success(.init(isReady: true, mode: mode)) : .failure(Given.unreachable),
            statedTrading: stated, service: service)
    }

    private static let instances = [
        Case("the trading loop answers", .instanceRunning) { $0.instances = [instance("trading_loop")] },
        Case("an instance that names no mode answers", .instanceRunning) { $0.instances = [instance(nil)] },
        Case("another mode answers", nil) { $0.instances = [instance("reconcile_only")] },
        Case("another mode, but the config says it trades", .instanceRunning) {
            $0.instances = [instance("reconcile_only", stated: true)]
        },
        Case("it answers, and the operator says stopped", .instanceRunning) {
            $0.instances = [instance("trading_loop")]
            $0.word = .saysStopped
        },
        Case("nothing answers, and the operator says stopped", nil) { $0.instances = [instance(nil, answers: false)] },
        Case("nothing answers, and nobody says why", .instanceRunning) {
            $0.instances = [instance(nil, answers: false)]
            $0.word = nil
        },
        Case("nothing answers, and the operator says running", .instanceRunning) {
            $0.instances = [instance(nil, answers: false)]
            $0.word = .saysRunning
        },
        Case("nothing answers, and an unclear answer", .instanceRunning) {
            $0.instances = [instance(nil, answers: false)]
            $0.word = .unclear("perhaps")
        },
        Case("nothing answers, overridden", nil) {
            $0.instances = [instance(nil, answers: false)]
            $0.word = nil
            $0.whileRunning = true
        },
        Case("no instance is known, and nobody says why", .instanceRunning) { $0.word = nil },
        Case("nothing answers, and its status says stopped", nil) {
            $0.instances = [instance(nil, answers: false, service: .stopped)]
            $0.word = nil
        },
        Case("one is stopped, the other silent", .instanceRunning) {
            $0.instances = [instance(nil, answers: false, service: .stopped), instance(nil, answers: false)]
            $0.word = nil
        },
        Case("it answers, and its status says stopped", .instanceRunning) {
            $0.instances = [instance("trading_loop", service: .stopped)]
            $0.word = nil
        },
        Case("another mode answers, and nobody says anything", nil) {
            $0.instances = [instance("reconcile_only")]
            $0.word = nil
        },
        Case("nothing answers, but its status command says running", .instanceRunning) {
            $0.instances = [instance(nil, answers: false, service: .running)]
        },
        Case("one of two runs", .instanceRunning) {
            $0.instances = [instance(nil, answers: false), instance("trading_loop")]
        },
        Case("it runs, overridden", nil) {
            $0.instances = [instance("trading_loop")]
            $0.whileRunning = true
        },
        Case("a reset is not overridden", .instanceRunning) {
            $0.instances = [instance("trading_loop")]
            $0.whileRunning = true
            $0.action = .reset
        },
        Case("a reset closes by a verdict too", .noFreshTriage) {
            $0.triages = []
            $0.action = .reset
        },
    ]

    private static let sizes = [
        Case("both sides, none named", .sideRequired) {
            $0.position = hedge(nil)
            $0.triages = [Request.verdict(side: .long)]
        },
        Case("worth the cap exactly", nil) { $0.maxNotional = "300" },
        Case("a hair above the cap", .notionalCap) { $0.maxNotional = "299.999" },
        Case("every request of the plan counts", .orderLimit) {
            $0.position.orders = [GivenPosition.order()]
            $0.maxOrders = 1
        },
        Case("as many requests as allowed", nil) {
            $0.position.orders = [GivenPosition.order()]
            $0.maxOrders = 2
        },
        Case("a stranger's reduce-only order leaves no room", .notOurs) {
            $0.position.orders = [GivenPosition.order("web_1")]
            $0.position.orders[0].reduceOnly = true
        },
        Case("a stranger's plain order rests far away", nil) { $0.position.orders = [GivenPosition.order("web_1")] },
        Case("the close and the protection it takes away count once", nil) {
            $0.position.orders = [GivenPosition.order()]
            $0.position.orders[0].reduceOnly = true
            $0.maxNotional = "300"
        },
        Case("the worth is not known", .notionalCap) { $0.worth = nil },
        Case("quoted in another asset, converted", nil) {
            $0.worth = UnitValue(mark: Given.price("0.05"), quoteAsset: "BTC", quoteMark: Given.price("60000"))
            $0.maxNotional = "15"
        },
        Case("quoted in another asset, a hair above the cap", .notionalCap) {
            $0.worth = UnitValue(mark: Given.price("0.05"), quoteAsset: "BTC", quoteMark: Given.price("60000"))
            $0.maxNotional = "14.99"
        },
        Case("quoted in another asset without a mark", .notionalCap) {
            $0.worth = UnitValue(mark: Given.price("0.05"), quoteAsset: "BTC")
        },
        Case("exchangeInfo does not say the quote asset", .notionalCap) {
            $0.worth = UnitValue(mark: Given.price("60000"), quoteAsset: nil)
        },
        Case("a stranger's order on the opening side", nil) {
            $0.position.orders = [GivenPosition.order("web_1", side: .buy)]
        },
        Case("an open intent on another order of the symbol", .openIntent) {
            $0.unresolved = [GateRequest.intent(id: ClientOrderID("grinder_d_BTCUSDT_9_1_1"))]
        },
        Case("an open intent that names no symbol", .openIntent) {
            $0.unresolved = [GateRequest.intent(symbol: nil)]
        },
        Case("an open intent on another symbol", nil) { $0.unresolved = [GateRequest.intent(symbol: Given.eth)] },
    ]

    private static func tradingStatus(_ status: String?) -> (inout Request) -> Void {
        {
            $0.position.filters = GivenPosition.filters(
                GivenPosition.lot("1000"), GivenPosition.lot("120"), status: status)
        }
    }

    private static let standings = [
        "SETTLING", "PRE_SETTLE", "CLOSE", "PENDING_TRADING", "PRE_DELIVERING", "trading", nil,
    ]
    .map { Case("the symbol is \($0 ?? "of no known status")", .symbolNotTrading, tradingStatus($0)) }

    @Test(arguments: [triages, instances, sizes, standings].joined().map(\.self))
    func `a gate refuses at its boundary and nowhere else`(_ given: Case) {
        #expect(given.request.refusals == [given.refused].compactMap(\.self))
    }

    @Test func `what waits for a side has neither orders nor size to judge`() {
        var request = Request()
        request.position = Self.hedge(nil)
        request.position.orders = [GivenPosition.order("web_1", positionSide: .long)]
        request.worth = nil
        let shown = Gates.judge(request.facts).map(\.code)
        #expect(!shown.contains(.notOurs) && !shown.contains(.orderLimit) && !shown.contains(.notionalCap))
    }

    @Test func `a refusal names the command that would satisfy it`() {
        var request = Request()
        request.position = Self.hedge(nil)
        request.triages = []
        request.instances = [Self.instance("trading_loop")]
        let remedies = Dictionary(
            uniqueKeysWithValues: Gates.judge(request.facts).filter(\.isRefused).map { ($0.code, $0.remedy) })
        #expect(remedies[.noFreshTriage] == .command(NextCommand("triage", "position", "BTCUSDT")))
        #expect(remedies[.instanceRunning] == .some(nil))
        #expect(remedies[.sideRequired] == .again(["--side", "SIDE"]))
        // Only a person can vouch for silence: the answer is left to be filled in, and refused until it is.
        request.instances = []
        request.word = nil
        let silent = Gates.judge(request.facts).first { $0.code == .instanceRunning }?.remedy
        #expect(silent == .again(["--answer", "instance-stopped=…"]))
        #expect(AnswerPlaceholder.isOne("…") && AnswerPlaceholder.isOne("...") && !AnswerPlaceholder.isOne("yes"))
    }

    @Test func `one clearance at a time, for the next request alone, and only on the facts expected`() throws {
        var request = Request()
        request.position.orders = [GivenPosition.order()]
        request.whileRunning = true
        let reading = request.position.reading
        func cleared(_ reading: Result<PositionReading, Unavailable>) -> [ActionIntent] {
            let recheck = PositionRecheck(symbol: Given.btc, reading: reading)
            guard case .cleared(_, var clearances) = Gates.clear(request.facts, positions: [recheck]) else { return [] }
            var intents: [ActionIntent] = []
            while let clearance = clearances.next() { intents.append(clearance.intent) }
            return intents
        }
        let intents = cleared(.success(reading))
        #expect(intents.map(\.request.endpoint) == ["DELETE /fapi/v1/order"])
        #expect(intents.first?.action == .flatten)
        #expect(intents.first?.overrides == ["while-running"])
        #expect(cleared(.failure(Given.unreachable)).isEmpty)
        #expect(intents.first?.verdict == 7)
        var moved = request.position
        moved.amounts = [(.both, "0.004")]
        #expect(cleared(.success(moved.reading)).isEmpty)
        // The same size again, and traded in between.
        moved = request.position
        moved.updateTime = Given.at(1)
        #expect(cleared(.success(moved.reading)).isEmpty)
        guard case .refused(let results) = Gates.clear(request.facts) else {
            Issue.record("cleared without a reading")
            return
        }
        #expect(results.last?.code == .stalePlan && results.last?.isRefused == true)
        #expect(results.last?.remedy == .command(NextCommand("flatten", "BTCUSDT")))
    }
}
