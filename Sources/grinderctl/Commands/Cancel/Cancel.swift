import ArgumentParser
import AuditLog
import Binance
import TriageCore

struct Cancel: BenchCommand {
    static let name = "cancel"
    static let configuration = CommandConfiguration(
        abstract: "Cancel orphaned grinder orders, normal or conditional.",
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

    @Option(help: ArgumentHelp("Symbol, if the id doesn't contain it.", valueName: "S"), completion: .symbols)
    var symbol: String?

    @OptionGroup(title: "Plan file") var plan: PlanOptions

    @Argument(
        help: ArgumentHelp("Client order ids; with --plan they come from the plan.", valueName: "CID"),
        completion: .orders)
    var ids: [String] = []

    func run(at bench: Bench) async throws -> Int32 {
        let papers = try plan.papers(action)
        guard papers != nil || !ids.isEmpty else {
            throw Complaint(
                .usage, "which orders? Name them (CID...), or a plan file with --plan. Nothing was sent.",
                try: "grinderctl help cancel")
        }
        let settings = try SettingsReader(shared, environment: bench.environment).settings(
            action: action, reading: plan.files)
        let wanted = try wanted(settings.identity, papers?.plan)
        try action.refuseSecrets(settings.secrets, incident: shared.incident)
        let session = try Session.open(Self.name, shared: shared, settings: settings, at: bench, recording: true)
        return try await session.whileOpen { session in
            try session.investigation.record(
                .investigationOpened, symbol: wanted.first?.symbol,
                clientOrderID: wanted.count == 1 ? wanted.first?.id : nil,
                AuditPayload.opened(command: Self.name, station: settings.station, runbook: nil))
            let standing = try await session.standing(of: papers, for: .cancel)
            let flags = flags(wanted, standing?.plan)
            try session.refuseIncomplete(plan, flags, for: .cancel)
            let first = try await session.firstLook(Array(Set(wanted.map(\.symbol))).sorted())
            let desk = ActionDesk(
                session: session, action: .cancel, flags: flags, clock: first.clock,
                typed: bench.arguments, standing: standing, planOut: plan.out,
                opening: first.requests)
            let done = try await CancelPerformer(desk: desk, wanted: wanted).perform()
            var report = session.report()
            let action = try session.judged(done.report, by: standing, for: .cancel)
            report.action = action
            report.requests = first.requests + done.requests
            return await session.finish(report, exit: action.exit)
        }
    }

    private func wanted(_ identity: Identity, _ plan: PlanFile?) throws -> [CancelPerformer.Wanted] {
        // Other ids than the plan's are asked about too, for a refusal that shows them.
        if ids.isEmpty, let plan {
            return plan.targets.map { CancelPerformer.Wanted(id: ClientOrderID($0.name), symbol: $0.symbol) }
        }
        let given = try symbol.map(SymbolFlag.read)
        try ids.forEach(refuseSeveral)
        let wanted = try ids.map { text in
            let id = ClientOrderID(text)
            return CancelPerformer.Wanted(
                id: id, symbol: try SymbolFlag.symbol(of: id, given: given, identity: identity, command: Self.name))
        }
        guard Set(wanted.map(\.id)).count == wanted.count else {
            let twice = Set(wanted.map(\.id)).filter { id in wanted.filter { $0.id == id }.count > 1 }.map(\.rawValue)
                .sorted()
            throw Complaint(.usage, "\(twice.joined(separator: ", ")) is given twice. Nothing was sent.")
        }
        return wanted
    }

    /// What an id cannot hold and a list is written with. Slips are explained, never repaired: a list cut in the wrong place
    /// names another order.
    private func refuseSeveral(_ argument: String) throws {
        let parts = argument.split { $0.isWhitespace || ",;|".contains($0) }
        guard parts.count > 1 || parts.first.map(String.init) != argument else { return }
        let words = parts.map { Printable.shellWord(String($0)) }.joined(separator: " ")
        throw Complaint(
            .usage, "\(argument) is not one id but a list: give each id as an argument of its own. Nothing was sent.",
            try: words.isEmpty ? nil : "grinderctl \(Self.name) \(words)")
    }

    private func flags(_ wanted: [CancelPerformer.Wanted], _ plan: PlanFile?) -> OperatorFlags {
        action.flags(
            confirmedBy: wanted.count == 1 ? wanted[0].id.rawValue : String(wanted.count), planned: plan,
            whileRunning: running.whileRunning)
    }
}
