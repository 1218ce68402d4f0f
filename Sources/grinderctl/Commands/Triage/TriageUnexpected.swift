import ArgumentParser
import AuditLog
import Binance
import BotEvidence
import Runbooks
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
            Self.name, shared: shared, settings: settings, at: bench, recording: !evidence.noAudit)
        return try await session.whileOpen { session in
            let procedure = UnexpectedOrders(scope: scope, identity: settings.identity)
            return try await investigate(procedure, scope, answers, inputs, session)
        }
    }

    private func investigate(
        _ procedure: UnexpectedOrders, _ scope: UnexpectedOrders.Scope, _ answers: [String: String],
        _ inputs: TriageInputs, _ session: Session
    ) async throws -> Int32 {
        let runbook = try RunbookShelf.reference("unexpected")
        let first = try await session.firstLook(scope.symbol.map { [$0] } ?? [])
        try session.investigation.record(
            .investigationOpened, symbol: scope.symbol, clientOrderID: scope.clientOrderID,
            AuditPayload.opened(command: Self.name, station: session.settings.station, runbook: runbook))
        let prompt = Prompt(console: session.bench.console, isAllowed: !shared.noInput)
        let runner = TriageRunner(
            gatherer: inputs.gatherer(session, clock: first.clock), investigation: session.investigation,
            answers: answers, ask: prompt.ask, onStep: { step in try pause(after: step, prompt, session) },
            oneStepAtATime: step)
        let result = try await runner.run(procedure)
        for finding in result.conclusion.findings {
            try session.investigation.record(
                .verdict, symbol: finding.subject.symbol, clientOrderID: finding.subject.clientOrderID,
                AuditPayload.verdict(finding, station: session.settings.station, runbook: runbook))
        }
        var report = session.report(runbook)
        report.steps = result.steps
        report.conclusion = result.conclusion
        report.requests = first.requests + result.requests
        return await session.finish(report, exit: result.conclusion.exit)
    }

    private func pause(after step: StepReport, _ prompt: Prompt, _ session: Session) throws {
        guard self.step else { return session.notes.note("\(step.id.rawValue): \(step.summary)") }
        let text = ReportText(report: Report(command: "", environment: ""), palette: .plain).text(of: step)
        guard prompt.goOn(after: text) else {
            throw Complaint(
                .interrupted, "the input ended after the step \(step.id.rawValue); no verdict was reached. "
                    + "Nothing was sent that changes anything.")
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
