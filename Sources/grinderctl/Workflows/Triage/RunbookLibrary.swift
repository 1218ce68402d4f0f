import BotEvidence
import Runbooks
import TriageCore

/// The runbooks of this binary, and whether prose and code still say the same.
enum RunbookLibrary {
    static func all() throws -> [Runbook] { try reading { () throws(RunbookProblem) in try Runbook.all } }

    static func named(_ id: String) throws -> Runbook {
        guard let runbook = try reading({ () throws(RunbookProblem) in try Runbook.compiled(id) }) else {
            let known = Runbook.compiledIDs.joined(separator: ", ")
            throw CommandError(.usage, "no such runbook: \(id); there are \(known)", try: "grinderctl runbook list")
        }
        return runbook
    }

    private static func reading<Value>(_ read: () throws(RunbookProblem) -> Value) throws -> Value {
        do {
            return try read()
        } catch {
            throw CommandError(.bug, "a compiled-in runbook cannot be read: \(error)")
        }
    }

    /// The team's copy where its folder (config `runbooks`) has one, else this binary's.
    static func used(_ id: String, from folder: String?) throws -> Runbook {
        guard let folder else { return try named(id) }
        let path = "\(folder)/\(id).md"
        let lint = Printable.shellLine(["grinderctl", "runbook", "lint", path])
        let bytes: [UInt8]
        do throws(FileProblem) {
            bytes = try RegularFile.contents(of: path, limit: 1 << 20).bytes
        } catch {
            guard error == .missing, RegularFile.isFolder(folder) else {
                throw CommandError(
                    .configuration, "the runbook \(path): \(error.detail). Nothing was asked.",
                    try: Printable.shellLine(["grinderctl", "runbook", "export", folder]))
            }
            return try named(id)
        }
        let runbook: Runbook
        do throws(RunbookProblem) {
            runbook = try Runbook(text: String(decoding: bytes, as: UTF8.self))
        } catch {
            throw CommandError(.configuration, "the runbook \(path): \(error). Nothing was asked.", try: lint)
        }
        if let problem = runbook.id == id ? self.lint(runbook).first : "it is the runbook \(runbook.id)" {
            throw CommandError(.configuration, "the runbook \(path): \(problem). Nothing was asked.", try: lint)
        }
        return runbook
    }

    static func reference(_ runbook: Runbook) -> Report.RunbookReference {
        Report.RunbookReference(id: runbook.id, sha256: digest(runbook))
    }

    static func digest(_ runbook: Runbook) -> String { ContentDigest.sha256(runbook.text.utf8) }

    /// The steps the code can take, by runbook.
    static func definitions(_ id: String) -> [StepDefinition]? {
        switch id {
        case "missing": MissingOrder.steps
        case "unexpected": UnexpectedOrders.steps
        case "divergence": StatusDivergence.steps
        case "position": PositionLedger.steps
        case "flatten": FlattenPlan.definitions
        case "reset": ResetStep.definitions
        case "stream": StreamRunbook.definitions
        case "escalation": StreamCheck.steps + RestCheck.steps + StateCheck.steps + ClockCheck.steps
        default: nil
        }
    }

    /// Where the prose and the code differ, one sentence each; empty when they agree.
    static func lint(_ runbook: Runbook) -> [String] {
        guard let steps = definitions(runbook.id) else {
            guard runbook.mismatch == nil else { return ["no procedure is called \(runbook.id)"] }
            return runbook.steps.map { "line \($0.line): prose without a procedure takes no step" }
        }
        let headings = runbook.steps
        var problems = lint(runbook.asked, beside: steps)
        if let mismatch = runbook.mismatch, Mismatch(rawValue: mismatch) == nil {
            problems.append("no mismatch is called \(mismatch)")
        }
        for step in steps where !headings.contains(where: { $0.id == step.id.rawValue }) {
            problems.append("the step \(step.id) has no heading: ## \(step.id): \(step.title)")
        }
        for heading in headings where !runbook.asked.contains(where: { $0.id == heading.id }) {
            guard let step = steps.first(where: { $0.id.rawValue == heading.id }) else {
                problems.append("line \(heading.line): the procedure takes no step \(heading.id)")
                continue
            }
            if heading.title != step.title {
                problems.append("line \(heading.line): the step is called \(step.title)")
            }
            let asks = step.asks.map(\.rawValue)
            if heading.asks != asks {
                problems.append(
                    "line \(heading.line): the step asks \(asks.isEmpty ? "nothing" : asks.joined(separator: ", "))")
            }
            if heading.asksOperator != step.asksOperator {
                problems.append(
                    "line \(heading.line): the step asks the operator \(step.asksOperator ? "a question" : "nothing")")
            }
        }
        let order = headings.map(\.id).filter { id in steps.contains { $0.id.rawValue == id } }
        if problems.isEmpty, order != steps.map(\.id.rawValue) { problems.append("the steps are in a different order") }
        return problems
    }

    /// A team's question must not be taken for a step of the procedure, nor wait for one that is not taken.
    private static func lint(_ asked: [Runbook.Ask], beside steps: [StepDefinition]) -> [String] {
        let known = steps.map(\.id.rawValue)
        var seen = Set<String>()
        return asked.flatMap { question in
            var problems: [String] = []
            if question.id.wholeMatch(of: /[a-z][a-z0-9-]*/) == nil {
                problems.append("ask: \(question.id) isn't an id such as change-window")
            }
            if known.contains(question.id) { problems.append("ask: \(question.id) is a step of the procedure") }
            if !seen.insert(question.id).inserted { problems.append("ask: \(question.id) appears twice") }
            if let after = question.after, !known.contains(after) {
                problems.append("ask: \(question.id) comes after \(after), which isn't a step")
            }
            return problems
        }
    }
}
