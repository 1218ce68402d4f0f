import JSON
import TriageCore

/// A plan file in the words an operator knows.
struct PlanWords {
    let plan: PlanFile
    let hash: String

    func text(at now: Timestamp) -> String {
        rows(at: now, inFull: true).map { String(repeating: " ", count: $0.indent) + Printable.line($0.text) + "\n" }
            .joined()
    }

    /// - Parameter inFull: each request with what it is sent while; else, of more than three, a row each.
    func rows(at now: Timestamp, inFull: Bool) -> [(indent: Int, text: String)] {
        let accountContext = plan.accountContext
        let place = accountContext.environment
        var rows = [
            (0, "Plan \(hash.prefix(12))  \(plan.action.rawValue)  [\(place)]"),
            (2, "at \(accountContext.baseURL), account \(accountContext.account)"),
        ]
        let isBrief = !inFull && plan.targets.count > 3
        for target in plan.targets {
            rows.append((2, "\(target.name): \(target.sketch)"))
            if !isBrief { rows += words(target).map { (4, $0) } }
        }
        rows += [
            (2, "drawn by \(plan.planner.operator) on \(plan.planner.host), \(Age.of(plan.created, at: now))"),
            (2, "reason: \(plan.reason ?? "none given")"),
        ]
        if let ticket = plan.ticket { rows.append((2, "ticket: \(ticket)")) }
        if !plan.overrides.isEmpty {
            rows.append((2, "overrides: \(plan.overrides.map { "--\($0)" }.joined(separator: " "))"))
        }
        let verdicts = plan.verdicts.map(String.init).joined(separator: ", ")
        rows.append((2, "based on: \(verdicts.isEmpty ? "no verdict" : "the verdict seq \(verdicts)")"))
        rows += [(2, "investigation: \(plan.investigation)"), (2, "sha256: \(hash)")]
        return rows
    }

    private func words(_ target: PlanFile.Target) -> [String] {
        let facts = (target.facts.json.objectValue ?? [:]).sorted { $0.name < $1.name }.map { name, value in
            "\(name) \(value.stringValue ?? (try? CanonicalJSON.text(of: value)) ?? "?")"
        }
        return target.requests.map { "sends \($0)" } + ["while \(facts.joined(separator: ", "))"]
    }
}

/// What `approve` answers.
struct ApprovalReport: Printed {
    let documents: PlanDocuments
    let plan: PlanFile
    let approval: ApprovalFile
    let path: String
    /// The plan was shown at the prompt already.
    let wasShown: Bool
    let audit: Report.AuditSpan?
    let contextFlags: [String]
    let now: Timestamp

    /// `--confirm` as the action wants it.
    private var confirmation: String {
        plan.targets.count == 1 ? plan.targets[0].confirmation : "\(plan.targets.count)"
    }

    private var next: String {
        Printable.shellLine(
            [
                "grinderctl", plan.action.rawValue, "--plan", documents.path, "--approval", path, "--execute",
                "--confirm",
            ]
                + [confirmation] + contextFlags)
    }

    func screen(verbose: Bool) -> Screen {
        var screen = Screen()
        let statement = approval.statement
        let place = plan.accountContext.environment
        screen.answer(
            "approved", .good,
            "\(plan.action.rawValue) of \(plan.names.count == 1 ? plan.names[0] : "\(plan.names.count)"), by "
                + "\(statement.approver) until \(Age.of(statement.expires, at: now)) [\(place)]")
        if verbose || !wasShown {
            let words = PlanWords(plan: plan, hash: documents.hash)
            for row in words.rows(at: now, inFull: verbose) { screen.say(row.text, indent: row.indent + 2) }
        }
        screen.say("written to \(path)")
        if let audit { screen.record("head", audit.head) }
        screen.command(next)
        return screen
    }

    var tabbedLines: [TabbedLine] {
        plan.targets.map { TabbedLine(["approved", nil, nil, $0.name, $0.symbol.rawValue, $0.sketch]) }
    }

    var json: JSONValue {
        let statement = approval.statement
        return .object([
            ("schema", "grinderctl/1"), ("command", "approve"),
            ("environment", .string(plan.accountContext.environment)),
            (
                "plan",
                .object([
                    ("file", .string(documents.path)), ("sha256", .string(documents.hash)),
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
