import Binance
import BotEvidence
import Synchronization
import TriageCore

/// Puts the questions of the escalation checks to the world. What none of them may do twice (extending the listenKey,
/// waiting for an exchange that does not answer) it remembers.
final class CheckGatherer: EvidenceGathering {
    private struct Memory {
        var key: ListenKey?
        /// REST answered not one request.
        var silence: Unavailable?
    }

    static let latencySamples = 5
    static let clockSamples = 5
    /// How long an opened stream is looked at.
    private static let look = Duration.milliseconds(700)

    private let session: Session
    private let inputs: TriageInputs
    private let memory = Mutex(Memory())

    init(session: Session, inputs: TriageInputs) {
        self.session = session
        self.inputs = inputs
    }

    func answer(_ request: EvidenceRequest) async -> Evidence {
        let exchange = session.exchange
        switch request {
        case .latency: return await latency(request)
        case .weightUse:
            let reading = await exchange.weight()
            return Evidence(request: request, source: "X-MBX-USED-WEIGHT-1M", content: .success(.weightUse(reading)))
        case .orderLimits: return await exchange.orderLimits().evidence(request, EvidenceContent.orderLimits)
        case .keyRestrictions:
            return await exchange.keyRestrictions().evidence(request, EvidenceContent.keyRestrictions)
        case .tradingStatus: return await exchange.tradingStatus().evidence(request, EvidenceContent.tradingStatus)
        case .clockSamples:
            if let silent = silent(request, "GET /fapi/v1/time") { return silent }
            return await exchange.clockSamples(Self.clockSamples).evidence(request, EvidenceContent.clockSamples)
        case .timeSynchronisation:
            let reading = session.context.timeSynchronisation()
            return Evidence(
                request: request, source: "adjtimex", content: reading.map { .timeSynchronisation($0) })
        case .reconcileMetrics: return await reconcileMetrics(request)
        case .accountSurvey(let symbol): return await survey(symbol, request)
        case .logHistory: return await streamLog(request)
        case .listenKey: return await extendKey(request)
        case .streamHandshake: return await handshake(request)
        default: return await inputs.gatherer(session, clock: nil).answer(request)
        }
    }

    private func latency(_ request: EvidenceRequest) async -> Evidence {
        let answer = await session.exchange.latency(samples: Self.latencySamples)
        if case .success(let reading) = answer.value, reading.answered.isEmpty {
            memory.withLock { $0.silence = reading.failures.first }
        }
        return answer.evidence(request, EvidenceContent.latency)
    }

    /// An exchange that has just not answered is not asked again: each try may take half a minute.
    private func silent(_ request: EvidenceRequest, _ source: String) -> Evidence? {
        guard let problem = memory.withLock({ $0.silence }) else { return nil }
        let again = Unavailable(
            problem.kind, source: problem.source, detail: problem.detail, trouble: problem.trouble)
        return Evidence(request: request, source: source, content: .failure(again))
    }

    /// Every instance's page; a failure only when none could be read.
    private func reconcileMetrics(_ request: EvidenceRequest) async -> Evidence {
        guard MetricsRead.isNamed(session) else {
            let none = Unavailable(.notAsked, source: "--metrics", detail: "no metrics were named: give --metrics URL")
            return Evidence(request: request, source: "--metrics", content: .failure(none))
        }
        let now = session.context.now()
        let read = await MetricsRead.read(session)
        let readings =
            read.pages.map { ReconcileMetrics.reading(of: $0, now: now) }
            + read.collected.map { ReconcileMetrics.reading(of: $0, now: now) }
        // What a page or an instance itself passed over stands in its own reading.
        let told = Set(readings.flatMap(\.passedOver))
        let unread = read.unread.filter { !told.contains($0) }.map { problem in
            ReconcileReading(
                source: problem.source, runs: nil, snapshotAge: nil, mismatches: [:], fetches: nil,
                facts: [Fact("unread", problem.detail, source: problem.source)], passedOver: [problem])
        }
        let content: Result<EvidenceContent, Unavailable> =
            readings.isEmpty
            ? .failure(
                read.unread.first ?? Unavailable(.unusable, source: "--metrics", detail: "no page has any data"))
            : .success(.reconcileMetrics(Self.telling(read.facts, readings) + unread))
        let sources = session.settings.metrics + [session.settings.prometheus?.server.source].compactMap(\.self)
        return Evidence(
            request: request, source: sources.map(SettingsListing.safe).joined(separator: ", "), content: content)
    }

