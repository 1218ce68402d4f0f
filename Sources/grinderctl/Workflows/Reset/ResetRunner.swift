import AuditLog
import Binance
import BotEvidence
import TriageCore

/// Carries a reset out: does what the saga wants, brings the news back, and writes down each step before and after.
struct ResetRunner {
    let session: Session
    let actionContext: ActionContext
    let record: ResetRecord
    let effects: ResetEffects
    let reader: ResetReader
    let triager: ResetTriager
    var saga: FullStateReset
    var report: ActionReport
    /// The account as the plan saw it: spares the first reads as long as nothing has been done.
    var survey: ResetSurvey?
    var requests: [RequestRecord] = []
    /// Something was stopped, moved, sent or started: from here the outcome decides, and no error hides it.
    var hasActed = false
    var sent = 0
    var closed: Set<ResetPosition.Key> = []
    private var positions: [ResetPosition] = []
    /// As last read: positions, and both lists of orders.
    private var rows: [Position] = []
    private var lists: ResetOpenOrders?
    /// Symbols something was sent on since their orders were read.
    var unsettled: Set<Symbol> = []
    /// What stands behind the orders, as the plan saw it; no more once an instance had to be stopped.
    var accountReadings: CancelPerformer.AccountReadings?
    /// Both lists of the whole scope were read since anything was done; symbols that had an order or a position.
    private var isAccountSeen = false
    private var touched: Set<Symbol> = []
    /// Nothing was done since the lists were read but waiting for triggers.
    private var hasOnlyWaited = false
    private var verdicts: [Symbol: PlannedVerdict] = [:]
    private var written: [ResetStep: StepReport] = [:]
    private var begun: ResetStep?

    init(
        _ saga: FullStateReset, actionContext: ActionContext, reader: ResetReader, answers: [String: String],
        report: ActionReport,
        survey: ResetSurvey?
    ) {
        self.saga = saga
        self.actionContext = actionContext
        self.reader = reader
        self.report = report
        self.survey = survey
        session = actionContext.session
        record = ResetRecord(investigation: actionContext.session.investigation)
        effects = ResetEffects(session: actionContext.session, record: record, reader: reader, answers: answers)
        triager = ResetTriager(session: actionContext.session, clock: actionContext.clock)
        accountReadings = survey.map { CancelPerformer.AccountReadings(positions: $0.rows, worths: $0.worths) }
        touched = Set((survey?.lists.normal ?? []).map(\.symbol) + (survey?.lists.algo ?? []).map(\.symbol))
        touched.formUnion((survey?.positions ?? []).map(\.key.symbol))
        let now = actionContext.session.context.now()
        for symbol in Set((survey?.positions ?? []).map(\.key.symbol)) {
            let mine = (survey?.codes ?? [:]).filter { $0.key.symbol == symbol }.map { ($0.key.side, $0.value) }
            verdicts[symbol] = PlannedVerdict(
                positions: (survey?.positions ?? []).filter { $0.key.symbol == symbol },
                codes: Dictionary(mine) { first, _ in first }, at: now)
        }
    }

    mutating func run() async throws -> ResetConclusion {
        while true {
            let effect = saga.next()
            if case .conclude(let conclusion) = effect {
                try await guarded { try $0.record.write(ResetStepRecord(ended: conclusion)) }
                return conclusion
            }
            if session.context.interrupts.isRequested {
                saga.halt("interrupted")
            } else {
                try await guarded { try await $0.advance(effect) }
            }
            try await guarded { try await $0.writeEnded() }
        }
    }

    /// A failure before anything was done ends the command; afterwards it ends the reset where it stands.
    private mutating func guarded(_ work: (inout ResetRunner) async throws -> Void) async throws {
        do {
            try await work(&self)
        } catch let commandError as CommandError where hasActed {
            session.notes.warn(commandError.message)
            note(commandError.code)
            saga.halt(commandError.message)
        }
    }

    private mutating func advance(_ effect: ResetEffect) async throws {
        if let step = saga.step, step != begun {
            var beginning = ResetStepRecord(step, .begun)
            beginning.move = effect.words
            try record.write(beginning)
            begun = step
            try await session.context.atPhase(.stepBegun)
        }
        saga.receive(try await perform(effect))
    }

    private mutating func writeEnded() async throws {
        for step in ResetStep.allCases {
            guard let ended = saga.ended[step], ended != written[step] else { continue }
            written[step] = ended
            try record.write(ResetStepRecord(step, ended: ended))
            session.notes.note("\(step.rawValue): \(ended.summary)")
            try await session.context.atPhase(.stepEnded)
        }
    }

    private mutating func perform(_ effect: ResetEffect) async throws -> ResetEvent {
        switch effect {
        case .lookAtInstances:
            return .instances(
                await session.controller.look(at: session.settings.instances, exchangeNow: reader.exchangeNow))
        case .ask(let question): return try effects.ask(question)
        case .stop(let name):
            act()
            survey = nil
            accountReadings = nil
            return try await effects.stop(name, role: saga.instances.reports[name]?.role)
        case .setAside(let files):
            if !files.isEmpty { act() }
            return try await effects.setAside(files)
        case .readOrders: return .orders(await readOrders())
        case .cancel(let orders):
            hasOnlyWaited = false
            return .cancelled(try await cancel(orders))
        case .follow(let algos): return .followed(await follow(algos))
        case .waitForTriggers(let symbols):
            if !hasOnlyWaited {
                let names = symbols.map(\.rawValue).joined(separator: ", ")
                session.notes.note("a trigger is firing on \(names): waiting up to 15 s for the result")
            }
            try await session.context.sleep(.seconds(1))
            return .waited(await conditional(symbols))
        case .readPositions: return .positions(await readPositions())
        case .triage(let symbol): return .triaged(symbol, try await triage(symbol))
        case .close(let position): return .closed(try await close(position))
        case .start(let name):
            act()
            return try await effects.start(name)
        case .conclude: throw CommandError(.bug, "a conclusion is no move")
        }
    }

