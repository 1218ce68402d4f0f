import FoundationEssentials
import TriageCore

/// What a flatten's report tells: its plan, and what it came to.
extension ActionReport {
    mutating func setPlan(_ plan: FlattenPlan?, isExecuted: Bool) {
        guard let plan else { return }
        position = plan.preconditions
        let words = isExecuted ? "not sent" : "a plan: nothing was sent"
        for step in plan.steps {
            switch step {
            case .cancel(let order):
                self.plan.append(.cancel(order))
                results.append(Result(order, .planned, words))
            case .close(let order):
                self.plan.append(.close(order))
                results.append(FlattenWording(order).result(.planned, words))
            }
        }
        notes += plan.leavings
    }

    /// What its closing orders executed, as they were read back.
    private var closed: String {
        let orders = results.filter { ToolOrderID.isOurs(ClientOrderID($0.clientOrderID)) }
        let sum = orders.compactMap { $0.executedQty.flatMap { Amount($0)?.value } }.reduce(0, +)
        let isKnown = !orders.contains { $0.outcome == .unknown && $0.executedQty == nil }
        return (isKnown ? "" : "at least ") + Amount(sum).text
    }

    /// Verified only when nothing is left of the position.
    mutating func conclude(_ progress: FlattenProgress, stoppedBy stop: String?, isFlat: Bool) {
        let plan = progress.plan
        outcome = ActionReport.overall(results)
        let name = plan.preconditions.name
        if isFlat {
            notes.append("\(name) is flat; closed here: \(closed) of \(plan.amount); the rest was closed meanwhile")
            return
        }
        guard stop == nil || progress.next == nil else {
            notes.append("closed so far: \(closed) of \(plan.amount) \(name)")
            return
        }
        if plan.rest.isZero {
            notes.append("\(name) is flat")
        } else {
            outcome = .failed
            next = [NextCommand("timeline", plan.symbol.rawValue)]
        }
    }
}
