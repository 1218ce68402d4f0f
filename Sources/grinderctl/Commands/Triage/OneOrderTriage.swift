import TriageCore

/// What the triages of one client order id have in common before their procedure begins.
struct OneOrderTriage {
    let id: ClientOrderID
    let symbol: Symbol
    let answers: [String: String]
    let inputs: TriageInputs
    let session: Session
    let runbook: String
    let stepwise: Bool

    init(
        name: String, runbook: String, id: String, shared: SharedOptions, evidence: EvidenceOptions, stepwise: Bool,
        steps: [StepDefinition], at bench: Bench
    ) throws {
        if stepwise, shared.noInput { throw Complaint(.usage, "--step waits for input and --no-input forbids it") }
        let settings = try SettingsReader(shared, environment: bench.environment).settings(evidence: evidence)
        self.id = ClientOrderID(id)
        symbol = try SymbolFlag.symbol(
            of: self.id, given: try evidence.symbol.map(SymbolFlag.read), identity: settings.identity)
        answers = try AnswerFlags.read(evidence.answer, asked: steps)
        inputs = try TriageInputs.read(settings, home: bench.environment["HOME"])
        session = try Session.open(
            name, shared: shared, settings: settings, at: bench, recording: !evidence.noAudit, reads: true)
        self.runbook = runbook
        self.stepwise = stepwise
    }

    func run(_ procedure: (Symbol, ClientOrderID, Settings) -> some Procedure) async throws -> Int32 {
        try await session.whileOpen { session in
            let desk = TriageDesk(
                session: session, inputs: inputs, answers: answers, runbook: runbook, stepwise: stepwise)
            return try await desk.run(
                procedure(symbol, id, session.settings), symbol: symbol, clientOrderID: id)
        }
    }
}
