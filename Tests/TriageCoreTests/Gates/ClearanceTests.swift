import Testing
import TriageCore

/// A journal in memory: refuses when told to, and remembers what it was given.
private actor Journal: IntentJournal {
    struct Full: Error {}
    private let isFull: Bool
    private(set) var written: [ActionIntent] = []

    init(isFull: Bool = false) { self.isFull = isFull }

    func makeDurable(_ intent: ActionIntent) throws -> Int64 {
        if isFull { throw Full() }
        written.append(intent)
        return Int64(100 + written.count)
    }
}

struct ClearanceTests {
    private struct Cleared {
        var results: [GateResult]
        var isCleared: Bool
        var intents: [ActionIntent] = []
        var refused: [GateCode] { results.filter(\.isRefused).map(\.code) }
    }

    private static func clear(_ request: GateRequest) -> Cleared {
        switch Gates.clear(request.facts) {
        case .refused(let results):
            return Cleared(results: results, isCleared: false)
        case .cleared(let results, var clearances):
            var cleared = Cleared(results: results, isCleared: true)
            while let clearance = clearances.next() { cleared.intents.append(clearance.intent) }
            return cleared
        }
    }

    private static var second: GateRequest.Target {
        var order = Given.order(ClientOrderID("grinder_tp_ETHUSDT_0_1772971200_12"), symbol: Given.eth, orderID: 4)
        order.reduceOnly = true
        return GateRequest.Target(.normal(order))
    }

    @Test func `every target gets one clearance, in the order asked`() {
        var request = GateRequest()
        request.targets += [Self.second, .init(.algo(Given.algo(ClientOrderID("grinder_d_BTCUSDT_7_1_1"))))]
        request.maxNotional = Given.amount("600")
        let cleared = Self.clear(request)
        #expect(cleared.isCleared)
        #expect(cleared.intents.map(\.request) == request.targets.map(\.order.cancelRequest))
        #expect(cleared.results.last?.code == .stalePlan)
        #expect(cleared.refused.isEmpty)
    }

    @Test func `an order named twice is cleared once`() {
        var request = GateRequest()
        request.targets += request.targets
        #expect(Self.clear(request).intents.count == 1)
    }

    @Test func `an intent says all it stands on`() throws {
        var request = GateRequest()
        request.withoutTriage = true
        let intent = try #require(Self.clear(request).intents.first)
        #expect(intent.action == .cancel)
        #expect(intent.request.endpoint == "DELETE /fapi/v1/order")
        #expect(intent.request.exchangeID == "851230066745")
        #expect(intent.before == .order(OrderPreconditions(request.targets[0].order)))
        #expect(intent.investigation == "investigation")
        #expect(intent.accountContext == GateRequest.here)
        #expect(intent.reason == "orphan after a restart")
        #expect(intent.ticket == "OPS-7")
        #expect(intent.overrides == ["without-triage"])
        #expect(Self.clear(GateRequest()).intents.first?.overrides == [])
    }

    @Test func `a conditional order is cancelled by its algo id`() {
        var request = GateRequest()
        request.targets = [.init(.algo(Given.algo()))]
        let sent = Self.clear(request).intents.first?.request
        #expect(sent?.endpoint == "DELETE /fapi/v1/algoOrder")
        #expect(sent?.exchangeID == "2146760")
    }

    @Test(arguments: [
        GateCode.environmentMismatch, .mainnetNotAllowed, .notOurs, .symbolNotAllowed, .openIntent, .noFreshTriage,
        .orderLimit, .notionalCap, .clockSkew, .weightBudget, .reasonMissing, .confirmationMissing,
        .confirmationMismatch, .stalePlan,
    ])
    func `one refusal of one order clears nothing`(code: GateCode) {
        var request = GateRequest()
        request.targets.append(Self.second)
        Self.spoil(&request, code)
        let cleared = Self.clear(request)
        #expect(!cleared.isCleared)
        #expect(cleared.intents.isEmpty)
        #expect(cleared.refused == [code])
    }

    private static func spoil(_ request: inout GateRequest, _ code: GateCode) {
        let elsewhere = AccountContext(
            environment: "mainnet", baseURL: "https://fapi.binance.com", account: GateRequest.here.account)
        switch code {
        case .environmentMismatch:
            request.targets[1].triages = [
                GateRequest.triage(
                    accountContext: elsewhere, symbol: nil, judged: JudgedSubject(request.targets[1].order))
            ]
        case .mainnetNotAllowed:
            request.accountContext = elsewhere
            for index in request.targets.indices {
                request.targets[index].triages = [
                    GateRequest.triage(
                        accountContext: elsewhere, symbol: nil, judged: JudgedSubject(request.targets[index].order))
                ]
            }
        case .instanceRunning, .symbolNotTrading, .sideRequired: Issue.record("a gate of positions")
        case .notOurs: request.targets[1].ownership = .notGrinders(reason: "somebody else's")
        case .symbolNotAllowed: request.allowedSymbols = [Given.btc]
        case .openIntent:
            request.targets[1].unresolved = [GateRequest.intent(symbol: Given.eth, id: nil, exchangeID: "4")]
        case .noFreshTriage: request.targets[1].triages = []
        case .orderLimit: request.maxOrders = 1
        case .notionalCap:
            request.targets[1].held = Given.quantity("-1")
            request.targets[1].worth = nil
        case .policy: request.policy.needsSecondOperator = true
        case .clockSkew: request.clock = nil
        case .weightBudget: request.weightNeeded = 471
        case .reasonMissing: request.reason = nil
        case .confirmationMissing: request.confirmation = nil
        case .confirmationMismatch: request.confirmation = "2"
        case .stalePlan: request.targets[1].reread = .missing
        }
    }

    @Test func `a plan clears nothing, though all gates pass`() {
        var request = GateRequest()
        request.executes = false
        let cleared = Self.clear(request)
        #expect(!cleared.isCleared)
        #expect(cleared.refused.isEmpty)
    }

    @Test func `no order, no clearance`() {
        var request = GateRequest()
        request.targets = []
        #expect(!Self.clear(request).isCleared)
    }

    @Test func `the intent is durable before anything can be sent`() async throws {
        let journal = Journal()
        guard case .cleared(_, var clearances) = Gates.clear(GateRequest().facts) else {
            Issue.record("refused")
            return
        }
        guard let clearance = clearances.next() else {
            Issue.record("no clearance")
            return
        }
        let request = clearance.request
        let recorded = try await clearance.record(in: journal)
        let (seq, sent) = (recorded.seq, recorded.request)
        #expect(seq == 101)
        #expect(sent == request)
        #expect(await journal.written.map(\.request) == [request])
        let isSpent = clearances.next() == nil
        #expect(isSpent)
    }

    @Test func `a journal that fails hands out nothing to send`() async {
        guard case .cleared(_, var clearances) = Gates.clear(GateRequest().facts) else {
            Issue.record("refused")
            return
        }
        guard let clearance = clearances.next() else {
            Issue.record("no clearance")
            return
        }
        do {
            let recorded = try await clearance.record(in: Journal(isFull: true))
            Issue.record("recorded as \(recorded.seq)")
        } catch {
            #expect(error is Journal.Full)
        }
    }
}
