import TriageCore

/// What every `triage` of one subject does before its procedure begins. Errors come in the order of what they cost:
/// the words, the configuration, the files, the credentials, the audit log; nothing has been asked by then.
struct TriageCall {
    /// `triage missing`
    let name: String
    /// `missing`
    let runbook: String
    let shared: SharedOptions
    let evidence: EvidenceOptions
    /// `--step`
    let stepwise: Bool

    /// A procedure with its subject.
    struct Choice<P: Procedure> {
        let procedure: P
        var symbol: Symbol?
        var clientOrderID: ClientOrderID?
        /// What was asked to find out which order is meant.
        var asked: [RequestRecord] = []
    }

    func run<P: Procedure>(at bench: Bench, _ choose: (Settings) async throws -> Choice<P>) async throws -> Int32 {
        try checkPerson(bench.console)
        let settings = try SettingsReader(shared, environment: bench.environment).settings(evidence: evidence)
        let choice = try await choose(settings)
        var bench = bench
        bench.askedBefore += choice.asked
        let book = try RunbookShelf.used(runbook, from: settings.runbooks)
        let answers = try AnswerFlags.read(
            evidence.answer, asked: P.steps + TeamQuestions(book).definitions)
        let inputs = try TriageInputs.read(settings, home: bench.environment["HOME"])
        let session = try Session.open(
            name, shared: shared, settings: settings, at: bench, recording: !evidence.noAudit, reads: true)
        return try await session.whileOpen { session in
            let desk = TriageDesk(
                session: session, inputs: inputs, answers: answers, runbook: book, stepwise: stepwise)
            return try await desk.run(
                choice.procedure, symbol: choice.symbol, clientOrderID: choice.clientOrderID)
        }
    }

    /// `--step` is for somebody who reads and types.
    private func checkPerson(_ console: any Console) throws {
        guard stepwise else { return }
        if shared.noInput { throw Complaint(.usage, "--step needs input, which --no-input forbids") }
        guard console.inputIsTerminal, console.errorIsTerminal else {
            throw Complaint(.usage, "--step needs a terminal. Nothing was asked.")
        }
    }

    /// The order a client order id names, on the symbol it tells or `--symbol` says; an abbreviated one is completed.
    func order(
        _ text: String, _ settings: Settings, at bench: Bench
    ) async throws -> (id: ClientOrderID, symbol: Symbol, asked: [RequestRecord]) {
        let id = try TypedOrder(text: text, command: name, identity: settings.identity).id()
        let given = try evidence.symbol.map(SymbolFlag.reading)
        let whole = try await Abbreviation(shared: shared, settings: settings, bench: bench).complete(id, symbol: given)
        let symbol = try SymbolFlag.symbol(
            of: whole?.id ?? id, given: given ?? whole?.symbol, identity: settings.identity, command: name)
        return (whole?.id ?? id, symbol, whole?.requests ?? [])
    }
}
