import TriageCore

/// A plan file in the words an operator knows.
struct PlanWords {
    let plan: PlanFile
    let hash: String

    func text(at now: Timestamp) -> String {
        let station = plan.station
        let place = station.environment == "sandbox" ? "sandbox, no real money" : station.environment
        var lines = [
            "Plan \(hash.prefix(12))  \(plan.action.rawValue)  [\(place)]",
            "  at \(station.baseURL), account \(station.account)",
        ]
        for target in plan.targets { lines += words(target) }
        let minutes = max(0, now.milliseconds(since: plan.created) / 60_000)
        lines.append(
            "  drawn by \(plan.planner.operator) on \(plan.planner.host), \(plan.created) (\(minutes) min ago)")
        lines.append("  reason: \(plan.reason ?? "none given")")
        if let ticket = plan.ticket { lines.append("  ticket: \(ticket)") }
        if !plan.overrides.isEmpty {
            lines.append("  overrides: \(plan.overrides.map { "--\($0)" }.joined(separator: " "))")
        }
        let verdicts = plan.verdicts.map(String.init).joined(separator: ", ")
        lines.append("  stands on: \(verdicts.isEmpty ? "no verdict" : "the verdict seq \(verdicts)")")
        lines.append("  investigation: \(plan.investigation)")
        lines.append("  sha256: \(hash)")
        return lines.map { Printable.line($0) + "\n" }.joined()
    }

    private func words(_ target: PlanFile.Target) -> [String] {
        let facts = (target.facts.json.objectValue ?? [:]).sorted { $0.key < $1.key }.map { name, value in
            "\(name) \(value.stringValue ?? (try? CanonicalJSON.text(of: value)) ?? "?")"
        }
        return ["  \(target.name): \(target.sketch)"] + target.requests.map { "    sends \($0)" }
            + ["    while \(facts.joined(separator: ", "))"]
    }
}

/// What `approve` answers.
struct ApprovalReport {
    let papers: PlanPapers
    let plan: PlanFile
    let approval: ApprovalFile
    let path: String
    /// The plan was shown at the prompt already.
    let wasShown: Bool
    let audit: Report.AuditSpan?
    let contextFlags: [String]

    /// `--confirm` as the action wants it.
    private var confirmation: String {
        plan.targets.count == 1 ? plan.targets[0].confirmation : "\(plan.targets.count)"
    }

    private var next: String {
        Printable.shellLine(
            ["grinderctl", plan.action.rawValue, "--plan", papers.path, "--approval", path, "--execute", "--confirm"]
                + [confirmation] + contextFlags)
    }

    func text(at now: Timestamp) -> String {
        let statement = approval.statement
        let plan = wasShown ? "" : PlanWords(plan: plan, hash: papers.hash).text(at: now) + "\n"
        var lines = [
            "Approved by \(statement.approver) until \(statement.expires)", "  written to \(path)", "  next: \(next)",
        ]
        if let audit { lines.append("head:  \(audit.head)") }
        return plan + lines.map { Printable.line($0) + "\n" }.joined()
    }

    var json: OrderedJSON {
        let statement = approval.statement
        return .object([
            ("schema", "grinderctl/1"), ("command", "approve"), ("environment", .string(plan.station.environment)),
            (
                "plan",
                .object([
                    ("file", .string(papers.path)), ("sha256", .string(papers.hash)),
                    ("action", .string(plan.action.rawValue)), ("targets", .strings(plan.names)),
                    ("planner", .string(plan.planner.operator)),
                ])
            ),
            (
                "approval",
                .object([
                    ("file", .string(path)), ("approver", .string(statement.approver)),
                    ("created", .string(statement.created.description)),
                    ("expires", .string(statement.expires.description)),
                ])
            ),
            ("next", .strings([next])), ("audit", audit.map(Report.json) ?? .null),
        ])
    }
}

extension PlanFile.Target {
    /// What `--confirm` must say of this one.
    fileprivate var confirmation: String {
        if case .order = facts { return name }
        return symbol.rawValue
    }
}
