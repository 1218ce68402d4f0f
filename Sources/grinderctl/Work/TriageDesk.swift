import AuditLog
import TriageCore

/// What every `triage` command does once its procedure is chosen: look at clock and symbol, open the investigation,
/// drive the procedure, record the verdicts, print the report.
struct TriageDesk {
    let session: Session
    let inputs: TriageInputs
    let answers: [String: String]
    /// `unexpected`
    let runbook: String
    /// Pause after each step.
    let stepwise: Bool
    /// Who answers, when it is not the world of a triage.
    var gatherer: (any EvidenceGathering)?

    /// The whole command: one procedure, its report, its exit.
    func run<P: Procedure>(_ procedure: P, symbol: Symbol?, clientOrderID: ClientOrderID?) async throws -> Int32 {
        let reference = try RunbookShelf.reference(runbook)
        let first = try await open(symbols: symbol.map { [$0] } ?? [], clientOrderID: clientOrderID)
        let result = try await conduct(procedure, clock: first.clock)
        var report = session.report(reference)
        report.steps = result.steps
        report.conclusion = result.conclusion
        report.requests = first.requests + result.requests
        return await session.finish(report, exit: result.conclusion.exit)
    }

    /// Opens the investigation, and then asks for the first time: for the clock and whether the symbols are known.
    func open(symbols: [Symbol], clientOrderID: ClientOrderID?) async throws -> Session.FirstLook {
        try session.investigation.record(
            .investigationOpened, symbol: symbols.count == 1 ? symbols.first : nil, clientOrderID: clientOrderID,
            AuditPayload.opened(
                command: session.command, station: session.settings.station,
                runbook: try RunbookShelf.reference(runbook)))
        return try await session.firstLook(symbols)
    }

    /// Drives a procedure within an open investigation and records its verdicts.
    func conduct<P: Procedure>(_ procedure: P, clock: ClockReading?) async throws -> TriageRunner.Result {
        let reference = try RunbookShelf.reference(runbook)
        let prompt = Prompt(console: session.bench.console, isAllowed: !session.shared.noInput)
        let runner = TriageRunner(
            gatherer: gatherer ?? inputs.gatherer(session, clock: clock), investigation: session.investigation,
            answers: answers, ask: prompt.ask, onStep: { step in try follow(step, prompt) },
            oneStepAtATime: stepwise)
        let result = try await runner.run(procedure)
        for finding in result.conclusion.findings {
            try session.investigation.record(
                .verdict, symbol: finding.subject.symbol, clientOrderID: finding.subject.clientOrderID,
                AuditPayload.verdict(finding, station: session.settings.station, runbook: reference))
        }
        return result
    }

    private func follow(_ step: StepReport, _ prompt: Prompt) throws {
        guard stepwise else {
            if session.shared.verbose { session.notes.note("\(step.id.rawValue): \(step.summary)") }
            return
        }
        guard prompt.goOn(after: ReportText.step(step)) else {
            throw Complaint(
                .interrupted,
                "the input ended after the step \(step.id.rawValue); no verdict was reached. "
                    + "Nothing was sent that changes anything.")
        }
    }
}
