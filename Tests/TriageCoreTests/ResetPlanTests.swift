import Testing
import TriageCore

/// What a reset would do, from what was seen of the account and the instances.
@Suite struct ResetPlanTests {
    private static let key = ResetPosition.Key(Given.btc, .both)
    private static let foreign = ClientOrderID("web_Kp3vLx9QmTz2RbYc5NfA")

    private static func setting(only: Bool = false, all: Bool = false, files: [String] = []) -> FullStateReset.Setting {
        FullStateReset.Setting(
            scope: ResetScope(onlyCancels: only), identity: Identity(), closesAll: all, files: files)
    }

    private static func row(_ amount: String, _ side: PositionSide = .both, of symbol: Symbol = Given.btc) -> Position {
        Position(
            symbol: symbol, side: side, amount: Given.quantity(amount), entryPrice: Given.price("60000"),
            markPrice: Given.price("60000"), updateTime: nil)
    }

    private static func instances(running: [String] = []) -> ResetInstances {
        var instances = ResetInstances(
            ["grinder-1", "grinder-2"].map {
                ResetInstances.Instance(name: $0, hasStop: true, hasStart: $0 == "grinder-1", isConfigured: true)
            }, word: .saysStopped)
        for name in ["grinder-1", "grinder-2"] {
            let runs = running.contains(name)
            instances.reports[name] = InstanceReport(
                name: name,
                health: runs
                    ? .success(InstanceReport.Health(uptimeMilliseconds: 1_000, readAt: Given.noon))
                    : .failure(Given.unreachable),
                readiness: runs
                    ? .success(InstanceReport.Readiness(isReady: true, mode: "trading_loop", role: nil))
                    : .failure(Given.unreachable), service: nil)
            if !runs { instances.stoppedByCommand.insert(name) }
        }
        return instances
    }

    private static func survey(
        _ setting: FullStateReset.Setting = setting(), running: [String] = [], orders: [Order] = [Given.order()],
        rows: [Position] = [row("0.010")], code: PositionVerdict? = .untrackedFills, mark: String? = "60000"
    ) -> ResetSurvey {
        var survey = ResetSurvey(
            setting, instances: instances(running: running), lists: ResetOpenOrders(normal: orders, algo: []),
            rows: rows)
        for position in survey.positions { survey.codes[position.key] = code?.rawValue }
        for symbol in survey.symbols {
            survey.worths[symbol] = UnitValue(mark: mark.map { Given.price($0) }, quoteAsset: "USDT")
        }
        return survey
    }

    private static func facts(_ survey: ResetSurvey, filters: SymbolFilters? = GivenPosition.filters)
        -> ResetClosingFacts
    {
        var facts = ResetClosingFacts()
        for symbol in survey.symbols { facts.filters[symbol] = filters }
        for position in survey.positions { facts.series[position.key] = GivenPosition.series }
        return facts
    }

    private static func plan(_ survey: ResetSurvey, _ setting: FullStateReset.Setting = setting()) -> ResetPlan {
        ResetPlan(survey, setting, facts(survey))
    }

