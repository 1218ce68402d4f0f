import Binance
import BotEvidence
import TriageCore

/// After a restart: whether events flow, what happened on the account meanwhile, and whether the bot's log knows of it.
struct ReconnectAftermath {
    let session: Session
    let inputs: TriageInputs
    let gatherer: CheckGatherer

    /// A minute early: the stream may have been deaf before it was restarted.
    private static let deafMilliseconds: Int64 = 60_000
    private static let mostSymbols = 10
    /// Orders behind fills, each read for its client order id at weight 1.
    private static let mostOrders = 20

    /// What was read, and whether an event of the account came.
    struct Reading {
        let steps: [StepReport]
        let requests: [RequestRecord]
        /// Why no event was seen; nil when one was.
        let silence: String?
    }

    /// - Parameters:
    ///   - before: the account as it was read before the restart.
    ///   - listens: the instances run anew: their stream is listened to, which extends its listenKey.
    func read(since began: Timestamp, before: [Evidence], listens: Bool) async -> Reading {
        let evidence = await gatherer.gather([.accountSurvey(nil), .logHistory([], nil)])
        let heard = listens ? await listen() : (silence: "not listened to", requests: [])
        let missed = await missed(began, before, evidence[0])
        let flow = Self.flow(evidence[1], since: began, silence: heard.silence)
        return Reading(
            steps: [flow, missed.step], requests: evidence.flatMap(\.requests) + heard.requests + missed.requests,
            silence: heard.silence)
    }

    /// Waits for one event on the stream of this API key, the bot's. It needs the key, which is extended by asking.
    private func listen() async -> (silence: String?, requests: [RequestRecord]) {
        let context = session.context
        guard let url = session.settings.streamURL else {
            return ("this environment has no stream of its own: name --ws-url", [])
        }
        let answer = await session.exchange.extendListenKey()
        switch answer.value {
        case .failure(let problem): return ("\(problem.source): \(problem.detail)", answer.requests)
        case .success(nil): return ("no listenKey exists (-1125): the bot has made none", answer.requests)
        case .success(let key?):
            let look = await context.userStream(url).handshake(key, listening: context.eventPatience, untilEvent: true)
            switch look.value {
            case .failure(let problem): return ("\(problem.source): \(problem.detail)", answer.requests)
            case .success(let reading) where reading.events > 0: return (nil, answer.requests)
            case .success:
                return ("no event came within \(context.eventPatience.components.seconds) s", answer.requests)
            }
        }
    }

    private static func flow(_ log: Evidence, since began: Timestamp, silence: String?) -> StepReport {
        guard let silence else {
            return StepReport(
                StreamRunbook.afterStep, .ok, "an event of the account came on the stream of this API key")
        }
        guard case .success(.logHistory(let history)) = log.content else {
            return StepReport(
                StreamRunbook.afterStep, .attention, "whether events flow cannot be known: \(silence); no log was named"
            )
        }
        let later = StreamLog(history.events.filter { $0.time.map { $0.moment >= began } ?? false })
        switch later.state {
        case .connected:
            return StepReport(
                StreamRunbook.afterStep, .attention, "the log says connected since the restart, and \(silence)")
        case .silent:
            return StepReport(
                StreamRunbook.afterStep, .attention,
                "whether events flow cannot be known: the log says nothing of its stream since the restart")
        case .troubled, .dead, .stopped:
            let word = later.last.flatMap(StreamLog.name) ?? "trouble"
            return StepReport(StreamRunbook.afterStep, .failed, "the log's last word since the restart is \(word)")
        }
    }

