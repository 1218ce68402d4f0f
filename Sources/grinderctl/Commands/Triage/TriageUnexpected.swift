import ArgumentParser
import TriageCore

struct TriageUnexpected: ToolCommand {
    static let name = "triage unexpected"
    static let configuration = CommandConfiguration(
        commandName: "unexpected",
        abstract: "ORDER_EXISTS_UNEXPECTED: is this order orphaned, or does a running bot own it?",
        discussion: """
            Without CID it triages every open grinder order.

            EXAMPLES
              grinderctl triage unexpected
              grinderctl triage unexpected grinder_d_BTCUSDT_2_1772964000_17 \\
                  --health http://bot-1:9090 --expected expected_orders.jsonl
              grinderctl triage unexpected grinder_d_BTCUSDT_2_1772964000_17 \\
                  --answer instance-stopped=yes
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
    @OptionGroup(title: "Evidence") var evidence: EvidenceOptions

    @Flag(help: "Pause after each step to continue, add a note or hand over. Needs a terminal.")
    var step = false

    @Argument(help: ArgumentHelp("Client order id.", valueName: "CID"), completion: .orders)
    var id: String?

    func run(at context: CommandContext) async throws -> Int32 {
        let call = TriageCall(
            name: Self.name, runbook: "unexpected", shared: shared, evidence: evidence, stepwise: step)
        return try await call.run(at: context) { settings in
            guard let id else {
                let symbol = try evidence.symbol.map(SymbolFlag.reading)
                return TriageCall.Choice(
                    procedure: UnexpectedOrders(scope: .all(symbol), identity: settings.identity), symbol: symbol)
            }
            let order = try await call.order(id, settings, at: context)
            return TriageCall.Choice(
                procedure: UnexpectedOrders(scope: .one(order.symbol, order.id), identity: settings.identity),
                symbol: order.symbol, clientOrderID: order.id, asked: order.asked)
        }
    }
}
