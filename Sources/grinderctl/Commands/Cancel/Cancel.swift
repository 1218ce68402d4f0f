import ArgumentParser
import AuditLog
import Binance
import TriageCore

struct Cancel: ToolCommand {
    static let name = "cancel"
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Cancel orphaned grinder orders, normal or conditional.",
        discussion: """
            Shows the plan and every gate. Sends nothing without --execute.

            EXAMPLES
              grinderctl cancel grinder_d_BTCUSDT_2_1772964000_17
              grinderctl cancel grinder_d_BTCUSDT_2_1772964000_17 --execute \\
                  --confirm grinder_d_BTCUSDT_2_1772964000_17 --reason 'left behind'
              grinderctl cancel grinder_d_BTCUSDT_2_1772964000_17 --reason 'left behind' \\
                  --out plan.json
              grinderctl cancel --plan plan.json --approval plan.approval.json --execute \\
                  --confirm grinder_d_BTCUSDT_2_1772964000_17
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
    @OptionGroup(title: "Action") var action: ActionOptions
    @OptionGroup(title: "Action") var running: RunningOptions<Cancel>

    @Option(
        help: ArgumentHelp("Your answer to a step's question, kept as evidence. Repeatable.", valueName: "STEP=TEXT"))
    var answer: [String] = []

    @Option(help: ArgumentHelp("Symbol, if the id doesn't contain it.", valueName: "S"), completion: .symbols)
    var symbol: String?

    @OptionGroup(title: "Plan file") var plan: PlanOptions

    @Argument(
        help: ArgumentHelp("Client order ids; with --plan they come from the plan.", valueName: "CID"),
        completion: .orders)
    var ids: [String] = []

    func run(at context: CommandContext) async throws -> Int32 {
        let documents = try plan.documents(action)
        let prompt = Prompt(console: context.console, isAllowed: !shared.noInput)
        let picks = documents == nil && ids.isEmpty
        guard !picks || prompt.canAsk else {
            throw CommandError(
                .usage, "which orders? Name them (CID...), or a plan file with --plan. Nothing was sent.",
                try: "grinderctl help cancel")
        }
        let settings = try SettingsReader(shared, environment: context.environment).settings(
            action: action, reading: plan.files)
        let given = try symbol.map(SymbolFlag.read)
        try refuseSlips(given, settings.identity)
        let answers = try AnswerFlags.read(answer, asked: [PositionLedger.stoppedStep])
        try action.refuseSecrets(settings.secrets, said: answer, incident: shared.incident)
        let (session, trading) = try Session.openActing(Self.name, shared: shared, settings: settings, at: context)
        return try await session.whileOpen { session in
            let picked = picks ? try pick(prompt, session) : []
            let subjects = try await subjects(picked, documents?.plan, given, session)
            return try await cancel(
                subjects, typed: context.arguments + picked, documents, answers, in: session, trading)
        }
    }

    private typealias Subjects = (wanted: [CancelPerformer.Wanted], requests: [RequestRecord])

    private func cancel(
        _ subjects: Subjects, typed: [String], _ documents: PlanDocuments?, _ answers: [String: String],
        in session: Session,
        _ trading: BinanceTrading
    ) async throws -> Int32 {
        let wanted = subjects.wanted
        try session.investigation.record(
            .investigationOpened, symbol: wanted.first?.symbol,
            clientOrderID: wanted.count == 1 ? wanted.first?.id : nil,
            OpenedRecord(command: Self.name, accountContext: session.settings.accountContext, runbook: nil))
        try session.investigation.record(answers)
        let planStatus = try await session.planStatus(of: documents, for: .cancel)
        let flags = flags(wanted, planStatus?.plan)
        try session.refuseIncomplete(plan, flags, for: .cancel)
        let first = try await session.preflight(Array(Set(wanted.map(\.symbol))).sorted())
        let asked = subjects.requests + first.requests
        let actionContext = ActionContext(
            session: session, trading: trading, action: .cancel, flags: flags, clock: first.clock, typed: typed,
            planStatus: planStatus, planOut: plan.out, opening: asked)
        let done = try await CancelPerformer(actionContext: actionContext, wanted: wanted).perform()
        var report = session.report()
        let action = try session.judged(done.report, by: planStatus, for: .cancel)
        report.action = action
        report.requests = asked + done.requests
        return await session.finish(report, exit: action.exit)
    }

    private func pick(_ prompt: Prompt, _ session: Session) throws -> [String] {
        guard let store = session.investigation.store else { return [] }
        let now = session.context.now()
        let accountContext = session.settings.accountContext
        let orphans = try reading(nothingSent: true) { () throws(AuditFailure) in
            try AuditMemory(store: store).freshOrphans(at: now, accountContext)
        }
        return try OrphanPicker(orphans: orphans, prompt: prompt, now: now).pick().map(\.rawValue)
    }

    private func subjects(
        _ picked: [String], _ plan: PlanFile?, _ given: Symbol?, _ session: Session
    ) async throws -> Subjects {
        // Other ids than the plan's are asked about too, for a refusal that shows them.
        if ids.isEmpty, picked.isEmpty, let plan {
            return (plan.targets.map { CancelPerformer.Wanted(id: ClientOrderID($0.name), symbol: $0.symbol) }, [])
        }
        return try await CancelSubjects(session: session, given: given).named(ids + picked)
    }

    /// Before anything is opened or asked. Slips are explained, never repaired.
    private func refuseSlips(_ given: Symbol?, _ identity: Identity) throws {
        try CancelTypo.refuse(in: ids, prefix: identity.prefix)
        if let twice = ids.first(where: { id in ids.filter { $0 == id }.count > 1 }) {
            throw CommandError(.usage, "\(twice) is given twice. Nothing was sent.")
        }
        for id in ids.map({ ClientOrderID($0) }) where ClientOrderIDParts(id, prefix: identity.prefix) != nil {
            _ = try SymbolFlag.symbol(of: id, given: given, identity: identity, command: Self.name)
        }
        for id in ids where id.isEmpty || id.unicodeScalars.count > 36 {
            throw CommandError(.usage, "a client order id has 1 to 36 characters. Nothing was sent.")
        }
    }

    private func flags(_ wanted: [CancelPerformer.Wanted], _ plan: PlanFile?) -> OperatorFlags {
        action.flags(
            confirmedBy: wanted.count == 1 ? wanted[0].id.rawValue : String(wanted.count), planned: plan,
            whileRunning: running.whileRunning)
    }
}
