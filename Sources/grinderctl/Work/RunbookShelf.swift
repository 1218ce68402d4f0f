import Runbooks
import TriageCore

/// The runbooks of this binary, and whether prose and code still say the same.
enum RunbookShelf {
    static func all() throws -> [Runbook] {
        do {
            return try Runbook.all
        } catch {
            throw Complaint(.bug, "a compiled-in runbook cannot be read: \(error)")
        }
    }

    static func named(_ id: String) throws -> Runbook {
        let shelf = try all()
        guard let runbook = shelf.first(where: { $0.id == id }) else {
            let known = shelf.map(\.id).joined(separator: ", ")
            throw Complaint(.usage, "there is no runbook \(id); there is \(known)", try: "grinderctl runbook list")
        }
        return runbook
    }

    static func reference(_ id: String) throws -> Report.RunbookReference {
        let runbook = try named(id)
        return Report.RunbookReference(id: runbook.id, sha256: digest(runbook))
    }

    static func digest(_ runbook: Runbook) -> String {
        ContentDigest.sha256(runbook.text.utf8)
    }

    /// The steps the code can take, by runbook.
    static func definitions(_ id: String) -> [StepDefinition]? {
        switch id {
        case "missing": MissingOrder.steps
        case "unexpected": UnexpectedOrders.steps
        case "divergence": StatusDivergence.steps
        case "position": PositionLedger.steps
        case "flatten": FlattenPlan.definitions
        case "reset": ResetStep.definitions
        default: nil
        }
    }

    /// Where the prose and the code differ, one sentence each; empty when they agree.
    static func lint(_ runbook: Runbook) -> [String] {
        guard let steps = definitions(runbook.id) else {
            guard runbook.mismatch == nil else { return ["no procedure is called \(runbook.id)"] }
            return runbook.steps.map { "line \($0.line): prose without a procedure takes no step" }
        }
        var problems: [String] = []
        if let mismatch = runbook.mismatch, Mismatch(rawValue: mismatch) == nil {
            problems.append("no mismatch is called \(mismatch)")
        }
        for step in steps where !runbook.steps.contains(where: { $0.id == step.id.rawValue }) {
            problems.append("the step \(step.id) has no heading: ## \(step.id): \(step.title)")
        }
        for heading in runbook.steps {
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
        let order = runbook.steps.map(\.id).filter { id in steps.contains { $0.id.rawValue == id } }
        if problems.isEmpty, order != steps.map(\.id.rawValue) { problems.append("the steps stand in another order") }
        return problems
    }
}
