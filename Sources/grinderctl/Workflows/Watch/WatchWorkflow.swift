import AuditLog
import Binance
import BotEvidence
import Synchronization
import TriageCore

/// Follows the stream until its end, and says what it came to.
struct WatchWorkflow {
    let session: Session
    let url: StreamURL
    /// Only events of this symbol are shown; those of none always.
    let symbol: Symbol?
    let expected: ClientOrderID?
    /// `--for`
    let seconds: Int64?
    /// `--create`
    let creates: Bool

    func run() async throws -> Int32 {
        try session.investigation.record(
            .investigationOpened, symbol: symbol,
            OpenedRecord(
                command: session.command, accountContext: session.settings.accountContext,
                runbook: RunbookLibrary.reference(
                    try RunbookLibrary.used("stream", from: session.settings.runbooks))))
        if creates { try await refuseBesideABot() }
        let (key, isOwn) = try await key()
        let outcome = await follow(key, isOwn: isOwn)
        try record(
            StreamRunbook.eventsStep, outcome.exit == 0 ? .ok : .attention, outcome.summary)
        printOutcome(outcome)
        await session.exchange.shutdown()
        return session.settled(outcome.exit)
    }

    /// A key made beside a bot would be the bot's too.
    private func refuseBesideABot() async throws {
        let context = session.context
        let reports = await session.controller.look(at: session.settings.instances) { context.now() }
        for report in reports {
            switch report.presence {
            case .running(let by): throw refusal(report.name, by)
            case .anotherMode(let mode): throw refusal(report.name, "/readyz says mode \(mode)")
            case .stopped, .silent: break
            }
        }
        if reports.isEmpty {
            session.notes.warn("no instance is known (--health): only your word says that no bot uses this API key")
        }
    }

    private func refusal(_ name: String, _ by: String) -> CommandError {
        CommandError(
            .refused, "\(name) answers (\(by)): --create is for an account without a bot. No listenKey was created.",
            try: session.attempt("stream", "watch"))
    }

    /// The key there is; a new one only where there is none and `--create` says so.
    private func key() async throws -> (ListenKey, isOwn: Bool) {
        let answer = await session.exchange.extendListenKey()
        switch answer.value {
        case .success(let key?):
            session.notes.note("the listenKey of this API key was extended by 60 minutes, once")
            try record(StreamRunbook.keyStep, .ok, "it exists; asking renewed it for 60 minutes")
            return (key, false)
        case .failure(let problem):
            throw CommandError(
                unanswered: problem, what: "the listenKey could not be requested", consequence: "Nothing was watched.")
        case .success(nil): break
        }
        guard creates else {
            try record(StreamRunbook.keyStep, .attention, "none exists (-1125), and none was made")
            throw CommandError(
                .attention,
                "no listenKey exists for this API key (-1125): no one receives its events, not even the bot. None was created.",
                try: session.attempt("check", "stream"))
        }
        let made = await session.exchange.createListenKey()
        switch made.value {
        case .success(let key):
            session.notes.note("a listenKey was made; it ends by itself 60 minutes after this watch")
            try record(StreamRunbook.keyStep, .ok, "none existed; one was made (--create)")
            return (key, true)
        case .failure(let problem):
            throw CommandError(
                unanswered: problem, what: "no listenKey could be made", consequence: "Nothing was watched.")
        }
    }

    private func record(_ step: StepDefinition, _ status: StepReport.Status, _ summary: String) throws {
        try session.investigation.record(.step, StepRecord(StepReport(step, status, summary)))
        // A key that was made or extended is no mere reading, and a watch may be killed after hours.
        session.investigation.commit()
    }

    private func follow(_ key: ListenKey, isOwn: Bool) async -> WatchOutcome {
        let context = session.context
        let held = isOwn ? own(key) : WatchState.Held(key: key, keeping: nil, aliveAt: context.now())
        let state = WatchState(WatchOutcome(expecting: expected), holding: held)
        context.interrupts.serve()
        var watch = watch(key, state)
        let start = context.uptime()
        while !state.isOver, !context.interrupts.isRequested {
            if let seconds, context.uptime() - start >= seconds * 1_000 { break }
            if let fresh = await keep(state) {
                // The old key's stream tells nothing more.
                watch.cancel()
                await watch.value
                watch = self.watch(fresh, state)
            }
            try? await Task.sleep(for: .milliseconds(50))
        }
        watch.cancel()
        // What the stream is when it is left, not what leaving makes of it.
        let outcome = state.close()
        await watch.value
        return outcome
    }

    private func watch(_ key: ListenKey, _ state: WatchState) -> Task<Void, Never> {
        let context = session.context
        let stream = context.userStream(url)
        return Task {
            await stream.watch(key, renew: { await renew(state) }) { item in
                take(item, state)
                return !state.outcome.isFound
            }
            // One that was cancelled goes on with another key, or is over already.
            if !Task.isCancelled { state.end() }
        }
    }

