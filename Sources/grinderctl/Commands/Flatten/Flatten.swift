import ArgumentParser
import AuditLog
import Binance
import TriageCore

struct Flatten: ToolCommand {
    static let name = "flatten"
    static let configuration = CommandConfiguration(
        commandName: "flatten", abstract: "Close a position that grinder's own fills made, at market, reduce-only.",
        discussion: """
            Shows the plan and every gate. Sends nothing without --execute. Competing orders of grinder's are \
            cancelled first. It never opens or reverses a position.

            EXAMPLES
              grinderctl flatten BTCUSDT
              grinderctl flatten BTCUSDT --side long
              grinderctl flatten BTCUSDT --execute --confirm BTCUSDT \\
                  --reason 'untracked fills of the night' --max-notional 1000
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
    @OptionGroup(title: "Action") var action: ActionOptions
    @OptionGroup(title: "Action") var running: RunningOptions<Flatten>
    @OptionGroup(title: "Instances") var instances: InstanceOptions

    @Option(help: ArgumentHelp("Answer whether every instance is stopped.", valueName: "STEP=TEXT"))
    var answer: [String] = []

    @Option(
        help: ArgumentHelp("Side to close, if both are open in hedge mode.", valueName: "long|short"),
        completion: .list(["long", "short"]))
    var side: String?

    @Option(
        help: ArgumentHelp("Must match SYMBOL if given.", valueName: "S"), completion: .symbols)
    var symbol: String?

    @OptionGroup(title: "Plan file") var plan: PlanOptions

    @Argument(
        help: ArgumentHelp("Symbol; with --plan it comes from the plan.", valueName: "SYMBOL"), completion: .symbols)
    var position: String?

    func run(at context: CommandContext) async throws -> Int32 {
        let documents = try plan.documents(action)
        guard let position = position ?? documents?.plan?.targets.first?.symbol.rawValue else {
            throw CommandError(
                .usage, "which position? Name its SYMBOL, or a plan file with --plan. Nothing was sent.",
                try: "grinderctl help flatten")
        }
        let settings = try SettingsReader(shared, environment: context.environment)
            .settings(action: action, asking: instances, reading: plan.files)
        let symbol = try SymbolFlag.read(position)
        if let given = try self.symbol.map(SymbolFlag.read), given != symbol {
            throw CommandError(.usage, "the position is \(position)'s, but --symbol says \(given). Nothing was sent.")
        }
        let answers = try AnswerFlags.read(answer, asked: [PositionLedger.stoppedStep])
        let choice = try choice() ?? documents?.plan?.choice
        try action.refuseSecrets(settings.secrets, said: answer, incident: shared.incident)
        let (session, trading) = try Session.openActing(Self.name, shared: shared, settings: settings, at: context)
        return try await session.whileOpen { session in
            let reference = RunbookLibrary.reference(
                try RunbookLibrary.used("flatten", from: settings.runbooks))
            try session.investigation.record(
                .investigationOpened, symbol: symbol,
                OpenedRecord(command: Self.name, accountContext: settings.accountContext, runbook: reference))
            let planStatus = try await session.planStatus(of: documents, for: .flatten)
            let flags = action.flags(
                confirmedBy: symbol.rawValue, planned: planStatus?.plan, whileRunning: running.whileRunning)
            try session.refuseIncomplete(plan, flags, for: .flatten)
            let first = try await session.preflight([symbol])
            let actionContext = ActionContext(
                session: session, trading: trading, action: .flatten,
                flags: flags, clock: first.clock, typed: context.arguments, planStatus: planStatus, planOut: plan.out,
                opening: first.requests, answer: answers[PositionLedger.stoppedStep.id.rawValue])
            let done = try await FlattenPerformer(actionContext: actionContext, symbol: symbol, choice: choice)
                .perform()
            var report = session.report(reference)
            report.action = done.report
            report.requests = first.requests + done.requests
            return await session.finish(report, exit: done.report.exit)
        }
    }

    private func choice() throws -> PositionLookup.Choice? {
        guard let side else { return nil }
        guard let choice = PositionLookup.Choice(rawValue: side.lowercased()) else {
            throw CommandError(.usage, "--side \(side) is neither long nor short. Nothing was sent.")
        }
        return choice
    }
}

extension PlanFile {
    /// The side its position is on, on a hedge account.
    fileprivate var choice: PositionLookup.Choice? {
        guard case .position(let facts)? = targets.first?.facts else { return nil }
        switch facts.positionSide {
        case .long: return .long
        case .short: return .short
        case .both: return nil
        }
    }
}
