import TriageCore

/// A report for a person: what was asked step by step, the verdict, the next command.
struct ReportText {
    let report: Report
    let palette: Palette

    var text: String {
        var lines = [heading, ""]
        lines += report.steps.flatMap(lines(of:))
        if !report.steps.isEmpty { lines.append("") }
        if let conclusion = report.conclusion { lines += self.lines(of: conclusion) }
        if let action = report.action { lines += self.lines(of: action) }
        if let restart = report.restart { lines += self.lines(of: restart) }
        if let ticket = report.ticket { lines += ["For the ticket:", ""] + ticketLines(ticket) + [""] }
        lines += footer
        return lines.joined(separator: "\n") + "\n"
    }

    /// One step by itself.
    static func step(_ step: StepReport) -> String {
        let frame = ReportText(report: Report(command: "", environment: ""), palette: .plain)
        return frame.lines(of: step).joined(separator: "\n") + "\n"
    }

    private var heading: String {
        let place = report.environment == "sandbox" ? "sandbox, no real money" : report.environment
        var words = [palette.bold(Printable.line("grinderctl \(report.command)"))]
        if case .single(let finding)? = report.conclusion {
            let subject = finding.subject
            words += [subject.clientOrderID?.rawValue, subject.symbol?.rawValue].compactMap { $0.map(Printable.line) }
        }
        return (words + ["[\(place)]"]).joined(separator: "  ")
    }

    private func lines(of step: StepReport) -> [String] {
        let mark = self.mark(step.status)
        let head = "\(mark) \(palette.bold(step.id.rawValue)): \(step.title)"
        let facts = step.facts.map { fact in
            "      \(Printable.line(fact.name)): \(Printable.line(fact.value)) "
                + palette.dim("[\(Printable.line(fact.source))]")
        }
        return [head, "    \(Printable.line(step.summary))"] + facts
    }

    private func mark(_ status: StepReport.Status) -> String {
        switch status {
        case .ok: palette.green("  ok ")
        case .attention: palette.yellow("  !! ")
        case .failed: palette.red("fail ")
        case .skipped: palette.dim("skip ")
        case .unanswered: palette.yellow("  ?? ")
        }
    }

    private func lines(of conclusion: Conclusion) -> [String] {
        let findings = conclusion.findings
        if findings.isEmpty { return ["Findings: none. \(report.nothingFound)", ""] }
        guard case .several = conclusion else { return findings.flatMap { lines(of: $0.verdict) } }
        return ["Findings: \(findings.count)", ""]
            + findings.flatMap { finding in
                return [palette.bold(Printable.line(heading(of: finding.subject)))] + lines(of: finding.verdict)
            }
    }

    private func heading(of subject: Subject) -> String {
        if subject.mismatch == nil { return subject.word }
        return subject.name.isEmpty ? "all symbols" : subject.name
    }

    private func ticketLines(_ ticket: String) -> [String] {
        ticket.split(separator: "\n", omittingEmptySubsequences: false).map { Printable.line(String($0)) }
    }

    private func lines(of verdict: Verdict) -> [String] {
        let colour: (String) -> String
        switch verdict.weight {
        case .clear: colour = palette.green
        case .finding: colour = palette.red
        case .inconclusive, .unavailable: colour = palette.yellow
        }
        let advice = verdict.action == .none ? "nothing to do" : verdict.action.rawValue
        var lines = [
            "Verdict: \(palette.bold(colour(verdict.code))) (\(verdict.confidence.rawValue)); action: \(advice)",
            "  Because \(Printable.line(verdict.cause))",
            "  \(Printable.line(verdict.summary))",
        ]
        lines += verdict.next.map { "  next: \(Printable.line(report.commandLine($0)))" }
        return lines + [""]
    }

    /// What a person must have seen before being asked to confirm.
    var plan: String {
        guard let action = report.action else { return "\n" }
        return (planLines(action) + action.notes.map(Printable.line)).joined(separator: "\n") + "\n"
    }

    private func planLines(_ action: ActionReport) -> [String] {
        guard !action.plan.isEmpty || !action.gates.isEmpty else { return [] }
        var lines = ["Plan"]
        if action.plan.isEmpty { lines.append("  none") }
        if let position = action.position {
            lines.append(
                "  position \(Printable.line(position.name)): \(position.amount), "
                    + (position.isHedge ? "hedge mode" : "one-way mode"))
        }
        lines += action.plan.flatMap(self.lines(of:))
        if let file = action.planFile {
            lines.append("  written to \(Printable.line(file.path)), sha256 \(file.sha256)")
            let next = report.commandLine(NextCommand("approve", file.path))
            lines.append("    next: \(Printable.line(next))")
        }
        return lines + ["", "Gates"] + action.gates.flatMap { self.lines(of: $0, typed: action.typed) } + [""]
    }

