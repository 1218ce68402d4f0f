import ArgumentParser
import TriageCore

struct TriageUnexpected: BenchCommand {
    static let name = "triage unexpected"
    static let configuration = CommandConfiguration(
        commandName: "unexpected",
        abstract: "ORDER_EXISTS_UNEXPECTED: is this order of grinder's an orphan, or a running bot's own?",
        discussion: "Without CID every open order of grinder's is judged, one finding each.")

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
    @OptionGroup(title: "Evidence") var evidence: EvidenceOptions

    @Flag(help: "Pause after each step; a line on stdin goes on.")
    var step = false

    @Argument(help: ArgumentHelp("Client order id.", valueName: "CID"))
    var id: String?

    func run(at bench: Bench) async throws -> Int32 {
        if step, shared.noInput { throw Complaint(.usage, "--step waits for input and --no-input forbids it") }
        let settings = try SettingsReader(shared, environment: bench.environment).settings(evidence: evidence)
        let scope = try scope(identity: settings.identity)
        let answers = try AnswerFlags.read(evidence.answer, asked: UnexpectedOrders.steps)
        let inputs = try TriageInputs.read(settings, home: bench.environment["HOME"])
        let session = try Session.open(
            Self.name, shared: shared, settings: settings, at: bench, recording: !evidence.noAudit,
            reads: true)
        return try await session.whileOpen { session in
            let desk = TriageDesk(
                session: session, inputs: inputs, answers: answers, runbook: "unexpected", stepwise: step)
            return try await desk.run(
                UnexpectedOrders(scope: scope, identity: settings.identity), symbol: scope.symbol,
                clientOrderID: scope.clientOrderID)
        }
    }

    private func scope(identity: Identity) throws -> UnexpectedOrders.Scope {
        let given = try evidence.symbol.map(SymbolFlag.read)
        guard let id else { return .all(given) }
        return .one(try SymbolFlag.symbol(of: ClientOrderID(id), given: given, identity: identity), ClientOrderID(id))
    }
}

extension UnexpectedOrders.Scope {
    var symbol: Symbol? {
        switch self {
        case .one(let symbol, _): symbol
        case .all(let symbol): symbol
        }
    }

    var clientOrderID: ClientOrderID? {
        if case .one(_, let id) = self { return id }
        return nil
    }
}