    @Test func `it stops, sets aside, cancels, closes and starts, in this order`() {
        let setting = Self.setting(files: ["/srv/expected.jsonl"])
        let plan = Self.plan(Self.survey(setting, running: ["grinder-2"]), setting)
        let words = plan.steps.map { step in
            switch step {
            case .stop(let name): "stop \(name)"
            case .setAside(let file): "set aside \(file)"
            case .cancel(let order): "cancel \(order.clientOrderID)"
            case .close(let order): "close \(order.symbol) \(order.side.rawValue) \(order.quantity)"
            case .start(let name): "start \(name)"
            }
        }
        #expect(
            words == [
                "stop grinder-2", "set aside /srv/expected.jsonl", "cancel \(Given.id)", "close BTCUSDT SELL 0.010",
                "start grinder-1",
            ])
        #expect(plan.targets.map(\.symbol) == [Given.btc, Given.btc])
        #expect(plan.closing == [Self.key])
        #expect(plan.staying.isEmpty)
    }

    @Test func `with only cancels nothing is closed, started or said to stay`() {
        let setting = Self.setting(only: true)
        let plan = Self.plan(Self.survey(setting), setting)
        #expect(plan.steps == [.cancel(.normal(Given.order()))])
        #expect(plan.stays.isEmpty)
    }

    @Test func `an order of others is no target`() {
        let survey = Self.survey(orders: [Given.order(Self.foreign)], rows: [])
        #expect(Self.plan(survey).targets.isEmpty)
        #expect(survey.orders.foreign == 1)
    }

    @Test(arguments: [PositionVerdict.external, .mixed, .forced, .inconclusive, nil])
    func `a position that is not grinder's own stays, unless all are closed`(code: PositionVerdict?) {
        let survey = Self.survey(orders: [], code: code)
        let plan = Self.plan(survey)
        #expect(plan.closing.isEmpty && plan.targets.isEmpty)
        #expect(plan.staying == ["position BTCUSDT 0.010: \(code?.rawValue ?? "not triaged"), left as it is"])
        let all = Self.setting(all: true)
        #expect(Self.plan(Self.survey(all, orders: [], code: code), all).closing == [Self.key])
    }

    @Test func `what cannot be closed stays, and why`() {
        let unmarked = Self.survey(orders: [], mark: nil)
        #expect(Self.plan(unmarked).staying == ["position BTCUSDT 0.010: its filters or its mark price are unknown"])
        let survey = Self.survey(orders: [])
        let unknown = ResetPlan(survey, Self.setting(), Self.facts(survey, filters: nil))
        #expect(unknown.staying == ["position BTCUSDT 0.010: its filters or its mark price are unknown"])
        let stepless = GivenPosition.filters(nil, nil)
        let unsplit = ResetPlan(survey, Self.setting(), Self.facts(survey, filters: stepless))
        #expect(unsplit.staying == ["position BTCUSDT 0.010: no lot size of BTCUSDT is known"])
    }

    @Test func `dust beside a close is told as the rest it is`() {
        let plan = Self.plan(Self.survey(orders: [], rows: [Self.row("0.0105")]))
        #expect(plan.closing == [Self.key])
        #expect(plan.stays.map(\.amount) == [Given.quantity("0.0005")])
        #expect(plan.staying.first?.contains("smaller than any order may be") == true)
    }

    @Test func `both sides of a hedge account are closed each by an order of its own`() {
        let survey = Self.survey(orders: [], rows: [Self.row("0.010", .long), Self.row("-0.020", .short)])
        let closes = Self.plan(survey).steps.compactMap { if case .close(let order) = $0 { order } else { nil } }
        #expect(closes.map(\.side) == [.sell, .buy])
        #expect(closes.map(\.positionSide) == [.long, .short])
    }

    @Test func `the outlook tells each step, and the forecast counts what is still to be read and sent`() {
        let setting = Self.setting()
        let survey = Self.survey(setting, running: ["grinder-1"])
        let plan = Self.plan(survey, setting)
        let steps = survey.outlook(setting, plan)
        #expect(steps.map(\.id.rawValue) == ResetStep.allCases.map(\.rawValue))
        #expect(
            steps.map(\.summary) == [
                "to be stopped, in this order: grinder-1",
                "no file is named; what grinder holds in memory goes with the process",
                "1 grinder order to be cancelled; 0 orders of others left untouched", "1 position to be closed",
                "to be started: grinder-1",
            ])
        // The lists anew, one order with them, two reads of the positions with them, one close, what runs afterwards.
        let weight = 80 + (3 + 2) + (10 + 2 + 1 + 18 + 5) + (80 + 5)
        #expect(ResetForecast(setting: setting, survey: survey, plan: plan).weight == weight)
    }

    @Test func `a survey without anything needs nothing but the start`() {
        let setting = Self.setting()
        let survey = Self.survey(setting, orders: [], rows: [])
        let plan = Self.plan(survey, setting)
        #expect(plan.steps == [.start("grinder-1")])
        #expect(survey.outlook(setting, plan).map(\.status) == [.ok, .skipped, .ok, .ok, .attention])
        #expect(survey.untouched(setting.scope, "not touched").isEmpty)
    }

    // MARK: - Cut short

    private static func protecting(_ id: Int64, of quantity: String = "0.010", executed: String = "0") -> Order {
        Order(
            symbol: Given.btc, orderID: OrderID(id),
            clientOrderID: ClientOrderID("grinder_d_BTCUSDT_1_1772971200_\(id)"),
            status: OrderStatus("NEW"), side: .sell, price: Given.price("67183.1"), origQty: Given.quantity(quantity),
            executedQty: Given.quantity(executed), time: Given.noon, updateTime: nil)
    }

    @Test func `a position is bared by what was cancelled of its own closing side, unless it was closed`() {
        let orders = [Self.protecting(1), Self.protecting(2), Self.protecting(3, executed: "0.010"), Given.order()]
        let survey = Self.survey(orders: orders)
        let bared = survey.bared(closed: []) { $0.exchangeID != "2" }
        #expect(bared.map(\.position.key) == [Self.key])
        #expect(bared.first?.cancelled.map(\.exchangeID) == ["1"])
        #expect(bared.first?.resting.map(\.exchangeID).sorted() == ["2", "3"])
        #expect(survey.bared(closed: [Self.key]) { _ in true }.isEmpty)
        #expect(survey.bared(closed: []) { _ in false }.isEmpty)
        #expect(Self.survey(orders: orders, rows: [Self.row("-0.010")]).bared(closed: []) { $0.side == .sell }.isEmpty)
    }

    @Test func `a stop that closes the position has no quantity, and protects it all the same`() {
        let survey = Self.survey(orders: [Self.protecting(1, of: "0")])
        #expect(survey.bared(closed: []) { _ in true }.first?.cancelled.map(\.exchangeID) == ["1"])
        #expect(survey.bared(closed: []) { _ in false }.isEmpty)
    }

    @Test func `what a reset that was cut short never came to is told once`() {
        let survey = Self.survey(orders: [Self.protecting(1), Self.protecting(2), Self.protecting(3)])
        func unreached(_ halted: String?, left: [ResetLeftover] = [], closed: Set<ResetPosition.Key> = []) -> [String] {
            survey.unreached(
                ResetConclusion(halted: halted, left: left), closed: closed,
                verified: ["grinder_d_BTCUSDT_1_1772971200_1"])
        }
        #expect(unreached(nil).isEmpty)
        #expect(
            unreached("interrupted", left: [.stranger(.normal(Self.protecting(2)))]) == [
                "order grinder_d_BTCUSDT_1_1772971200_3 (NEW): not reached", "position BTCUSDT 0.010: not reached",
            ])
        #expect(unreached("interrupted", closed: [Self.key]).count == 2)
    }
}