    /// Extends a key that this command made, when that is due, and says when it cannot be; the key to go on with where it
    /// is lost.
    private func keep(_ state: WatchState) async -> ListenKey? {
        let context = session.context
        guard let held = state.held, var keeping = held.keeping, keeping.isDue(at: context.uptime()) else { return nil }
        let answer: ListenKeyRenewal.Answer
        switch await session.exchange.extendListenKey().value {
        case .success(let key?): answer = key == held.key ? .extended : .another
        case .success(nil): answer = .gone
        case .failure(let problem): answer = .unanswered(problem.detail)
        }
        // The stream itself went on with a new key meanwhile.
        guard state.held?.key == held.key else { return nil }
        let consequence = keeping.receive(answer, at: context.uptime())
        let aliveAt = consequence == .goOn ? context.now() : held.aliveAt
        state.hold(WatchState.Held(key: held.key, keeping: keeping, aliveAt: aliveAt))
        switch consequence {
        case .goOn: break
        case .warn(let words): take(.note(.key(words)), state)
        case .lost(let why):
            take(.note(.disconnected(why)), state)
            switch await session.exchange.createListenKey().value {
            case .success(let fresh):
                take(.note(.key("a new listenKey was made")), state)
                take(.note(.gap(from: held.aliveAt, to: context.now())), state)
                state.hold(own(fresh))
                return fresh
            case .failure(let problem):
                take(.note(.key("no new listenKey could be made: \(problem.detail); retried in a minute")), state)
            }
        }
        return nil
    }

    private func own(_ key: ListenKey) -> WatchState.Held {
        WatchState.Held(
            key: key, keeping: ListenKeyRenewal(madeAt: session.context.uptime()), aliveAt: session.context.now())
    }

    /// After the key expired: the one the bot has made since; a new one only of an account without a bot.
    private func renew(_ state: WatchState) async -> ListenKey? {
        if case .success(let key?) = await session.exchange.extendListenKey().value {
            let keeping = state.held?.key == key ? state.held?.keeping : nil
            state.hold(WatchState.Held(key: key, keeping: keeping, aliveAt: session.context.now()))
            return key
        }
        guard creates, case .success(let key) = await session.exchange.createListenKey().value else { return nil }
        state.hold(own(key))
        return key
    }

    private func take(_ item: UserStream.Item, _ state: WatchState) {
        let console = session.context.console
        switch item {
        case .event(let event):
            guard let repeats = state.receive(event) else { return }
            guard let shown = symbol.map({ event.narrowed(to: $0) }) ?? event else { return }
            let line = EventLine(event: shown, repeats: repeats, isVerbose: session.shared.verbose)
            console.output(session.shared.json ? line.json.text + "\n" : line.text + "\n")
        case .note(let note):
            guard state.receive(note) else { return }
            if session.shared.json {
                console.output(EventLine.json(note, at: session.context.now()).text + "\n")
            } else if note.isGap {
                console.output("-- \(Printable.line(note.detail))\n")
            } else {
                session.notes.note(note.detail)
            }
        }
    }

    private func printOutcome(_ outcome: WatchOutcome) {
        let console = session.context.console
        guard session.shared.json else { return session.notes.note(outcome.summary) }
        console.output(EventLine.json(outcome, expected: expected).text + "\n")
    }
}

/// What a watch has seen, shared between the stream and the clock that ends it.
final class WatchState: Sendable {
    /// The key of the stream as it is now.
    struct Held: Sendable {
        let key: ListenKey
        /// Of a key that this command made: nobody else extends it.
        let keeping: ListenKeyRenewal?
        /// When it was last known to live, by the exchange's answer.
        let aliveAt: Timestamp
    }

    private struct State {
        var outcome: WatchOutcome
        var held: Held?
        var isOver = false
        var isClosed = false
    }
    private let state: Mutex<State>

    init(_ outcome: WatchOutcome, holding held: Held) { state = Mutex(State(outcome: outcome, held: held)) }

    var held: Held? { state.withLock { $0.held } }
    func hold(_ held: Held) { state.withLock { $0.held = held } }

    var outcome: WatchOutcome { state.withLock { $0.outcome } }
    var isOver: Bool { state.withLock { $0.isOver } }
    func end() { state.withLock { $0.isOver = true } }

    /// `nil` once the watch is over: what arrives then belongs to nobody.
    func receive(_ event: StreamEvent) -> Bool? {
        state.withLock { state in state.isClosed ? nil : state.outcome.receive(event) }
    }

    func receive(_ note: StreamNote) -> Bool {
        state.withLock { state in
            if state.isClosed { return false }
            state.outcome.receive(note)
            return true
        }
    }

    func close() -> WatchOutcome {
        state.withLock { state in
            state.isClosed = true
            return state.outcome
        }
    }
}
