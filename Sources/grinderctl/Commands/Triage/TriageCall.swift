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
    }

    func run<P: Procedure>(at bench: Bench, _ choose: (Settings) throws -> Choice<P>) async throws -> Int32 {
        try checkPerson(bench.console)
        let settings = try SettingsReader(shared, environment: bench.environment).settings(evidence: evidence)
        let choice = try choose(settings)
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
        if shared.noInput { throw Complaint(.usage, "--step waits for input and --no-input forbids it") }
        guard console.inputIsTerminal, console.errorIsTerminal else {
            throw Complaint(.usage, "--step pauses for a person at a terminal, and here is none. Nothing was asked.")
        }
    }

    /// The order a client order id names, on the symbol it tells or `--symbol` says.
    func order(_ text: String, _ settings: Settings) throws -> (id: ClientOrderID, symbol: Symbol) {
        let id = ClientOrderID(text)
        let given = try evidence.symbol.map(SymbolFlag.read)
        return (id, try SymbolFlag.symbol(of: id, given: given, identity: settings.identity, command: name))
    }
}
