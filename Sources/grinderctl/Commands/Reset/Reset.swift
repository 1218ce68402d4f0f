import ArgumentParser
import AuditLog
import Binance
import BotEvidence
import TriageCore

struct Reset: ToolCommand {
    static let name = "reset"
    static let configuration = CommandConfiguration(
        commandName: "reset", abstract: "Full State Reset: stop, clear, cancel, close, start. Resumable.",
        discussion: """
            Draws the plan and shows every gate; stops, sends and starts nothing without --execute. Orders and positions \
            of others are never touched. After a crash or an interrupt --resume ID reads again and goes on; nothing is \
            sent twice. grinderctl runbook show reset tells the steps.

            EXAMPLES
              grinderctl reset
              grinderctl reset --only cancel --symbol BTCUSDT
              grinderctl reset --execute --confirm reset --reason 'expected state lost'
              grinderctl reset --resume 6f1c2d3e-0a4b-4c5d-8e6f-7a8b9c0d1e2f --execute \\
                  --confirm reset --reason 'goes on'
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
    @OptionGroup(title: "Action") var action: ActionOptions
    @OptionGroup(title: "Action") var running: RunningOptions<Reset>
    @OptionGroup(title: "Instances") var places: InstanceOptions

    @Option(help: ArgumentHelp("Resume a reset, by its investigation.", valueName: "ID"), completion: .resets)
    var resume: String?

    @Option(
        help: ArgumentHelp("cancel: stop after cancelling the orders.", valueName: "STEP"),
        completion: .list(["cancel"]))
    var only: String?

    @Option(help: ArgumentHelp("Only this symbol. Repeatable.", valueName: "S"), completion: .symbols)
    var symbol: [String] = []

    @Option(
        help: ArgumentHelp("File with grinder's expected state, to set aside. Repeatable.", valueName: "FILE"),
        completion: .file())
    var expected: [String] = []

    @Option(
        help: ArgumentHelp(
            "Answer a step's question: instance-stopped=yes, restart=yes. Repeatable.", valueName: "STEP=TEXT"))
    var answer: [String] = []

    func run(at context: CommandContext) async throws -> Int32 {
        var settings = try SettingsReader(shared, environment: context.environment)
            .settings(action: action, asking: places)
        settings.expected = (expected.isEmpty ? settings.expected : expected).map(FileArchiver.absolute)
        let given = try scope()
        let answers = try AnswerFlags.read(answer, asked: ResetStep.definitions)
        try action.refuseSecrets(settings.secrets, said: answer, incident: shared.incident)
        let (session, trading) = try Session.openActing(
            Self.name, shared: shared, settings: settings, at: context, waits: true, as: resume)
        if running.whileRunning {
            session.notes.warn("--while-running has no effect here: a reset never runs while an instance is running")
        }
        for file in expected where GivenFiles.isSetAside(file) {
            session.notes.warn(GivenFiles.warning(ofSetAside: file))
        }
        return try await session.whileOpen { session in
            let earlier = try earlier(given, in: session)
            try requireFiles(settings.expected, earlier?.progress)
            let scope = earlier?.progress.scope ?? given ?? ResetScope()
            let reference = RunbookLibrary.reference(
                try RunbookLibrary.used("reset", from: settings.runbooks))
            try session.investigation.record(
                .investigationOpened, symbol: scope.symbols.count == 1 ? scope.symbols.first : nil,
                OpenedRecord(command: Self.name, accountContext: settings.accountContext, runbook: reference))
            try session.investigation.record(answers)
            let first = try await session.preflight(scope.symbols.sorted())
            let done = try await actionContext(session, trading, scope, answers, earlier, first, context).perform()
            var report = session.report(reference)
            report.steps = done.steps
            report.action = done.report
            report.requests = first.requests + done.requests
            return await session.finish(report, exit: done.exit)
        }
    }

    private func actionContext(
        _ session: Session, _ trading: BinanceTrading, _ scope: ResetScope, _ answers: [String: String],
        _ earlier: PreviousReset?,
        _ first: Session.Preflight, _ context: CommandContext
    ) -> ResetWorkflow {
        let settings = session.settings
        let known = settings.instances.map {
            ResetInstances.Instance(
                name: $0.name, hasStop: $0.stopCommand != nil, hasStart: $0.startCommand != nil,
                isConfigured: $0.isConfigured)
        }
        let word = answers[ResetStep.instanceStopped.rawValue].map(InstanceRule.OperatorStatement.init)
        return ResetWorkflow(
            session: session,
            actionContext: ActionContext(
                session: session, trading: trading, action: .reset, flags: action.flags(confirmedBy: Self.name),
                clock: first.clock, typed: context.arguments, opening: first.requests),
            setting: FullStateReset.Setting(
                scope: scope, identity: settings.identity, closesAll: action.withoutTriage,
                files: (earlier?.progress ?? ResetProgress()).filesLeft(naming: settings.expected)
                    .filter { FileArchiver.state($0) != .absent }),
            instances: ResetInstances(known, word: word), answers: answers, earlier: earlier)
    }

    /// A file that is not there was mistyped, or the bot keeps its state elsewhere, unless an earlier run moved it.
    private func requireFiles(_ files: [String], _ progress: ResetProgress?) throws {
        for file in files
        where FileArchiver.state(file) == .absent && progress?.hasNamed(file) != true
            && !GivenFiles.isSetAside(file)
        {
            throw CommandError(.inputMissing, "\(file) is not there. Nothing was sent.")
        }
    }

    /// `nil` when neither `--only` nor `--symbol` is given.
    private func scope() throws -> ResetScope? {
        if let only, only != ResetStep.cancel.rawValue {
            throw CommandError(.usage, "--only \(only): only cancel is supported. Nothing was sent.")
        }
        guard only != nil || !symbol.isEmpty else { return nil }
        return ResetScope(onlyCancels: only != nil, symbols: Set(try symbol.map(SymbolFlag.read)))
    }

    private func earlier(_ given: ResetScope?, in session: Session) throws -> PreviousReset? {
        guard let resume, let store = session.investigation.store else { return nil }
        let earlier = try PreviousReset.read(resume, from: store, in: session)
        if let given, given != earlier.progress.scope {
            throw CommandError(
                .usage,
                "the reset \(resume) was begun with another --only or --symbol: leave them out. Nothing was sent.")
        }
        return earlier
    }
}