    /// What changed on the account between the two looks, and every fill since the restart began, held against the log.
    private func missed(
        _ began: Timestamp, _ before: [Evidence], _ after: Evidence
    ) async -> (step: StepReport, requests: [RequestRecord]) {
        guard case .success(.accountSurvey(let first))? = before.first?.content,
            case .success(.accountSurvey(let last)) = after.content, first.unanswered.isEmpty, last.unanswered.isEmpty
        else {
            return (StepReport(StreamRunbook.missedStep, .failed, "the account could not be read before and after"), [])
        }
        var facts = first.holdings.filter { !last.holdings.contains($0) }.map { Fact("gone", $0, source: "REST") }
        facts += last.holdings.filter { !first.holdings.contains($0) }.map { Fact("new", $0, source: "REST") }
        let symbols = Set(first.symbols + last.symbols).sorted()
        let reading = await session.exchange.clock()
        guard case .success(let clock) = reading.value else { return (Self.untold(reading, facts), reading.requests) }
        let from = began.advanced(byMilliseconds: -Self.deafMilliseconds)
        var (trades, unread, requests) = await fills(on: symbols.prefix(Self.mostSymbols), from: from, by: clock)
        requests = reading.requests + requests
        facts += unread
        if symbols.count > Self.mostSymbols {
            let rest = symbols.count - Self.mostSymbols
            facts.append(Fact("not read", "\(rest) more symbols", source: "userTrades"))
        }
        let named = await named(trades)
        requests += named.requests
        let fills = GapFills(
            named.fills, log: await log(of: named.fills, since: from), offsetMilliseconds: clock.offsetMilliseconds)
        let all = facts + fills.facts
        let changes = facts.isEmpty ? nil : "\(Count.of(facts.count, "thing")) the bot may not know"
        let summary = [changes, fills.summary].compactMap { $0 }.joined(separator: "; ")
        let step = StepReport(
            StreamRunbook.missedStep, all.isEmpty ? .ok : .attention,
            all.isEmpty ? "nothing happened in between" : summary, facts: all)
        return (step, requests)
    }

    /// Trades bear the exchange's time: by the local clock alone, those of the gap may lie outside it.
    private static func untold(_ reading: ExchangeAnswer<ClockReading>, _ facts: [Fact]) -> StepReport {
        var why = reading.source
        if case .failure(let problem) = reading.value { why = "\(problem.source): \(problem.detail)" }
        return StepReport(
            StreamRunbook.missedStep, .attention,
            "can't tell whether anything was filled in between: the exchange's time could not be read",
            facts: facts + [Fact("unread", why, source: reading.source)])
    }

    /// - Parameter from: by the local clock.
    private func fills(
        on symbols: some Sequence<Symbol>, from: Timestamp, by clock: ClockReading
    ) async -> (trades: [Trade], unread: [Fact], requests: [RequestRecord]) {
        var trades: [Trade] = []
        var unread: [Fact] = []
        var requests: [RequestRecord] = []
        let earliest = from.advanced(byMilliseconds: clock.offsetMilliseconds - clock.errorMilliseconds)
        let later = clock.offsetMilliseconds + clock.errorMilliseconds
        for symbol in symbols {
            let answer = await session.exchange.trades(
                symbol, from: earliest, to: session.context.now().advanced(byMilliseconds: later))
            requests += answer.requests
            switch answer.value {
            case .success(let found): trades += found
            case .failure(let problem): unread.append(Fact("unread", problem.detail, source: answer.source))
            }
        }
        return (trades, unread, requests)
    }

    /// A trade carries no client order id: its order does.
    private func named(_ trades: [Trade]) async -> (fills: [GapFills.Fill], requests: [RequestRecord]) {
        struct Place: Hashable {
            let symbol: Symbol
            let order: OrderID
        }
        var requests: [RequestRecord] = []
        var ids: [Place: ClientOrderID] = [:]
        var asked: Set<Place> = []
        for trade in trades where asked.count < Self.mostOrders {
            let place = Place(symbol: trade.symbol, order: trade.orderID)
            guard asked.insert(place).inserted else { continue }
            let answer = await session.exchange.order(.order(trade.orderID), symbol: trade.symbol)
            requests += answer.requests
            if case .success(let order?) = answer.value { ids[place] = order.clientOrderID }
        }
        let fills = trades.map { trade in
            GapFills.Fill(trade, of: ids[Place(symbol: trade.symbol, order: trade.orderID)])
        }
        return (fills, requests)
    }

    /// `nil` when no log was named.
    private func log(of fills: [GapFills.Fill], since: Timestamp) async -> LogHistory? {
        let ids = Set(fills.compactMap(\.clientOrderID))
        guard !inputs.logs.isEmpty else { return nil }
        return await LogReader.history(
            inputs.logs, naming: ids, symbol: nil, since: since, now: session.context.now(), zone: .system,
            redaction: Redaction(secrets: session.settings.secrets), standardInput: inputs.standardInput.chunks())
    }
}
