import TriageCore

/// What the world answers to the escalation checks; everything well unless a test says otherwise.
struct CheckWorld {
    typealias Reading<Value> = Result<Value, Unavailable>

    var latency: Reading<LatencyReading> = .success(LatencyReading(answered: [12, 9, 11], failures: []))
    var weight = CheckWorld.weight(100)
    var limits: Reading<[OrderLimit]> = .success([OrderLimit(interval: "1 MINUTE", limit: 1_200)])
    var account: Reading<AccountConfiguration> = .success(AccountConfiguration(canTrade: true, isHedge: false))
    var key: Reading<KeyRestrictions> = .failure(Given.notAsked)
    var locks: Reading<[TradingLock]> = .success([])
    var clock: Reading<[ClockSample]> = .success([ClockSample(offset: 3, roundTrip: 10)])
    var kept: Reading<TimeSynchronisation> = .success(TimeSynchronisation(isKept: true, estimatedError: 2))
    var metrics: Reading<[ReconcileReading]> = .success([CheckWorld.reading()])
    var survey: Reading<AccountSurvey> = .success(CheckWorld.survey())
    var logs: Reading<LogHistory> = .failure(Given.notAsked)
    var listenKey: Reading<ListenKeyState> = .success(.extended)
    var handshake: Reading<StreamHandshake> = .success(CheckWorld.handshake(.stayedOpen))

    func content(_ request: EvidenceRequest) -> Result<EvidenceContent, Unavailable> {
        switch request {
        case .latency: latency.map { .latency($0) }
        case .weightUse: .success(.weightUse(weight))
        case .orderLimits: limits.map { .orderLimits($0) }
        case .accountConfiguration: account.map { .accountConfiguration($0) }
        case .keyRestrictions: key.map { .keyRestrictions($0) }
        case .tradingStatus: locks.map { .tradingStatus($0) }
        case .clockSamples: clock.map { .clockSamples($0) }
        case .timeSynchronisation: kept.map { .timeSynchronisation($0) }
        case .reconcileMetrics: metrics.map { .reconcileMetrics($0) }
        case .accountSurvey: survey.map { .accountSurvey($0) }
        case .logHistory: logs.map { .logHistory($0) }
        case .listenKey: listenKey.map { .listenKey($0) }
        case .streamHandshake: handshake.map { .streamHandshake($0) }
        default: .failure(Given.notAsked)
        }
    }

    func drive<P: Procedure>(_ procedure: P) -> Drive<P> {
        Drive(
            procedure, answer: { try? content($0).get() },
            failing: { request in
                if case .failure(let problem) = content(request) { return problem }
                return nil
            })
    }

    var rest: Drive<RestCheck> { drive(RestCheck()) }
    var clockCheck: Drive<ClockCheck> { drive(ClockCheck()) }
    var state: Drive<StateCheck> { drive(StateCheck(symbol: nil)) }
    func stream(byName: Bool = false) -> Drive<StreamCheck> {
        drive(StreamCheck(extendsKey: byName, now: Given.noon))
    }

    static func weight(_ used: Int) -> WeightReading {
        WeightReading(usedByAll: used, usedHere: 20, limit: 2_400, budget: 480, secondsToNextMinute: 30)
    }

    static func reading(
        _ source: String = "http://bot:9090/metrics", runs: Int64? = 8, age: Int64? = 20_000,
        mismatches: [Mismatch: Int64] = [:], fetches: Int64? = 16, passedOver: [Unavailable] = []
    ) -> ReconcileReading {
        ReconcileReading(
            source: source, runs: runs, snapshotAge: age, mismatches: mismatches, fetches: fetches, facts: [],
            passedOver: passedOver)
    }

    static func survey(
        _ kinds: [Mismatch] = [], unanswered: [Unavailable] = [], isBlind: Bool = false, named: Bool = true
    ) -> AccountSurvey {
        AccountSurvey(
            findings: kinds.map {
                ScanFinding(
                    subject: Subject($0, symbol: Given.btc, clientOrderID: Given.id), sign: "seen", source: "exchange")
            }, unanswered: unanswered, isBlind: isBlind, openOrders: 1, openPositions: 0, namesExpectedState: named)
    }

    static func handshake(_ ending: StreamHandshake.Ending, events: Int = 0) -> StreamHandshake {
        StreamHandshake(
            url: "wss://fstream.binance.com/private/ws", withKey: false, ending: ending, milliseconds: 40,
            events: events)
    }

    /// A log of the stream's words, one a minute, the last one a minute before noon unless it `ended` earlier.
    static func log(_ words: [String], endedBefore: Int64 = 60_000, saying more: String = "") -> LogHistory {
        let events = words.enumerated().map { index, word in
            let time = Given.at(-endedBefore - Int64(words.count - 1 - index) * 60_000)
            return LogEvent(
                file: "grinder.log", number: index + 1, text: "\(word) \(more)",
                time: LogTime(moment: time, certainty: .exact),
                meaning: .stream(word), clientOrderID: nil, symbol: nil)
        }
        return LogHistory(
            events: events, searched: ["grinder.log"], problems: [],
            covered: Given.at(-7_200_000 - endedBefore)...Given.at(-endedBefore))
    }
}
