import AuditLog
import TriageCore

/// Conducts escalation checks within one investigation.
struct CheckWorkflow {
    let session: Session
    let inputs: TriageInputs
    let symbol: Symbol?
    /// Named by the operator, who so allows what has a side effect.
    let extendsKey: Bool

    static let runbook = "escalation"

    /// The whole command.
    func run(_ checks: [EscalationCheck]) async throws -> Int32 {
        let reference = RunbookLibrary.reference(
            try RunbookLibrary.used(Self.runbook, from: session.settings.runbooks))
        try session.investigation.record(
            .investigationOpened, symbol: symbol,
            OpenedRecord(command: session.command, accountContext: session.settings.accountContext, runbook: reference))
        let first = try await session.symbolPreflight(symbol)
        let done = try await conduct(checks)
        var report = session.report(reference)
        report.steps = done.steps
        report.conclusion = .several(done.findings)
        report.requests = first + done.requests
        report.ticket = ticket(done.findings)
        report.recommendation = Recommendation(done.findings)
        return await session.finish(report, exit: Conclusion.several(done.findings).exit)
    }

    struct Done {
        var steps: [StepReport] = []
        var findings: [Finding] = []
        var requests: [RequestRecord] = []
    }

    /// REST first: when it is silent, the others need not wait for it. Told in the runbook's order.
    func conduct(_ checks: [EscalationCheck]) async throws -> Done {
        let gatherer = CheckGatherer(session: session, inputs: inputs)
        var results: [EscalationCheck: TriageRunner.Result] = [:]
        for check in [EscalationCheck.rest, .clock, .state, .stream] where checks.contains(check) {
            switch check {
            case .rest: results[check] = try await conduct(RestCheck(), gatherer)
            case .clock: results[check] = try await conduct(ClockCheck(), gatherer)
            case .state: results[check] = try await conduct(StateCheck(symbol: symbol), gatherer)
            case .stream:
                let procedure = StreamCheck(extendsKey: extendsKey, now: session.context.now())
                results[check] = try await conduct(procedure, gatherer)
            }
        }
        var done = Done()
        for check in EscalationCheck.allCases {
            guard let result = results[check] else { continue }
            done.steps += result.steps
            done.findings += result.conclusion.findings
        }
        done.requests = [.rest, .clock, .state, .stream].flatMap { results[$0]?.requests ?? [] }
        return done
    }

    private func conduct(_ procedure: some Procedure, _ gatherer: CheckGatherer) async throws -> TriageRunner.Result {
        let workflow = TriageWorkflow(
            session: session, inputs: inputs, answers: [:],
            runbook: try RunbookLibrary.used(Self.runbook, from: session.settings.runbooks), stepwise: false,
            gatherer: gatherer)
        return try await workflow.conduct(procedure, clock: nil)
    }

    /// Plain lines, without control bytes: who looked when at what, each verdict, what to do.
    private func ticket(_ findings: [Finding]) -> String {
        let context = session.context
        let accountContext = session.settings.accountContext
        let words = findings.count == 1 ? findings[0].subject.word : "check"
        var lines = [
            "grinderctl \(words), \(context.now()), by \(context.operatorName) on \(context.host)",
            "\(accountContext.environment) \(accountContext.baseURL), account \(accountContext.account)",
        ]
        lines += findings.map { "\($0.subject.word): \($0.verdict.code): \($0.verdict.cause)" }
        lines.append(Self.advice(findings))
        if let recorded = session.investigation.recorded {
            lines.append("audit: investigation \(recorded.investigation), head \(recorded.head)")
        }
        return lines.map(Printable.line).joined(separator: "\n")
    }

    static func advice(_ findings: [Finding]) -> String {
        func names(_ advice: Verdict.Advice) -> String {
            findings.filter { $0.verdict.action == advice }.map(\.subject.word).joined(separator: ", ")
        }
        let (escalate, wait) = (names(.escalate), names(.wait))
        if !escalate.isEmpty { return "advice: escalate \(escalate) to the bot's owner, with this block" }
        if !wait.isEmpty { return "advice: wait for \(wait), then run it again; act on nothing meanwhile" }
        return "advice: nothing here explains the mismatches; escalate them with their triage"
    }
}

extension Session {
    /// Whether the exchange knows the symbol, when one was named: an unknown one is a usage error.
    func symbolPreflight(_ symbol: Symbol?) async throws -> [RequestRecord] {
        guard let symbol else { return [] }
        return try await listing(of: [symbol])
    }
}
