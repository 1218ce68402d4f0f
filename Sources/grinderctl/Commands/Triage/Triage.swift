import ArgumentParser
import TriageCore

struct Triage: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "triage", abstract: "Investigate a mismatch, or any text you paste.",
        discussion: """
            With TEXT, an id, an order number, a symbol or a pasted log line, it says what it took it for and runs the \
            procedure that calls for: an open order unexpected, another order missing, a symbol position, a line the one \
            of its mismatch type.

            EXAMPLES
              grinderctl triage unexpected
              grinderctl triage missing grinder_d_BTCUSDT_2_1772964000_17
              grinderctl triage position BTCUSDT
              grinderctl triage grinder_d_BTCUSDT_2_1772964000_17
            """,
        subcommands: [
            TriageMissing.self, TriageUnexpected.self, TriageDivergence.self, TriagePosition.self,
            TriageAlert.self, TriageText.self,
        ], defaultSubcommand: TriageText.self)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
    @OptionGroup(title: "Evidence") var evidence: EvidenceOptions
}

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

    func run<P: Procedure>(at context: CommandContext, _ choose: (Settings) async throws -> Choice<P>) async throws
        -> Int32
    {
        try checkPerson(context.console)
        let settings = try SettingsReader(shared, environment: context.environment).settings(evidence: evidence)
        let choice = try await choose(settings)
        var context = context
        context.askedBefore += choice.asked
        let book = try RunbookLibrary.used(runbook, from: settings.runbooks)
        let answers = try AnswerFlags.read(
            evidence.answer, asked: P.steps + TeamQuestions(book).definitions)
        let inputs = try TriageInputs.read(settings, home: context.environment["HOME"])
        let session = try Session.open(
            name, shared: shared, settings: settings, at: context, recording: !evidence.noAudit, reads: true)
        return try await session.whileOpen { session in
            let workflow = TriageWorkflow(
                session: session, inputs: inputs, answers: answers, runbook: book, stepwise: stepwise)
            return try await workflow.run(
                choice.procedure, symbol: choice.symbol, clientOrderID: choice.clientOrderID)
        }
    }

    /// `--step` is for somebody who reads and types.
    private func checkPerson(_ console: any Console) throws {
        guard stepwise else { return }
        if shared.noInput { throw CommandError(.usage, "--step needs input, which --no-input forbids") }
        guard console.inputIsTerminal, console.errorIsTerminal else {
            throw CommandError(.usage, "--step needs a terminal. Nothing was asked.")
        }
    }

    /// The order a client order id names, on the symbol it tells or `--symbol` says; an abbreviated one is completed.
    func order(
        _ text: String, _ settings: Settings, at context: CommandContext
    ) async throws -> (id: ClientOrderID, symbol: Symbol, asked: [RequestRecord]) {
        let id = try TypedOrder(text: text, command: name, identity: settings.identity).id()
        let given = try evidence.symbol.map(SymbolFlag.reading)
        let lookup = SubjectLookup(
            shared: shared, settings: settings, context: context, recording: !evidence.noAudit)
        let whole = try await Abbreviation(lookup: lookup).complete(id, symbol: given)
        let symbol = try SymbolFlag.symbol(
            of: whole?.id ?? id, given: given ?? whole?.symbol, identity: settings.identity, command: name)
        return (whole?.id ?? id, symbol, whole?.requests ?? [])
    }
}
