import AuditLog
import Binance
import BotEvidence
import TriageCore

/// Runs what the firing alerts of one payload ask for, within one investigation.
struct AlertWorkflow {
    let session: Session
    let inputs: TriageInputs
    let answers: [String: String]
    let symbol: Symbol?
    let payload: AlertPayload
    /// Why the alerts could not be fetched; the payload is empty then.
    var unread: Unavailable?
    /// What is recorded of how they came, with the opening.
    var intake: RecordedIntake?

    private static let alertsStep = StepDefinition("alerts", "Alerts in payload", asks: [])
    private static let positionsStep = StepDefinition("positions", "Open positions", asks: [])

    func run() async throws -> Int32 {
        let report = try await report()
        return await session.finish(report, exit: report.conclusion?.exit ?? 0)
    }

    /// All of it but its end: what `listen` tells in another way.
    func report() async throws -> Report {
        try await KeptCommandOutput.$current.withValue(KeptCommandOutput()) { try await investigated() }
    }

    private func investigated() async throws -> Report {
        let tasks = payload.alerts.map { ($0, AlertPayload.task(of: $0)) }
        try session.investigation.record(
            .investigationOpened, symbol: symbol,
            OpenedRecord(command: session.command, accountContext: session.settings.accountContext, runbook: nil)
                .about(intake))
        var gathered = Gathered(steps: [], requests: [])
        try note(list(tasks), &gathered)
        try settle(gaps(tasks), &gathered)
        let wanted = unique(tasks.map(\.1)).filter(\.looks)
        if !wanted.isEmpty {
            let first = try await session.preflight(symbol.map { [$0] } ?? [])
            gathered.requests += first.requests
            for task in wanted { try await perform(task, first.clock, &gathered) }
            try await holdAgainstCounts(mismatches(wanted), &gathered)
            try await holdAgainstLog(first.clock, &gathered)
        }
        var report = session.report()
        report.steps = gathered.steps
        report.conclusion = .several(gathered.findings)
        report.requests = gathered.requests
        report.nothingFound = nothingFound(looked: !wanted.isEmpty)
        let builder = RecommendationBuilder(
            session: session, isEveryOrder: wanted.contains(.triage(.orderUnexpected, nil, nil)), scope: symbol,
            snapshots: gathered.snapshots, word: gathered.word)
        return await builder.advised(report, gathered.findings)
    }

    struct Gathered {
        var steps: [StepReport]
        var findings: [Finding] = []
        var requests: [RequestRecord]
        var snapshots: [InstanceSnapshot] = []
        var word: InstanceRule.OperatorStatement?
    }

    private func nothingFound(looked: Bool) -> String {
        if looked { return "Nothing named by the alerts is wrong now." }
        return payload.alerts.isEmpty
            ? "No alert is firing: nothing was looked at."
            : "grinderctl handles none of the firing alerts: nothing was looked at."
    }

    private func perform(_ task: AlertPayload.Task, _ clock: ClockReading?, _ gathered: inout Gathered) async throws {
        switch task {
        case .skipped, .unclear: return
        case .checkState:
            let workflow = CheckWorkflow(session: session, inputs: inputs, symbol: symbol, extendsKey: false)
            let done = try await workflow.conduct([.state])
            gathered.steps += done.steps
            gathered.findings += done.findings
            gathered.requests += done.requests
        case .triage(let mismatch, let id, let named):
            let workflow = MismatchWorkflow(session: session, inputs: inputs, answers: answers, stepwise: false)
            if let named, let result = try await workflow.refusal(of: named, as: mismatch, id) {
                gathered.findings += result.conclusion.findings
                gathered.requests += result.requests
                return
            }
            let symbol = named ?? symbol
            switch mismatch {
            case .orderUnexpected:
                try await conduct([Subject(mismatch, symbol: symbol, clientOrderID: id)], clock, &gathered)
            case .positionNonzero:
                let (positions, requests) = await openPositions(symbol)
                gathered.requests += requests
                switch positions {
                case .success(let subjects):
                    if subjects.isEmpty { try note(noPosition(on: symbol), &gathered) }
                    try await conduct(subjects, clock, &gathered)
                case .failure(let none): try settle([none.finding], &gathered)
                }
            case .orderMissing, .statusDivergence:
                if let id {
                    try await conduct([Subject(mismatch, symbol: symbol, clientOrderID: id)], clock, &gathered)
                } else {
                    try await conductCandidates(of: mismatch, symbol, clock, &gathered)
                }
            }
        }
    }

    /// No triage shows that the positions were read.
    private func noPosition(on symbol: Symbol?) -> StepReport {
        StepReport(
            Self.positionsStep, .ok, "no position is open" + (symbol.map { " on \($0)" } ?? ""),
            facts: [Fact("open positions", "0", source: "GET /fapi/v3/positionRisk")])
    }

