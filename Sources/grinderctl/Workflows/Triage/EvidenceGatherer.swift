import AuditLog
import BotEvidence
import TriageCore

/// Answers a procedure's questions.
protocol EvidenceGathering: Sendable {
    func answer(_ request: EvidenceRequest) async -> Evidence
}

extension EvidenceGathering {
    /// Asks everything at the same time; answers come in the order of the questions.
    /// - Parameter onAnswer: told of each as it comes, with its place among the questions.
    func gather(
        _ requests: [EvidenceRequest], onAnswer: (Int, Evidence) -> Void = { _, _ in }
    ) async -> [Evidence] {
        await withTaskGroup(of: (Int, Evidence).self) { group in
            for (index, request) in requests.enumerated() {
                group.addTask { (index, await answer(request)) }
            }
            var answers: [Int: Evidence] = [:]
            for await (index, evidence) in group {
                answers[index] = evidence
                onAnswer(index, evidence)
            }
            return requests.indices.compactMap { answers[$0] }
        }
    }
}

/// Puts a procedure's questions to the world: the exchange, the logs, the instances, the expected state.
struct EvidenceGatherer: EvidenceGathering {
    let exchange: any ExchangeReading
    let clock: ClockReading?
    let now: @Sendable () -> Timestamp
    let instances: [InstanceSource]
    let logs: [LogSource]
    let standardInput: (@Sendable () -> LogChunks)?
    /// `nil` when none was named.
    let expected: [ExpectedOrder]?
    let expectedPositions: [ExpectedPosition]?
    let expectedFiles: [String]
    let since: TimeFlag?
    let until: TimeFlag?
    let redaction: Redaction
    let probe: InstanceProbe
    /// `nil` without an audit log.
    var memory: AuditMemory?
    /// Waits for `--grace`; throws when interrupted.
    let sleep: @Sendable (Duration) async throws -> Void

    func answer(_ request: EvidenceRequest) async -> Evidence {
        switch request {
        case .order(let symbol, let id):
            await exchange.order(.client(id), symbol: symbol).evidence(request, EvidenceContent.order)
        case .orderByID(let symbol, let id):
            await exchange.order(.order(id), symbol: symbol).evidence(request, EvidenceContent.order)
        case .openOrders(let symbol):
            await exchange.openOrders(symbol).evidence(request, EvidenceContent.openOrders)
        case .algoOrder(let id):
            await exchange.algoOrder(.client(id)).evidence(request, EvidenceContent.algoOrder)
        case .openAlgoOrders(let symbol):
            await exchange.openAlgoOrders(symbol).evidence(request, EvidenceContent.openAlgoOrders)
        case .orderAfterGrace(let symbol, let id, let milliseconds):
            await afterGrace(milliseconds, request) {
                await exchange.order(.client(id), symbol: symbol).evidence(request, EvidenceContent.order)
            }
        case .algoOrderAfterGrace(let id, let milliseconds):
            await afterGrace(milliseconds, request) {
                await exchange.algoOrder(.client(id)).evidence(request, EvidenceContent.algoOrder)
            }
        case .allOrders(let symbol, let span):
            await exchange.allOrders(symbol, from: span.from, to: span.to).evidence(request, EvidenceContent.allOrders)
        case .trades(let symbol, let span):
            await exchange.trades(symbol, from: span.from, to: span.to).evidence(request, EvidenceContent.trades)
        case .forceOrders(let symbol, let span):
            await exchange.forceOrders(symbol, from: span.from, to: span.to)
                .evidence(request, EvidenceContent.forceOrders)
        case .positions(let symbol), .positionsAgain(let symbol):
            await exchange.positions(symbol).evidence(request, EvidenceContent.positions)
        case .accountConfiguration:
            await exchange.accountConfiguration().evidence(request, EvidenceContent.accountConfiguration)
        case .exchangeTime: await exchangeTime(request)
        case .logHistory(let ids, let symbol): await logHistory(ids, symbol, request)
        case .instances: await instanceReports(request)
        case .expectedOrders: named(expected, request, EvidenceContent.expectedOrders)
        case .expectedPositions: named(expectedPositions, request, EvidenceContent.expectedPositions)
        case .auditMentions(let id): auditMentions(id, request)
        case .latency, .weightUse, .orderLimits, .keyRestrictions, .tradingStatus, .clockSamples,
            .timeSynchronisation, .reconcileMetrics, .accountSurvey, .streamHandshake, .listenKey:
            ofChecksAlone(request)
        }
    }

