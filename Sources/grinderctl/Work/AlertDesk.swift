import AuditLog
import Binance
import BotEvidence
import TriageCore

/// Runs what the firing alerts of one payload ask for, within one investigation.
struct AlertDesk {
    let session: Session
    let inputs: TriageInputs
    let answers: [String: String]
    let symbol: Symbol?
    let alerts: [AlertPayload.Alert]

    private static let alertsStep = StepDefinition("alerts", "What the payload asks for", asks: [])

    func run() async throws -> Int32 {
        let tasks = alerts.map { ($0, AlertPayload.task(of: $0)) }
        try session.investigation.record(
            .investigationOpened, symbol: symbol,
            AuditPayload.opened(command: session.command, station: session.settings.station, runbook: nil))
        let first = try await session.firstLook(symbol.map { [$0] } ?? [])
        let listed = list(tasks)
        try session.investigation.record(.step, AuditPayload.step(listed))
        var gathered = Gathered(steps: [listed], requests: first.requests)
        for task in unique(tasks.map(\.1)) { try await perform(task, first.clock, &gathered) }
        var report = session.report()
        report.steps = gathered.steps
        report.conclusion = .several(gathered.findings)
        report.requests = gathered.requests
        return await session.finish(report, exit: Conclusion.several(gathered.findings).exit)
    }

    private struct Gathered {
        var steps: [StepReport]
        var findings: [Finding] = []
        var requests: [RequestRecord]
    }

    private func perform(_ task: AlertPayload.Task, _ clock: ClockReading?, _ gathered: inout Gathered) async throws {
        switch task {
        case .skipped: return
        case .checkState:
            let desk = CheckDesk(session: session, inputs: inputs, symbol: symbol, extendsKey: false)
            let done = try await desk.conduct([.state])
            gathered.steps += done.steps
            gathered.findings += done.findings
            gathered.requests += done.requests
        case .triage(let mismatch):
            let (subjects, requests) = await subjects(of: mismatch, clock)
            gathered.requests += requests
            if case .failure(let finding) = subjects {
                gathered.findings.append(finding.finding)
                return try record(finding.finding)
            }
            for subject in (try? subjects.get()) ?? [] {
                let desk = MismatchDesk(session: session, inputs: inputs, answers: answers, stepwise: false)
                guard let result = try await desk.conduct(subject, clock: clock) else { continue }
                gathered.steps += result.steps
                gathered.findings += result.conclusion.findings
                gathered.requests += result.requests
            }
        }
    }

    /// Why no subject could be named, as a verdict.
    private struct NoSubject: Error { let finding: Finding }

    private func subjects(
        of mismatch: Mismatch, _ clock: ClockReading?
    ) async -> (Result<[Subject], NoSubject>, [RequestRecord]) {
        switch mismatch {
        case .orderUnexpected: return (.success([Subject(mismatch, symbol: symbol, clientOrderID: nil)]), [])
        case .positionNonzero: return await openPositions()
        case .orderMissing, .statusDivergence:
            let ids = await ids(of: mismatch, clock)
            guard ids.isEmpty else { return (.success(ids), []) }
            return (.failure(NoSubject(finding: noID(mismatch))), [])
        }
    }

    private func openPositions() async -> (Result<[Subject], NoSubject>, [RequestRecord]) {
        let answer = await session.exchange.positions(symbol)
        switch answer.value {
        case .success(let rows):
            let symbols = Set(rows.filter { !$0.amount.isZero }.map(\.symbol)).sorted()
            let subjects = symbols.map { Subject(.positionNonzero, symbol: $0, clientOrderID: nil) }
            return (.success(subjects), answer.requests)
        case .failure(let problem):
            let verdict = Verdict.nothingRead(
                problem, next: [NextCommand("triage", "position", symbol?.rawValue ?? "SYMBOL")])
            let subject = Subject(.positionNonzero, symbol: symbol, clientOrderID: nil)
            return (.failure(NoSubject(finding: Finding(subject: subject, verdict: verdict))), answer.requests)
        }
    }

    /// The ids that the logs and the expected state name for such a mismatch.
    private func ids(of mismatch: Mismatch, _ clock: ClockReading?) async -> [Subject] {
        let history = await inputs.history(session, symbol: symbol, clock: clock)
        let scan = AccountScan(
            openOrders: [], positions: [], expectedOrders: nil, expectedPositions: nil, history: history,
            identity: session.settings.identity)
        let logged = scan.findings.map(\.subject).filter { $0.mismatch == mismatch }
        let expected = (inputs.expected?.orders ?? []).filter(\.isActive).map {
            Subject(mismatch, symbol: $0.symbol, clientOrderID: $0.clientOrderID)
        }
        var seen: Set<ClientOrderID> = []
        return (logged + expected).filter { subject in
            subject.clientOrderID.map { seen.insert($0).inserted } ?? false
        }
    }

    private func noID(_ mismatch: Mismatch) -> Finding {
        let word = mismatch == .orderMissing ? "missing" : "divergence"
        let verdict = Verdict.inconclusive(
            "neither --logs nor --expected names an order",
            "The alert carries no id, and the shipped text log carries none either. Deciding: a JSON log or the "
                + "expected state.",
            next: [NextCommand("triage", word, "CID")])
        return Finding(subject: Subject(mismatch, symbol: symbol, clientOrderID: nil), verdict: verdict)
    }

    private func record(_ finding: Finding) throws {
        try session.investigation.record(
            .verdict, symbol: finding.subject.symbol,
            AuditPayload.verdict(finding, station: session.settings.station, runbook: nil))
    }

    private func list(_ tasks: [(AlertPayload.Alert, AlertPayload.Task)]) -> StepReport {
        let facts = tasks.map { alert, task in
            let name = [alert.name, alert.labels["type"], alert.labels["instance"]].compactMap { $0 }
                .joined(separator: " ")
            switch task {
            case .skipped(let why): return Fact(name, "skipped: \(why)", source: "payload")
            case .checkState: return Fact(name, "check state", source: "payload")
            case .triage(let mismatch): return Fact(name, "triage of \(mismatch.rawValue)", source: "payload")
            }
        }
        let firing = tasks.count { task in
            if case .skipped = task.1 { return false }
            return true
        }
        return StepReport(
            Self.alertsStep, firing == 0 ? .skipped : .ok, "\(firing) of \(Count.of(tasks.count, "alert")) to follow",
            facts: facts)
    }

    private func unique(_ tasks: [AlertPayload.Task]) -> [AlertPayload.Task] {
        var seen: Set<AlertPayload.Task> = []
        return tasks.filter { seen.insert($0).inserted }
    }
}