    func note(_ step: StepReport, _ gathered: inout Gathered) throws {
        try session.investigation.record(.step, StepRecord(step))
        gathered.steps.append(step)
    }

    /// What the alerts do not say, or were cut off from saying: inconclusive, a finding each.
    private func gaps(_ tasks: [(AlertPayload.Alert, AlertPayload.Task)]) -> [Finding] {
        var told: Set<String> = []
        var found = tasks.compactMap { alert, task -> Finding? in
            guard case .unclear(let why) = task, told.insert(why).inserted else { return nil }
            return gap(alert.name, why, "To decide, run scan and read the alert's expression.")
        }
        if let unread {
            found.append(
                Finding(
                    subject: Subject(alert: "alertmanager"),
                    verdict: .inconclusive(
                        "\(unread.source): \(unread.detail)", "Can't tell which alerts are firing.", because: unread,
                        next: [NextCommand("scan")])))
        }
        let lost = [
            (payload.truncated, "left out of the payload (truncatedAlerts)"),
            (payload.unreadable, "in the payload that cannot be read as an alert"),
        ]
        for (count, words) in lost where count > 0 {
            found.append(
                gap("payload", "\(Count.of(count, "alert")) \(words)", "They were not checked."))
        }
        return found
    }

    private func gap(_ name: String, _ why: String, _ summary: String) -> Finding {
        Finding(
            subject: Subject(alert: name),
            verdict: .inconclusive(why, summary, next: [NextCommand("scan")]))
    }

    func noSymbol(_ subject: Subject) -> Finding {
        let id = subject.clientOrderID?.rawValue ?? ""
        return Finding(
            subject: subject,
            verdict: .inconclusive(
                "can't work out the symbol from \(id)", "Neither the id nor its row names one: add --symbol.",
                next: [
                    NextCommand(
                        "triage", subject.mismatch == .orderMissing ? "missing" : "divergence", id, "--symbol", "SYMBOL"
                    )
                ]))
    }

    func settle(_ findings: [Finding], _ gathered: inout Gathered) throws {
        for finding in findings {
            gathered.findings.append(finding)
            try record(finding)
        }
    }

    /// Why no subject could be named, as a verdict.
    private struct NoSubject: Error { let finding: Finding }

    private func openPositions(_ symbol: Symbol?) async -> (Result<[Subject], NoSubject>, [RequestRecord]) {
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

    private func record(_ finding: Finding) throws {
        try session.investigation.record(
            .verdict, symbol: finding.subject.symbol,
            VerdictRecord(finding, accountContext: session.settings.accountContext, runbook: nil))
    }

    private func list(_ tasks: [(AlertPayload.Alert, AlertPayload.Task)]) -> StepReport {
        let facts = tasks.map { alert, task in
            let name = [alert.name, alert.labels["type"], alert.labels["instance"]].compactMap { $0 }
                .joined(separator: " ")
            let muted = alert.mutedBy.map { "; \($0)" } ?? ""
            let words: String
            switch task {
            case .skipped(let why): words = "skipped: \(why)"
            case .unclear(let why): words = "not followed: \(why)"
            case .checkState: words = "check state"
            case .triage(let mismatch, let id, _):
                words = "triage of \(mismatch.rawValue)" + (id.map { " on \($0)" } ?? "")
            }
            return Fact(name, words + muted, source: "payload")
        }
        let followed = tasks.count { $0.1.looks }
        let unclear = tasks.count { if case .unclear = $0.1 { true } else { false } }
        let isWhole = unread == nil && unclear == 0 && payload.truncated == 0 && payload.unreadable == 0
        let summary: String
        if let unread {
            summary = "not read: \(unread.detail)"
        } else {
            summary =
                tasks.isEmpty ? "no alert is firing" : "\(followed) of \(Count.of(tasks.count, "alert")) to follow"
        }
        return StepReport(
            Self.alertsStep, isWhole ? (followed == 0 ? .skipped : .ok) : unread == nil ? .attention : .failed, summary,
            facts: facts)
    }

    /// The kinds of which all was looked for: an alert that names an order asks for that one alone.
    private func mismatches(_ tasks: [AlertPayload.Task]) -> [Mismatch] {
        Mismatch.allCases.filter { kind in
            tasks.contains { if case .triage(kind, nil, nil) = $0 { true } else { false } }
        }
    }

    private func unique(_ tasks: [AlertPayload.Task]) -> [AlertPayload.Task] {
        var seen: Set<AlertPayload.Task> = []
        return tasks.filter { seen.insert($0).inserted }
    }
}

extension AlertPayload.Task {
    /// It asks for a look at the exchange.
    fileprivate var looks: Bool {
        switch self {
        case .triage, .checkState: true
        case .unclear, .skipped: false
        }
    }
}
