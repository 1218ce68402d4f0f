import Binance
import BotEvidence
import TriageCore

/// Answers the questions of many triages of one investigation: what several of them ask is read once. Lists and
/// histories are kept by symbol for half a minute; the logs are read once for all ids.
///
/// A list may so be older by that time than a read by id: an order that was found in it and has ended since is judged by
/// the later read, and one that appeared since is a contradiction, which is inconclusive.
actor SharedReads: EvidenceGathering {
    /// In milliseconds.
    private static let life: Int64 = 30_000

    private let session: Session
    private let gatherer: EvidenceGatherer
    private var spans: [Symbol: TimeSpan] = [:]
    private var ids: Set<ClientOrderID> = []
    private var kept: [EvidenceRequest: (evidence: Evidence, at: Int64)] = [:]
    private var asked: [EvidenceRequest: Task<Evidence, Never>] = [:]

    init(_ session: Session, _ gatherer: EvidenceGatherer) {
        self.session = session
        self.gatherer = gatherer
    }

    /// The history of that symbol is read over all of `span` at once.
    func share(_ span: TimeSpan, of symbol: Symbol) { spans[symbol] = span }

    /// One pass over the logs answers for all of these.
    func share(_ ids: some Sequence<ClientOrderID>) { self.ids.formUnion(ids.filter(\.isSearchable)) }

    func answer(_ request: EvidenceRequest) async -> Evidence {
        guard let shared = shared(for: request) else { return await gatherer.answer(request) }
        let evidence = await once(shared)
        return Evidence(
            request: request, source: evidence.source,
            content: evidence.content.map { Self.part(of: $0, for: request) },
            requests: evidence.requests)
    }

    /// The question whose answer holds the one to this; `nil` when it is asked by itself.
    private func shared(for request: EvidenceRequest) -> EvidenceRequest? {
        switch request {
        case .openOrders(let symbol?), .openAlgoOrders(let symbol?):
            return spans[symbol] == nil ? nil : request
        case .allOrders(let symbol, let span): return covering(span, symbol).map { .allOrders(symbol, $0) }
        case .trades(let symbol, let span): return covering(span, symbol).map { .trades(symbol, $0) }
        case .logHistory(let wanted, _):
            return ids.isSuperset(of: wanted) && !wanted.isEmpty ? .logHistory(ids.sorted(), nil) : nil
        default: return nil
        }
    }

    private func covering(_ span: TimeSpan, _ symbol: Symbol) -> TimeSpan? {
        guard let shared = spans[symbol], shared.from <= span.from,
            span.to <= shared.to.advanced(byMilliseconds: Self.life)
        else { return nil }
        return shared
    }

    /// Whoever asks first pays for it; the others are told that nothing was asked for them.
    private func once(_ request: EvidenceRequest) async -> Evidence {
        if let (evidence, at) = kept[request], request.isOfLogs || session.context.uptime() - at < Self.life {
            return evidence.free
        }
        if let asking = asked[request] { return await asking.value.free }
        let asking = Task { [gatherer] in await gatherer.answer(request) }
        asked[request] = asking
        let evidence = await withTaskCancellationHandler {
            await asking.value
        } onCancel: {
            asking.cancel()
        }
        asked[request] = nil
        kept[request] = (evidence, session.context.uptime())
        return evidence
    }

    /// As the exchange, or the log, would have answered the narrower question.
    private static func part(of content: EvidenceContent, for request: EvidenceRequest) -> EvidenceContent {
        switch (content, request) {
        case (.allOrders(let orders), .allOrders(_, let span)):
            .allOrders(orders.filter { order in order.time.map(span.contains) ?? true })
        case (.trades(let trades), .trades(_, let span)): .trades(trades.filter { span.contains($0.time) })
        case (.logHistory(let history), .logHistory(let ids, let symbol)):
            .logHistory(history.about(Set(ids), symbol: symbol))
        default: content
        }
    }
}

extension Evidence {
    /// The same answer, which has cost nothing.
    fileprivate var free: Evidence { Evidence(request: request, source: source, content: content) }
}

extension EvidenceRequest {
    fileprivate var isOfLogs: Bool { if case .logHistory = self { true } else { false } }
}
