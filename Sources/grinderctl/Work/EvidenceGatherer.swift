import BotEvidence
import TriageCore

/// Puts a procedure's questions to the world: the exchange, the logs, the instances, the expected state.
struct EvidenceGatherer: Sendable {
    let exchange: any ExchangeReading
    let clock: ClockReading?
    let now: @Sendable () -> Timestamp
    let instances: [InstanceSource]
    let logs: [LogSource]
    let standardInput: (@Sendable () -> LogSearch.Chunks)?
    /// `nil` when none was named.
    let expected: [ExpectedOrder]?
    let expectedFiles: [String]
    let redaction: Redaction
    let probe: InstanceProbe

    /// Asks everything at the same time; answers come in the order of the questions.
    func gather(_ requests: [EvidenceRequest]) async -> [Evidence] {
        await withTaskGroup(of: (Int, Evidence).self) { group in
            for (index, request) in requests.enumerated() {
                group.addTask { (index, await answer(request)) }
            }
            var answers: [Int: Evidence] = [:]
            for await (index, evidence) in group { answers[index] = evidence }
            return requests.indices.compactMap { answers[$0] }
        }
    }

    private func answer(_ request: EvidenceRequest) async -> Evidence {
        switch request {
        case .order(let symbol, let id):
            return await exchange.order(.client(id), symbol: symbol).evidence(request, EvidenceContent.order)
        case .openOrders(let symbol):
            return await exchange.openOrders(symbol).evidence(request, EvidenceContent.openOrders)
        case .algoOrder(let id):
            return await exchange.algoOrder(.client(id)).evidence(request, EvidenceContent.algoOrder)
        case .openAlgoOrders(let symbol):
            return await exchange.openAlgoOrders(symbol).evidence(request, EvidenceContent.openAlgoOrders)
        case .logLines(let ids):
            return await logLines(ids, request)
        case .instances:
            let reports = await probe.probe(instances, exchangeNow: exchangeNow)
            return Evidence(
                request: request, source: "instances", content: .success(.instances(reports.map(onExchangeTime))))
        case .expectedOrders:
            return expectedOrders(request)
        }
    }

    private func logLines(_ ids: [ClientOrderID], _ request: EvidenceRequest) async -> Evidence {
        guard !logs.isEmpty else {
            let none = Unavailable(.notAsked, source: "--logs", detail: "no log was named: give --logs PATH")
            return Evidence(request: request, source: "--logs", content: .failure(none))
        }
        let found = await LogSearch.lines(
            naming: ids, in: logs, redaction: redaction, standardInput: standardInput?())
        return Evidence(request: request, source: "--logs", content: .success(.logLines(found)))
    }

    private func expectedOrders(_ request: EvidenceRequest) -> Evidence {
        guard let expected else {
            let none = Unavailable(
                .notAsked, source: "--expected", detail: "no expected state was named: give --expected FILE")
            return Evidence(request: request, source: "--expected", content: .failure(none))
        }
        return Evidence(
            request: request, source: expectedFiles.joined(separator: ", "),
            content: .success(.expectedOrders(expected)))
    }

    /// A file's time is the local clock's; everything else was read on the exchange's.
    private func onExchangeTime(_ report: InstanceReport) -> InstanceReport {
        guard let clock, case .success(let health) = report.health,
            let source = instances.first(where: { $0.name == report.name })?.health, !source.contains("://")
        else { return report }
        let moved = InstanceReport.Health(
            uptimeMilliseconds: health.uptimeMilliseconds,
            readAt: health.readAt.advanced(byMilliseconds: clock.offsetMilliseconds))
        return InstanceReport(
            name: report.name, health: .success(moved), readiness: report.readiness,
            statedTrading: report.statedTrading, service: report.service)
    }

    /// The local clock corrected by what the exchange said; `nil` when the exchange did not answer.
    private var exchangeNow: @Sendable () -> Timestamp? {
        guard let clock else { return { nil } }
        return { now().advanced(byMilliseconds: clock.offsetMilliseconds) }
    }
}

extension ExchangeAnswer {
    func evidence(_ request: EvidenceRequest, _ content: @Sendable (Value) -> EvidenceContent) -> Evidence {
        Evidence(request: request, source: source, content: value.map { content($0) }, requests: requests)
    }
}
