import Binance
import BotEvidence
import TriageCore

/// Everything a scan reads, at the same time, and what of it was not answered.
struct ScanReadings: Sendable {
    let steps: [StepReport]
    let findings: [ScanFinding]
    /// Needed reads of the exchange that failed, and whether none was answered.
    let unanswered: [Unavailable]
    let isBlind: Bool
    let requests: [RequestRecord]

    /// Request weight of the three lists; without a symbol two of them are of the whole account.
    static func weight(_ symbol: Symbol?) -> Int { symbol == nil ? 40 + 40 + 5 : 1 + 1 + 5 }

    static func readings(_ session: Session, inputs: TriageInputs, symbol: Symbol?, clock: ClockReading?) async
        -> ScanReadings
    {
        async let open = session.exchange.openOrders(symbol)
        async let algo = session.exchange.openAlgoOrders(symbol)
        async let positions = session.exchange.positions(symbol)
        async let history = inputs.history(session, symbol: symbol, clock: clock, topic: .mismatches)
        async let metrics = ScanMetrics.readings(session)
        let gathered = await Gathered(
            open: open, algo: algo, positions: positions, history: history, metrics: metrics, inputs: inputs,
            session: session, symbol: symbol)
        return gathered.readings
    }
}

/// The raw answers, before they are set against each other.
private struct Gathered: Sendable {
    let open: ExchangeAnswer<[Order]>
    let algo: ExchangeAnswer<[AlgoOrder]>
    let positions: ExchangeAnswer<[Position]>
    let history: LogHistory?
    let metrics: ScanMetrics
    let inputs: TriageInputs
    let session: Session
    let symbol: Symbol?

    private static let ordersStep = StepDefinition("orders", "Open orders, normal and conditional", asks: [])
    private static let positionsStep = StepDefinition("positions", "Positions", asks: [])
    private static let expectedStep = StepDefinition("expected", "The bot's expected state", asks: [])
    private static let logsStep = StepDefinition("logs", "The bot's logs", asks: [])

    var readings: ScanReadings {
        let failures = [open.failure, algo.failure, positions.failure].compactMap { $0 }
        let scan = AccountScan(
            openOrders: openOrders, positions: positions.success ?? [],
            // Without both lists of open orders nothing can be called missing.
            expectedOrders: open.failure == nil && algo.failure == nil ? expectedOrders : nil,
            expectedPositions: positions.failure == nil ? expectedPositions : nil, history: history,
            identity: session.settings.identity)
        return ScanReadings(
            steps: [ordersReport, positionsReport, expectedReport, logsReport, metrics.step], findings: scan.findings,
            unanswered: failures + metrics.unread + (history?.problems ?? []) + passedOver + untyped,
            isBlind: failures.count == 3,
            requests: open.requests + algo.requests + positions.requests)
    }

    /// No log that was named holds a line of the time asked for.
    private var passedOver: [Unavailable] {
        (history?.outsideAlone ?? []).map(\.unavailable)
    }

    /// The shipped text log says RECONCILE_MISMATCH and nothing else: that something is wrong, not what.
    private var untyped: [Unavailable] {
        let lines = history?.untypedMismatches ?? []
        guard let last = lines.last else { return [] }
        let count = lines.reduce(0) { $0 + ($1.fold?.count ?? 1) }
        let when = (last.fold?.until ?? last.time?.moment).map { ", last at \($0)" } ?? ""
        let detail = "\(Count.of(count, "RECONCILE_MISMATCH line")) without its type or what it is about\(when)"
        return [Unavailable(.unusable, source: "\(last.file):\(last.number)", detail: detail)]
    }

    /// Of the symbol that was asked for; a row without one may be of any.
    private var expectedOrders: [ExpectedOrder]? {
        inputs.expected?.orders.filter { symbol == nil || $0.symbol == nil || $0.symbol == symbol }
    }

    private var expectedPositions: [ExpectedPosition]? {
        inputs.expected?.positions.filter { symbol == nil || $0.symbol == symbol }
    }

    private var openOrders: [ObservedOrder] {
        (open.success ?? []).map(ObservedOrder.normal) + (algo.success ?? []).map(ObservedOrder.algo)
    }