    /// What is told of all instances stands with the first.
    private static func telling(_ facts: [Fact], _ readings: [ReconcileReading]) -> [ReconcileReading] {
        guard let first = readings.first else { return readings }
        let telling = ReconcileReading(
            source: first.source, runs: first.runs, snapshotAge: first.snapshotAge, mismatches: first.mismatches,
            fetches: first.fetches, facts: first.facts + facts.filter { $0.name != "unread" },
            passedOver: first.passedOver)
        return [telling] + readings.dropFirst()
    }

    private func survey(_ symbol: Symbol?, _ request: EvidenceRequest) async -> Evidence {
        if let silent = silent(request, "GET /fapi/v1/openOrders") { return silent }
        async let open = session.exchange.openOrders(symbol)
        async let algo = session.exchange.openAlgoOrders(symbol)
        async let positions = session.exchange.positions(symbol)
        let answers = await (open, algo, positions)
        let failures = [answers.0.failure, answers.1.failure, answers.2.failure].compactMap { $0 }
        let orders =
            ((try? answers.0.value.get()) ?? []).map(ObservedOrder.normal)
            + ((try? answers.1.value.get()) ?? []).map(ObservedOrder.algo)
        let rows = (try? answers.2.value.get()) ?? []
        let held = rows.filter { !$0.amount.isZero }
        let scan = AccountScan(
            openOrders: orders, positions: rows,
            expectedOrders: answers.0.failure == nil && answers.1.failure == nil ? inputs.expected?.orders : nil,
            expectedPositions: answers.2.failure == nil ? inputs.expected?.positions : nil, history: nil,
            identity: session.settings.identity)
        let survey = AccountSurvey(
            findings: scan.findings, unanswered: failures, isBlind: failures.count == 3, openOrders: orders.count,
            openPositions: held.count, namesExpectedState: inputs.expected != nil,
            holdings: orders.map(Self.words) + held.map { "\($0.symbol) \($0.side.rawValue) position \($0.amount)" },
            symbols: Set(orders.map(\.symbol) + held.map(\.symbol)).sorted())
        return Evidence(
            request: request, source: "GET /fapi/v1/openOrders", content: .success(.accountSurvey(survey)),
            requests: answers.0.requests + answers.1.requests + answers.2.requests)
    }

    private static func words(_ order: ObservedOrder) -> String {
        "\(order.clientOrderID) \(order.sketch), \(order.status), filled \(order.executedQty)"
    }

    private func streamLog(_ request: EvidenceRequest) async -> Evidence {
        guard let history = await inputs.history(session, symbol: nil, clock: nil) else {
            let none = Unavailable(.notAsked, source: "--logs", detail: "no log was named: give --logs PATH")
            return Evidence(request: request, source: "--logs", content: .failure(none))
        }
        return Evidence(request: request, source: "--logs", content: .success(.logHistory(history)))
    }

    private func extendKey(_ request: EvidenceRequest) async -> Evidence {
        session.notes.note(
            "extending the listenKey of this API key by 60 minutes, the bot's too: there is no other way to check")
        let answer = await session.exchange.extendListenKey()
        if case .success(let key?) = answer.value { memory.withLock { $0.key = key } }
        return answer.evidence(request) { .listenKey($0 == nil ? .absent : .extended) }
    }

    private func handshake(_ request: EvidenceRequest) async -> Evidence {
        guard let url = session.settings.streamURL else {
            let none = Unavailable(
                .notAsked, source: "--ws-url", detail: "this environment has no stream of its own: name --ws-url")
            return Evidence(request: request, source: "--ws-url", content: .failure(none))
        }
        let answer = await session.context.userStream(url).handshake(memory.withLock { $0.key }, listening: Self.look)
        return answer.evidence(request, EvidenceContent.streamHandshake)
    }
}
