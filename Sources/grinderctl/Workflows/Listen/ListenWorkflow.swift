import AuditLog
import Binance
import JSON
import Listening
import Synchronization
import TriageCore

/// Receives alerts until SIGTERM or SIGINT, and has the verdict ready: one investigation at a time, inside the weight
/// budget, beside whoever else writes the audit log.
struct ListenWorkflow: Sendable {
    let session: Session
    let settings: ListenSettings
    /// `--symbol`
    let symbol: Symbol?
    var patience = Patience()

    /// What a SIGTERM leaves: 28 s in all, of the 30 there are.
    struct Patience: Sendable {
        var toFinish = Duration.seconds(20)
        var toNotify = Duration.seconds(7)
        var toEnd = Duration.seconds(1)
    }

    private static let remembered = 2_000

    func run() async throws -> Int32 {
        guard let store = session.investigation.store else {
            throw CommandError(.bug, "listen was started without a log")
        }
        let (context, metrics) = (session.context, ListenMetrics())
        let earlier = try reading(nothingSent: true) { () throws(AuditFailure) in try investigated(in: store) }
        let intake = AlertIntake(incidents(in: store), metrics: metrics, remembering: earlier)
        // From here a signal only ends the waiting.
        context.interrupts.serve()
        let server = try await start(intake, metrics)
        context.console.output(
            JSONValue.object([("url", .string("http://\(settings.place.name(port: server.port))/webhook"))]).text
                + "\n")
        let underway = RunningInvestigation()
        let worker = Task { await work(intake, metrics, underway) }
        await context.interrupts.wait()
        await server.close()
        for left in await intake.stop() { note(left, in: store) }
        await finish(worker, underway)
        await server.end()
        await session.exchange.shutdown()
        return 0
    }

    private func start(_ intake: AlertIntake, _ metrics: ListenMetrics) async throws -> WebhookServer {
        let uptime = session.context.uptime
        do throws(ListeningProblem) {
            return try await WebhookServer.start(
                at: settings.place, token: settings.token,
                pages: WebhookServer.Pages(
                    health: { Reply(200, "{\"status\":\"ok\"}\n") },
                    metrics: {
                        Reply(
                            200, metrics.text(queue: await intake.length, uptime: uptime()),
                            contentType: "text/plain; version=0.0.4; charset=utf-8")
                    }), answered: { metrics.answered($0) }, alerts: { await intake.take($0) })
        } catch {
            throw CommandError(
                error.isForbidden ? .permissions : .exchangeUnavailable, "\(error.detail). Not listening.")
        }
    }

    private func incidents(in store: AuditStore) -> GroupIncidents {
        let settings = session.settings
        return GroupIncidents(
            store: store, environment: settings.environment.rawValue, context: session.context, opening: opening,
            named: settings.incident, redaction: ArgumentRedaction(forbidding: settings.secrets))
    }

    private var opening: Opening {
        Opening(
            at: session.context, secrets: session.settings.secrets, configuration: session.settings.configurationDigest)
    }

    /// The alerts that earlier runs came to a verdict on, the newest of them.
    private func investigated(in store: AuditStore) throws(AuditFailure) -> [AlertIdentity] {
        var filter = EntryFilter(kinds: [.investigationOpened])
        filter.limit = Self.remembered
        let opened = try store.entries(matching: filter).compactMap { entry -> (id: String, alerts: [AlertIdentity])? in
            guard let id = entry.investigation, entry.environment == session.settings.environment.rawValue,
                let texts = entry.understood(as: OpenedRecord.self).alerts?.identities
            else { return nil }
            return (id, texts.map(AlertIdentity.init(recorded:)))
        }
        guard !opened.isEmpty else { return [] }
        var verdicts = EntryFilter(kinds: [.verdict])
        verdicts.limit = Self.remembered * 10
        let concluded = Set(try store.entries(matching: verdicts).compactMap(\.investigation))
        var notes = EntryFilter(kinds: [.note])
        notes.limit = Self.remembered * 10
        let unsettled = Set(
            try store.entries(matching: notes).filter { ListenInvestigation.isUnsettled($0) }.compactMap(
                \.investigation))
        return opened.filter { concluded.contains($0.id) && !unsettled.contains($0.id) }.flatMap(\.alerts)
    }

    private func work(_ intake: AlertIntake, _ metrics: ListenMetrics, _ underway: RunningInvestigation) async {
        let notifier = settings.notify.map { Notifier($0, session.context, secrets: session.settings.secrets) }
        while let waiting = await intake.next() {
            let investigation = Investigation(
                id: session.context.newID(), incident: waiting.incidents.first,
                accountContext: session.settings.accountContext,
                store: session.investigation.store, outlivesItsLog: true, opening: opening)
            let round = ListenInvestigation(waiting, session.with(investigation), notifier, metrics)
            underway.round = round
            metrics.change { $0.isBusy = true }
            if await !round.run(symbol: symbol) { await intake.forget(waiting) }
            metrics.change { $0.isBusy = false }
            underway.round = nil
        }
    }

    /// What has begun is finished; what takes longer than there is time ends inconclusive, recorded and notified.
    private func finish(_ worker: Task<Void, Never>, _ underway: RunningInvestigation) async {
        if await hasEnded(worker, within: patience.toFinish) { return }
        if let round = underway.round, round.conclude() {
            worker.cancel()
            _ = await round.cut(notifyingWithin: patience.toNotify)
        } else if await !hasEnded(worker, within: patience.toNotify) {
            // Only a notification is left: it is ended, and that is noted.
            worker.cancel()
        }
        _ = await hasEnded(worker, within: patience.toEnd)
    }

    private func hasEnded(_ worker: Task<Void, Never>, within patience: Duration) async -> Bool {
        let (ends, reporter) = AsyncStream<Bool>.makeStream()
        let limit = session.context.limit
        let waiting = Task {
            await worker.value
            reporter.yield(true)
        }
        let late = Task {
            try? await limit(patience)
            reporter.yield(false)
        }
        defer {
            late.cancel()
            waiting.cancel()
        }
        for await hasEnded in ends { return hasEnded }
        return false
    }

    private func note(_ left: AlertInbox.Waiting, in store: AuditStore) {
        var note = NoteRecord(
            "listen ended before \(left.matter.words) was checked. Its sender will send it again.", listen: .left)
        note.alerts = left.alerts.map(RecordedAlert.init)
        do throws(AuditFailure) {
            _ = try store.append(EntryDraft(.note, incident: left.incidents.first, note))
        } catch {
            session.notes.warn("\(left.matter.words) was not checked, and that could not be recorded: \(error)")
        }
    }

    /// The investigation that runs.
    private final class RunningInvestigation: Sendable {
        private let state = Mutex<ListenInvestigation?>(nil)

        var round: ListenInvestigation? {
            get { state.withLock { $0 } }
            set { state.withLock { $0 = newValue } }
        }
    }
}