    /// An interrupt from here on ends it between two moves.
    private mutating func act() {
        hasActed = true
        session.investigation.hasSent = true
        session.context.interrupts.hold()
    }

    mutating func note(_ code: CommandError.Code) {
        switch code {
        case .credentialsRefused: worst = .credentials
        case .rateLimited: worst = worst ?? .rateLimited(retryAfter: nil)
        default: break
        }
    }

    /// The last deed was refused for want of room in this minute's weight alone, and nothing was sent.
    var lacksWeight = false

    /// What refused the last request, when it decides the exit.
    private(set) var worst: RequestOutcome.Refusal.Kind?
}

/// Reading.
extension ResetRunner {
    private mutating func readOrders() async -> Result<ResetOpenOrders, Unavailable> {
        // Nothing was stopped or sent since: what the plan saw is what there is.
        if let seen = survey, saga.step == .cancel {
            survey = nil
            isAccountSeen = true
            lists = seen.lists
            return .success(seen.lists)
        }
        let (answer, asked) = await currentReader.openOrders()
        requests += asked
        note(answer)
        if case .success(let read) = answer {
            lists = read
            unsettled = []
            if saga.step == .cancel {
                isAccountSeen = true
                touched.formUnion((read.normal.map(\.symbol) + read.algo.map(\.symbol)))
            }
        }
        return answer
    }

    /// Once the whole account was seen with nothing running, a new order of grinder's can only come from a trigger or a closing
    /// on a symbol that had something: these are read again, at weight 2 each and not 80. A started bot is free to place.
    private var currentReader: ResetReader {
        let symbols = touched.union(positions.map(\.key.symbol)).filter(reader.scope.covers)
        guard isAccountSeen, saga.step == .cancel || saga.step == .flatten,
            (1...ResetForecast.mostSymbols).contains(symbols.count)
        else { return reader }
        return ResetReader(
            session: session, scope: ResetScope(onlyCancels: reader.scope.onlyCancels, symbols: symbols),
            clock: reader.clock)
    }

    /// Weight 1 a symbol, where the lists of the whole account weigh 80.
    private mutating func conditional(_ symbols: [Symbol]) async -> Result<[AlgoOrder], Unavailable> {
        hasOnlyWaited = true
        var found: [AlgoOrder] = []
        for symbol in symbols {
            let answer = await session.exchange.openAlgoOrders(symbol)
            requests += answer.requests
            note(answer.value)
            switch answer.value {
            case .success(let orders): found += orders
            case .failure(let problem): return .failure(problem)
            }
        }
        return .success(found)
    }

    private mutating func readPositions() async -> Result<[Position], Unavailable> {
        let answer = await reader.positions()
        requests += answer.requests
        note(answer.value)
        if case .success(let read) = answer.value {
            rows = read
            positions = ResetPosition.held(read, scope: saga.setting.scope)
        }
        return answer.value
    }

    /// What the step has read already, for the plan of a close; `nil` once something was sent on the symbol since.
    func reading(of key: ResetPosition.Key) -> PositionReading? {
        guard let lists, !unsettled.contains(key.symbol) else { return nil }
        return PositionReading(
            symbol: key.symbol, isHedge: key.side != .both, rows: rows.filter { $0.symbol == key.symbol },
            openOrders: lists.normal.filter { $0.symbol == key.symbol },
            openAlgoOrders: lists.algo.filter { $0.symbol == key.symbol })
    }

    private mutating func note<Value>(_ answer: Result<Value, Unavailable>) {
        guard case .failure(let problem) = answer else { return }
        switch problem.kind {
        case .credentialsRefused: note(.credentialsRefused)
        case .rateLimited: note(.rateLimited)
        default: break
        }
    }

    private mutating func follow(_ algos: [AlgoOrder]) async -> [AlgoOrder] {
        var found: [AlgoOrder] = []
        for algo in algos {
            let answer = await session.exchange.algoOrder(.algo(algo.algoID))
            requests += answer.requests
            if case .success(let now?) = answer.value { found.append(now) }
        }
        return found
    }

    /// The plan's verdicts stand while the position is what they were about, and for as long as the gate takes them.
    private mutating func triage(_ symbol: Symbol) async throws -> [PositionSide: String] {
        let now = positions.filter { $0.key.symbol == symbol }
        if let known = verdicts[symbol], known.positions == now,
            session.context.now().milliseconds(since: known.at) < Self.verdictMilliseconds
        {
            verdicts[symbol] = nil
            return known.codes
        }
        verdicts[symbol] = nil
        let (codes, asked) = try await triager.codes(symbol)
        requests += asked
        return codes
    }

    /// Five minutes before the gate finds them too old.
    private static let verdictMilliseconds: Int64 = 600_000

    struct PlannedVerdict {
        let positions: [ResetPosition]
        let codes: [PositionSide: String]
        let at: Timestamp
    }
}
