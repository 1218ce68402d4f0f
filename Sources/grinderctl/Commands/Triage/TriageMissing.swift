import ArgumentParser
import TriageCore

struct TriageMissing: ToolCommand {
    static let name = "triage missing"
    static let configuration = CommandConfiguration(
        commandName: "missing",
        abstract: "ORDER_MISSING_ON_EXCHANGE: what happened to an order the exchange doesn't show?",
        discussion: """
            EXAMPLES
              grinderctl triage missing grinder_d_BTCUSDT_2_1772964000_17
              grinderctl triage missing grinder_d_BTCUSDT_2_1772964000_17 \\
                  --logs '/var/log/grinder/*.log' --since 6h
              grinderctl triage missing web_Kp3vLx9QmTz2 --symbol BTCUSDT
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
    @OptionGroup(title: "Evidence") var evidence: EvidenceOptions

    @Flag(help: "Pause after each step to continue, add a note or hand over. Needs a terminal.")
    var step = false

    @Argument(help: ArgumentHelp("Client order id.", valueName: "CID"), completion: .orders)
    var id: String

    func run(at context: CommandContext) async throws -> Int32 {
        let call = TriageCall(
            name: Self.name, runbook: "missing", shared: shared, evidence: evidence, stepwise: step)
        return try await call.run(at: context) { settings in
            let order = try await call.order(id, settings, at: context)
            return TriageCall.Choice(
                procedure: MissingOrder(symbol: order.symbol, id: order.id, identity: settings.identity),
                symbol: order.symbol, clientOrderID: order.id, asked: order.asked)
        }
    }
}