    private func ofChecksAlone(_ request: EvidenceRequest) -> Evidence {
        let source = request.kind.rawValue
        let none = Unavailable(.notAsked, source: source, detail: "not the exchange's")
        return Evidence(request: request, source: source, content: .failure(none))
    }

    private func afterGrace(
        _ milliseconds: Int64, _ request: EvidenceRequest, _ read: () async -> Evidence
    ) async -> Evidence {
        do {
            try await sleep(.milliseconds(milliseconds))
            return await read()
        } catch {
            let cut = Unavailable(.notAsked, source: "--grace", detail: "the wait was interrupted before its end")
            return Evidence(request: request, source: "--grace", content: .failure(cut))
        }
    }

    private func instanceReports(_ request: EvidenceRequest) async -> Evidence {
        let reports = await probe.probe(instances, exchangeNow: exchangeNow, withMetrics: true)
        return Evidence(
            request: request, source: "instances",
            content: .success(.instances(zip(instances, reports).map(onExchangeTime))))
    }

    private func logHistory(_ ids: [ClientOrderID], _ symbol: Symbol?, _ request: EvidenceRequest) async -> Evidence {
        guard !logs.isEmpty else { return noLog(request) }
        // A file's time, by which lines without a date are dated, is this machine's.
        let (asked, now) = (exchangeNow() ?? now(), now())
        let found = await LogReader.history(
            logs, naming: Set(ids), symbol: symbol, since: since?.moment(now: asked), until: until?.moment(now: asked),
            now: now, zone: .system, redaction: redaction,
            standardInput: standardInput?())
        return Evidence(request: request, source: "--logs", content: .success(.logHistory(found)))
    }

    private func auditMentions(_ id: ClientOrderID, _ request: EvidenceRequest) -> Evidence {
        let content: Result<EvidenceContent, Unavailable>
        if let memory {
            do throws(AuditFailure) {
                content = .success(.auditMentions(try memory.mentions(of: id)))
            } catch {
                content = .failure(Unavailable(.unreadable, source: "audit log", detail: "\(error)"))
            }
        } else {
            content = .failure(Unavailable(.notAsked, source: "audit log", detail: "there is none (--no-audit)"))
        }
        return Evidence(request: request, source: "audit log", content: content)
    }

    private func noLog(_ request: EvidenceRequest) -> Evidence {
        let none = Unavailable(.notAsked, source: "--logs", detail: "no log was named: give --logs PATH")
        return Evidence(request: request, source: "--logs", content: .failure(none))
    }

    /// The first look has asked already, and the local clock has gone on since.
    private func exchangeTime(_ request: EvidenceRequest) async -> Evidence {
        guard let now = exchangeNow() else {
            return await exchange.clock().evidence(request) { .exchangeTime($0.exchangeTime) }
        }
        return Evidence(request: request, source: "GET /fapi/v1/time", content: .success(.exchangeTime(now)))
    }

    private func named<Row>(
        _ rows: [Row]?, _ request: EvidenceRequest, _ content: ([Row]) -> EvidenceContent
    ) -> Evidence {
        guard let rows else {
            let none = Unavailable(
                .notAsked, source: "--expected", detail: "no expected state was named: give --expected FILE")
            return Evidence(request: request, source: "--expected", content: .failure(none))
        }
        return Evidence(
            request: request, source: expectedFiles.joined(separator: ", "), content: .success(content(rows)))
    }

