import AuditLog
import Binance
import BotEvidence
import TriageCore

/// Takes the survey; every read of the exchange that fails ends it.
struct ResetSurveyor {
    let session: Session
    let setting: FullStateReset.Setting
    let reader: ResetReader
    let triager: ResetTriager

    func survey(_ instances: ResetInstances) async throws -> (ResetSurvey, [RequestRecord]) {
        async let reports = session.controller.look(at: session.settings.instances, exchangeNow: reader.exchangeNow)
        let (orders, orderRequests) = await reader.openOrders()
        let positions = await reader.positions()
        var seen = instances
        for report in await reports { seen.reports[report.name] = report }
        let lists = try needed(orders, "the open orders")
        let rows = try needed(positions.value, "the positions")
        var survey = ResetSurvey(setting, instances: seen, lists: lists, rows: rows)
        var requests = orderRequests + positions.requests
        let symbols = survey.symbols
        for symbol in symbols {
            let mark = rows.first { $0.symbol == symbol }?.markPrice
            let (worth, asked) = await Valuer(exchange: session.exchange).worth(of: symbol, mark: mark)
            requests += asked
            survey.worths[symbol] = try needed(worth, "what \(symbol) is worth")
        }
        guard !setting.closesAll, !setting.scope.onlyCancels else { return (survey, requests) }
        if case .stopped = seen.finding { session.widenBudget() }
        let weight = await session.exchange.weight()
        let minutes = weight.minutes(for: symbols.count * ResetTriager.weight)
        if minutes > 1 {
            session.notes.note(
                "triaging \(Count.of(symbols.count, "symbol")) first: about \(minutes) minutes, at \(weight.budget) of "
                    + "request weight a minute")
        }
        for symbol in symbols {
            let (codes, asked) = try await triager.codes(symbol)
            requests += asked
            for (side, code) in codes { survey.codes[ResetPosition.Key(symbol, side)] = code }
        }
        return (survey, requests)
    }

    private func needed<Value>(_ read: Result<Value, Unavailable>, _ what: String) throws -> Value {
        switch read {
        case .success(let value): return value
        case .failure(let problem):
            try session.investigation.record(
                .actionRefused, PlanRecord(.reset, because: "\(problem.source): \(problem.detail)"))
            throw CommandError(
                unanswered: problem, what: "\(what) could not be read before the reset",
                consequence: "Nothing was stopped, cancelled or closed.")
        }
    }
}

/// The reads of a reset: of the whole account, or symbol by symbol where it is narrowed.
struct ResetReader: Sendable {
    let session: Session
    let scope: ResetScope
    let clock: ClockReading?

    /// Both lists and the positions of the whole account.
    static let accountWeight = 85

    /// The exchange's time, or the local one when the exchange has not told.
    var exchangeNow: @Sendable () -> Timestamp? {
        let (now, offset) = (session.context.now, clock?.offsetMilliseconds ?? 0)
        return { now().advanced(byMilliseconds: offset) }
    }

    func openOrders() async -> (Result<ResetOpenOrders, Unavailable>, [RequestRecord]) {
        var requests: [RequestRecord] = []
        var normal: [Order] = []
        var algo: [AlgoOrder] = []
        for symbol in places {
            async let first = session.exchange.openOrders(symbol)
            async let second = session.exchange.openAlgoOrders(symbol)
            let (orders, stops) = await (first, second)
            requests += orders.requests + stops.requests
            do throws(Unavailable) {
                normal += try orders.value.get()
                algo += try stops.value.get()
            } catch {
                return (.failure(error), requests)
            }
        }
        return (.success(ResetOpenOrders(normal: normal, algo: algo)), requests)
    }

    /// Weight 5 whatever the symbol: one read.
    func positions() async -> ExchangeAnswer<[Position]> { await session.exchange.positions(nil) }

    /// `nil` is the whole account, weight 40 a list; a symbol weighs 1.
    private var places: [Symbol?] { scope.symbols.isEmpty ? [nil] : scope.symbols.sorted().map { $0 } }
}

/// The position procedure within a reset: its verdicts are recorded, and so clear the closing as any triage does.
/// The bot's expected state is what is being reset: it is not asked.
struct ResetTriager {
    let session: Session
    let clock: ClockReading?

    /// What the position procedure asks of the exchange for a symbol that has traded little.
    static let weight = 70

    func codes(_ symbol: Symbol) async throws -> ([PositionSide: String], [RequestRecord]) {
        let workflow = TriageWorkflow(
            session: session, inputs: TriageInputs(logs: [], expected: nil), answers: [:],
            runbook: try RunbookLibrary.used("position", from: session.settings.runbooks),
            stepwise: false)
        let result = try await workflow.conduct(
            PositionLedger(symbol: symbol, identity: session.settings.identity), clock: clock)
        let codes = result.conclusion.findings.map { ($0.subject.positionSide ?? .both, $0.verdict.code) }
        return (Dictionary(codes) { first, _ in first }, result.requests)
    }
}
