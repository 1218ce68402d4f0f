import AuditLog
import Binance
import BotEvidence
import TriageCore

/// The account and the instances as they are before anything is done: what a plan stands on.
struct ResetSurvey {
    var instances: ResetInstances
    var orders: ResetOrders
    /// As read, for the first look of the saga; nothing has been done since.
    var lists: ResetOpenOrders
    var positions: [ResetPosition]
    /// As read, of the whole account.
    var rows: [Position]
    /// Of every symbol with a position that is covered.
    var worths: [Symbol: UnitWorth] = [:]
    var codes: [ResetPosition.Key: String] = [:]
    var requests: [RequestRecord] = []

    /// All of grinder's orders, and every position, a sentence each, with why it is still there.
    func untouched(_ scope: ResetScope, _ why: String) -> [String] {
        Self.words(orders.grinders, scope.onlyCancels ? [] : positions, why)
    }

    static func words(_ orders: [ObservedOrder], _ positions: [ResetPosition], _ why: String) -> [String] {
        orders.map { "order \($0.clientOrderID) (\($0.status)): \(why)" }
            + positions.map { "position \($0.key.words) \($0.amount): \(why)" }
    }

    /// The position of an order's side; 0 where there is no row.
    func held(behind order: ObservedOrder) -> Quantity {
        rows.first { $0.symbol == order.symbol && $0.side == order.positionSide }?.amount ?? .zero
    }

    /// What a reset closes: untracked fills, and everything with `--without-triage`.
    func closable(_ setting: FullStateReset.Setting) -> [ResetPosition] {
        positions.filter { setting.closesAll || codes[$0.key] == PositionVerdict.untrackedFills.rawValue }
    }
}

/// Takes the survey; every read of the exchange that fails ends it.
struct ResetSurveyor {
    let session: Session
    let setting: FullStateReset.Setting
    let reader: ResetReader
    let triager: ResetTriager

    func survey(_ instances: ResetInstances) async throws -> ResetSurvey {
        async let reports = session.keeper.look(at: session.settings.instances, exchangeNow: reader.exchangeNow)
        let (orders, orderRequests) = await reader.openOrders()
        let (positions, positionRequests) = await reader.positions()
        var seen = instances
        for report in await reports { seen.reports[report.name] = report }
        let lists = try needed(orders, "the open orders")
        let rows = try needed(positions, "the positions")
        var survey = ResetSurvey(
            instances: seen,
            orders: ResetOrders(open: lists.normal, algo: lists.algo, scope: setting.scope, identity: setting.identity),
            lists: lists, positions: ResetPosition.held(rows, scope: setting.scope), rows: rows,
            requests: orderRequests + positionRequests)
        for symbol in Set(survey.positions.map(\.key.symbol)).sorted() {
            let mark = rows.first { $0.symbol == symbol }?.markPrice
            let (worth, requests) = await Valuer(exchange: session.exchange).worth(of: symbol, mark: mark)
            survey.requests += requests
            survey.worths[symbol] = try needed(worth, "what \(symbol) is worth")
        }
        guard !setting.closesAll, !setting.scope.onlyCancels else { return survey }
        let symbols = Set(survey.positions.map(\.key.symbol)).sorted()
        if case .stopped = seen.finding { session.widenBudget() }
        let weight = await session.exchange.weight()
        let minutes = weight.minutes(for: symbols.count * ResetTriager.weight)
        if minutes > 1 {
            session.notes.note(
                "triaging \(Count.of(symbols.count, "symbol")) first: about \(minutes) minutes, at \(weight.budget) of "
                    + "request weight a minute")
        }
        for symbol in symbols {
            let (codes, requests) = try await triager.codes(symbol)
            survey.requests += requests
            for (side, code) in codes { survey.codes[ResetPosition.Key(symbol, side)] = code }
        }
        return survey
    }

    private func needed<Value>(_ read: Result<Value, Unavailable>, _ what: String) throws -> Value {
        switch read {
        case .success(let value): return value
        case .failure(let problem):
            try session.investigation.record(
                .actionRefused, PlanRecord(.reset, because: "\(problem.source): \(problem.detail)"))
            throw Complaint(
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

    /// More symbols than these are not read one by one.
    static let mostSymbols = 20
    /// Both lists and the positions of the whole account.
    static let accountWeight = 85

    /// The exchange's time, or the local one when the exchange has not told.
    var exchangeNow: @Sendable () -> Timestamp? {
        let (now, offset) = (session.bench.now, clock?.offsetMilliseconds ?? 0)
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
    func positions() async -> (Result<[Position], Unavailable>, [RequestRecord]) {
        let answer = await session.exchange.positions(nil)
        return (answer.value, answer.requests)
    }

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
        let desk = TriageDesk(
            session: session, inputs: TriageInputs(logs: [], expected: nil), answers: [:],
            runbook: try RunbookShelf.used("position", from: session.settings.runbooks),
            stepwise: false)
        let result = try await desk.conduct(
            PositionLedger(symbol: symbol, identity: session.settings.identity), clock: clock)
        let codes = result.conclusion.findings.map { ($0.subject.positionSide ?? .both, $0.verdict.code) }
        return (Dictionary(codes) { first, _ in first }, result.requests)
    }
}