    /// A file's time is the local clock's; everything else was read on the exchange's.
    private func onExchangeTime(_ source: InstanceSource, _ report: InstanceReport) -> InstanceReport {
        guard let clock, case .success(let health) = report.health, let address = source.health,
            !address.contains("://")
        else { return report }
        let moved = InstanceReport.Health(
            uptimeMilliseconds: health.uptimeMilliseconds,
            readAt: health.readAt.advanced(byMilliseconds: clock.offsetMilliseconds), isAtLatest: health.isAtLatest)
        return InstanceReport(
            name: report.name, health: .success(moved), readiness: report.readiness,
            statedTrading: report.statedTrading, service: report.service, metrics: report.metrics,
            syncing: report.syncing, addresses: report.addresses)
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

/// The files a triage was given, read or found before the first request: a mistyped name ends the command at once.
struct TriageInputs: Sendable {
    let logs: [LogSource]
    let expected: ExpectedState?
    let standardInput = ReplayedInput()

    static func read(_ settings: Settings, home: String?) throws -> TriageInputs {
        TriageInputs(
            logs: try logSources(settings.logs, home: home) + settings.logCommands.map(LogSource.command),
            expected: settings.expected.isEmpty ? nil : try expectedState(settings.expected))
    }

    func gatherer(_ session: Session, clock: ClockReading?) -> EvidenceGatherer {
        let redaction = Redaction(secrets: session.settings.secrets)
        return EvidenceGatherer(
            exchange: session.exchange, clock: clock, now: session.context.now,
            instances: session.settings.instances,
            logs: logs + (session.context.pastedLine.map { [.pasted($0)] } ?? []),
            standardInput: { standardInput.chunks() },
            expected: expected?.orders, expectedPositions: expected?.positions,
            expectedFiles: session.settings.expected, since: session.settings.since, until: session.settings.until,
            redaction: redaction, probe: session.context.probe(hiding: session.settings.secrets),
            memory: session.investigation.store.map(AuditMemory.init), sleep: session.context.sleep)
    }

    /// What the logs prove, of all orders, unless `--since` says otherwise of the last `reach` milliseconds; `nil` when
    /// none was named.
    /// - Parameter limit: of events; beyond it some are left out, which is told as a problem.
    func history(
        _ session: Session, symbol: Symbol?, clock: ClockReading?, limit: Int = 5_000,
        topic: LogTopic = .everything, reach: Int64 = TimeSpan.day
    ) async -> LogHistory? {
        guard !logs.isEmpty else { return nil }
        let asked = session.context.now(on: clock)
        return await LogReader.history(
            logs, naming: nil, symbol: symbol,
            since: session.settings.since?.moment(now: asked) ?? asked.advanced(byMilliseconds: -reach),
            until: session.settings.until?.moment(now: asked), now: session.context.now(), zone: .system,
            redaction: Redaction(secrets: session.settings.secrets),
            standardInput: standardInput.chunks(), limit: limit, topic: topic,
            // A file time alone passes over what a person has asked to leave out, and nothing else.
            passingOverFrom: session.settings.since == nil ? .max : LogReader.smallestPassedOver)
    }

    private static func logSources(_ arguments: [String], home: String?) throws -> [LogSource] {
        do throws(LogSourceProblem) {
            return try LogSource.resolve(arguments, home: home)
        } catch {
            throw CommandError(.inputMissing, "--logs \(error.argument): \(error.detail). Nothing was sent.")
        }
    }

    private static func expectedState(_ files: [String]) throws -> ExpectedState {
        do throws(ExpectedStateProblem) {
            // What a reset has set aside expects nothing any more.
            return try ExpectedState.read(files.filter { !GivenFiles.isSetAside($0) })
        } catch {
            let place = error.line.map { "\(error.file) line \($0)" } ?? error.file
            throw CommandError(
                error.kind == .malformed ? .badData : .inputMissing,
                "--expected \(place): \(error.detail). Nothing was sent.")
        }
    }
}