    private func lines(of step: ActionReport.PlanStep) -> [String] {
        switch step {
        case .other(let action, let subject, let how):
            return ["  \(action) \(Printable.line(subject))", "    \(Printable.line(how))"]
        case .cancel(let order):
            let facts = OrderPreconditions(order)
            return [
                "  cancel \(Printable.line(order.clientOrderID.rawValue))", "    \(Printable.line(order.sketch))",
                "    \(order.cancelRequest.endpoint), \(facts.idName) \(order.exchangeID); "
                    + "now \(order.status)" + (order.sentFill.map { ", \($0.name) \($0.quantity)" } ?? ""),
            ]
        case .close(let order):
            return [
                "  close \(Printable.line(order.sketch))",
                "    \(MutatingRequest.placeOrder(order).endpoint), newClientOrderId \(order.clientOrderID)",
            ]
        }
    }

    private func lines(of action: ActionReport) -> [String] {
        var lines = planLines(action)
        lines.append("Outcome: \(palette.bold(colour(action.outcome)(action.outcome.rawValue)))")
        for result in action.results {
            let facts = [result.status, result.executedQty.map { "executedQty \($0)" }].compactMap { $0 }
            let head = "\(Printable.line(result.clientOrderID)) \(result.outcome.rawValue)"
            lines.append("  " + (facts.isEmpty ? head : "\(head): \(facts.joined(separator: ", "))"))
            lines.append("    \(Printable.line(result.detail))")
            lines += result.next.map { "    next: \(Printable.line(report.commandLine($0)))" }
        }
        lines += action.notes.map { "  \(Printable.line($0))" }
        lines += (action.left ?? []).map { "  left: \(Printable.line($0))" }
        lines += action.next.map { "  next: \(Printable.line(report.commandLine($0)))" }
        return lines + [""]
    }

    /// What a person must have seen before being asked to confirm.
    var restartPlan: String { (report.restart.map(restartPlanLines) ?? []).joined(separator: "\n") + "\n" }

    private func restartPlanLines(_ restart: RestartReport) -> [String] {
        var lines = ["Plan"]
        for result in restart.results {
            lines.append("  restart \(Printable.line(result.instance))")
            lines.append("    stop: \(Printable.line(result.stop))")
            lines.append("    start: \(Printable.line(result.start))")
        }
        return lines + ["", "Gates"] + restart.gates.flatMap { self.lines(of: $0, typed: restart.typed) } + [""]
    }

    private func lines(of restart: RestartReport) -> [String] {
        var lines = restartPlanLines(restart)
        lines.append("Outcome: \(palette.bold(colour(restart.outcome)(restart.outcome.rawValue)))")
        for result in restart.results {
            lines.append("  \(Printable.line(result.instance)) \(result.outcome.rawValue)")
            lines.append("    \(Printable.line(result.detail))")
        }
        return lines + restart.next.map { "  next: \(Printable.line(report.commandLine($0)))" } + [""]
    }

    private func lines(of gate: GateResult, typed: [String]) -> [String] {
        let mark = gate.isRefused ? palette.red("  no  ") : palette.green("  ok  ")
        var lines = ["\(mark)\(gate.code.rawValue): \(Printable.line(gate.detail))"]
        if let remedy = gate.remedy {
            lines.append("        try: \(Printable.line(report.commandLine(remedy, of: typed)))")
        }
        return lines
    }

    private func colour(_ outcome: ActionReport.Outcome) -> (String) -> String {
        switch outcome {
        case .planned: palette.bold
        case .verified: palette.green
        case .refused, .unknown: palette.yellow
        case .failed: palette.red
        }
    }

    private var footer: [String] {
        let weight = report.requests.map(\.weight).reduce(0, +)
        var lines = ["\(report.requests.count) requests, weight \(weight)"]
        if let audit = report.audit {
            lines.append("audit: investigation \(audit.investigation), seq \(audit.firstSeq) to \(audit.lastSeq)")
            lines.append("head:  \(audit.head)")
        } else {
            lines.append("audit: nothing recorded (--no-audit), and so nothing is cleared by this")
        }
        return lines
    }
}

extension Subject {
    /// What it is about: the order, or the position with its side on a hedge account; empty when it is everything.
    var name: String {
        clientOrderID?.rawValue ?? [symbol?.rawValue, positionSide?.rawValue].compactMap(\.self).joined(separator: " ")
    }
}
