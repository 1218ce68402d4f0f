import AuditLog
import Binance
import TriageCore

/// The triages that an alert leads to, of what it names and of what it may be about.
extension AlertWorkflow {
    private static let candidatesStep = StepDefinition("candidates", "Orders the alert may be about", asks: [])

    func conduct(
        _ subjects: [Subject], _ clock: ClockReading?, _ gathered: inout Gathered,
        from found: AlertCandidates.Found? = nil
    ) async throws {
        for subject in subjects {
            let workflow = MismatchWorkflow(
                session: session, inputs: inputs, answers: answers, stepwise: false, gatherer: found?.reads)
            guard let result = try await workflow.conduct(subject, clock: clock) else {
                try settle([noSymbol(subject)], &gathered)
                continue
            }
            gathered.steps += result.steps
            gathered.findings += result.conclusion.findings.map { $0.coming(found?.provenance(of: subject)) }
            gathered.requests += result.requests
            gathered.snapshots += result.snapshots ?? []
            gathered.word = result.word ?? gathered.word
        }
    }

    /// An alert that names no order: every order it may be about, and what is left open besides.
    func conductCandidates(
        of mismatch: Mismatch, _ symbol: Symbol?, _ clock: ClockReading?, _ gathered: inout Gathered
    ) async throws {
        let found = await AlertCandidates(session: session, inputs: inputs, symbol: symbol, clock: clock)
            .find(mismatch)
        gathered.requests += found.requests
        let step = candidates(found)
        try note(step, &gathered)
        if let worst = found.unread.worst {
            try settle([unread(mismatch, worst, symbol, found)], &gathered)
        } else if found.subjects.isEmpty {
            try settle([nothing(mismatch, symbol, found)], &gathered)
        }
        try await conduct(found.subjects, clock, &gathered, from: found)
    }

    private func candidates(_ found: AlertCandidates.Found) -> StepReport {
        let selection = found.selection
        var facts = selection.candidates.map { candidate in
            Fact(candidate.subject.clientOrderID?.rawValue ?? "", candidate.why, source: candidate.source)
        }
        if let rest = selection.rest { facts.append(Fact("the rest", rest, source: "GET /fapi/v1/allOrders")) }
        facts += found.unread.map { Fact("unread", $0.detail, source: $0.source) }
        let count = selection.candidates.count
        let rest = selection.rest.map { "; \($0)" } ?? ""
        return StepReport(
            Self.candidatesStep, found.unread.isEmpty ? (count == 0 ? .attention : .ok) : .failed,
            "\(Count.of(count, "order")): the alert names none itself\(rest)", facts: facts)
    }

    private func unread(
        _ mismatch: Mismatch, _ problem: Unavailable, _ symbol: Symbol?, _ found: AlertCandidates.Found
    ) -> Finding {
        let count = found.unread.count
        let subject = Subject(mismatch, symbol: symbol, clientOrderID: nil)
        if found.isDeaf {
            return Finding(subject: subject, verdict: .nothingRead(problem, next: [NextCommand("scan")]))
        }
        let more = count > 1 ? " (and \(count - 1) more that could not be read or understood)" : ""
        return Finding(
            subject: subject,
            verdict: .inconclusive(
                "\(problem.source): \(problem.detail)\(more)",
                "The alert carries no id, and not everything that could name one was read.", because: problem,
                next: [NextCommand("scan")]))
    }

    /// Nothing that is known answers to the alert: it is not said that nothing is wrong.
    private func nothing(_ mismatch: Mismatch, _ symbol: Symbol?, _ found: AlertCandidates.Found) -> Finding {
        let subject = Subject(mismatch, symbol: symbol, clientOrderID: nil)
        guard found.known > 0 else {
            return Finding(
                subject: subject,
                verdict: .inconclusive(
                    "neither --logs nor --expected names an order",
                    "The alert carries no id, and neither does grinder's text log. To decide, I need a JSON log (--logs) or "
                        + "the expected state (--expected).",
                    next: [NextCommand("triage", Self.word(mismatch), "CID")]))
        }
        let absent = found.selection.absent
        guard mismatch == .orderMissing || absent.isEmpty else {
            return Finding(
                subject: subject,
                verdict: .inconclusive(
                    "neither --logs nor --expected says which status the bot expects of an order",
                    "\(Count.of(absent.count, "order")) it placed \(absent.count == 1 ? "is" : "are") in no list of the "
                        + "exchange, which is another mismatch. To decide, I need a JSON log or the expected state.",
                    next: [NextCommand("triage", "missing", absent[0].rawValue)]))
        }
        let rest = found.selection.rest.map { " \($0)." } ?? ""
        return Finding(
            subject: subject,
            verdict: .inconclusive(
                "no order that logs and expected state name answers to the alert",
                (mismatch == .orderMissing
                    ? "What the bot misses may have ended before it saw it, or its lines are not in these logs."
                    : "Nothing says what the bot expects of its orders.")
                    + "\(rest) To decide, I need a JSON log or the expected state.",
                next: [NextCommand("scan")]))
    }

    private static func word(_ mismatch: Mismatch) -> String { mismatch == .orderMissing ? "missing" : "divergence" }
}

extension Finding {
    /// With where its candidate came from.
    fileprivate func coming(_ provenance: String?) -> Finding {
        guard let provenance else { return self }
        let verdict = Verdict(
            code: verdict.code, cause: verdict.cause, summary: "\(verdict.summary) \(provenance)",
            confidence: verdict.confidence, action: verdict.action, weight: verdict.weight, next: verdict.next,
            brief: verdict.brief)
        return Finding(subject: subject, verdict: verdict, amount: amount, judged: judged, order: order)
    }
}