    private var ordersReport: StepReport {
        let failures = [open.failure, algo.failure].compactMap { $0 }
        var facts = failures.map { Fact("unread", $0.detail, source: $0.source) }
        if let orders = open.success {
            facts.append(Fact("open normal orders", "\(orders.count)", source: open.source))
        }
        if let orders = algo.success {
            facts.append(Fact("open conditional orders", "\(orders.count)", source: algo.source))
        }
        let summary =
            failures.isEmpty
            ? Count.of(openOrders.count, "open order") : "\(failures.count) of 2 lists were not answered"
        return StepReport(Self.ordersStep, failures.isEmpty ? .ok : .failed, summary, facts: facts)
    }

    private var positionsReport: StepReport {
        guard let rows = positions.success else {
            let problem = positions.failure
            return StepReport(Self.positionsStep, .failed, "\(positions.source): \(problem?.detail ?? "no answer")")
        }
        let held = rows.filter { !$0.amount.isZero }
        let facts = held.map { row in
            Fact(
                "\(row.symbol) \(row.side.rawValue)", "\(row.amount) entered at \(row.entryPrice)",
                source: positions.source)
        }
        return StepReport(
            Self.positionsStep, .ok, held.isEmpty ? "flat" : Count.of(held.count, "position"), facts: facts)
    }

    private var expectedReport: StepReport {
        guard let expected = inputs.expected else {
            return StepReport(
                Self.expectedStep, .skipped,
                "no expected state was named: every order of a running bot looks unexpected (--expected FILE)")
        }
        let orders = Count.of(expected.orders.count, "order")
        return StepReport(Self.expectedStep, .ok, "\(orders), \(Count.of(expected.positions.count, "position"))")
    }

    private var logsReport: StepReport {
        guard let history else {
            return StepReport(Self.logsStep, .skipped, "no log was named: give --logs PATH")
        }
        var mismatches = 0
        for event in history.events { if case .mismatch = event.meaning { mismatches += event.fold?.count ?? 1 } }
        var facts = history.problems.map { Fact("unread", $0.detail, source: $0.source) }
        if let covered = history.covered {
            facts.append(
                Fact(
                    "covers", "\(covered.lowerBound) to \(covered.upperBound)",
                    source: history.searched.joined(separator: ", ")))
        }
        facts += history.window.facts
        // What keeps the answer open comes first: the row ends where the terminal does.
        let unread =
            (passedOver.map { "\($0.source) is \($0.detail); " }
            + history.problems.map { "not read: \($0.source): \($0.detail); " }
            + untyped.map { "\($0.source): \($0.detail); " }).joined()
        let summary =
            "\(unread)\(Count.of(mismatches, "RECONCILE_MISMATCH line")) in \(Count.of(history.searched.count, "file"))"
        let isWhole = history.problems.isEmpty && passedOver.isEmpty && untyped.isEmpty
        return StepReport(Self.logsStep, isWhole ? .ok : .attention, summary, facts: facts)
    }
}

/// The instances' `/metrics`, judged by what they can prove.
struct ScanMetrics: Sendable {
    let step: StepReport
    /// Metrics that were named and could not be read.
    let unread: [Unavailable]

    private static let definition = StepDefinition("metrics", "The bot's reconcile metrics", asks: [])

    static func readings(_ session: Session) async -> ScanMetrics {
        guard MetricsRead.isNamed(session) else {
            let none = StepReport(definition, .skipped, "no metrics were named: give --metrics URL")
            return ScanMetrics(step: none, unread: [])
        }
        let now = session.context.now()
        let read = await MetricsRead.read(session)
        var facts = read.facts
        var worst = read.unread.isEmpty ? StepReport.Status.ok : .attention
        for problem in read.unread where !facts.contains(where: { $0.source == problem.source && $0.name == "unread" })
        {
            facts.append(Fact("unread", problem.detail, source: problem.source))
        }
        let judged =
            read.pages.map { ($0.source, ReconcileMetrics.findings(of: $0, now: now)) }
            + read.collected.map { ($0.metrics.source, ReconcileMetrics.reconcileFindings(of: $0.metrics, now: now)) }
        for (source, findings) in judged {
            for finding in findings {
                let value = finding.value.map { "\($0): " } ?? ""
                facts.append(Fact(finding.name, value + finding.judgement, source: source))
                if finding.severity == .attention { worst = .attention }
            }
        }
        let summary = worst == .ok ? "nothing in the metrics needs attention" : "metrics need attention"
        return ScanMetrics(step: StepReport(definition, worst, summary, facts: facts), unread: read.unread + read.lines)
    }
}

extension ExchangeAnswer {
    fileprivate var success: Value? { try? value.get() }
}
