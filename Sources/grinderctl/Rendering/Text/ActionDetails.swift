import TriageCore

/// What `-v` adds to an action: each request with its endpoint and id, each gate by its code with what it saw and its
/// own remedy, each result with its next command.
struct ActionDetails {
    let report: Report
    let action: ActionReport

    func add(to screen: inout Screen) {
        guard !action.plan.isEmpty || !action.gates.isEmpty else { return results(&screen) }
        screen.heading("Plan")
        if action.plan.isEmpty { screen.say("none") }
        if let position = action.position {
            screen.say(
                "position \(position.name): \(position.amount), \(position.isHedge ? "hedge mode" : "one-way mode")")
        }
        if let market = action.market {
            screen.say(market.words)
            if let book = market.book { screen.say(book.words) }
        }
        for step in action.plan { plan(step, &screen) }
        if let file = action.planFile { screen.say("written to \(file.path), sha256 \(file.sha256)") }
        screen.blank()
        screen.heading("Gates")
        for gate in action.gates { report.add(gate, typed: action.typed, to: &screen) }
        screen.blank()
        results(&screen)
    }

    private func plan(_ step: ActionReport.PlanStep, _ screen: inout Screen) {
        switch step {
        case .other(let action, let subject, let how): screen.item("\(action) \(subject):", .plain, how)
        case .cancel(let order):
            let facts = OrderPreconditions(order)
            let filled = order.sentFill.map { ", \($0.name) \($0.quantity)" } ?? ""
            screen.item("cancel", .plain, order.clientOrderID.rawValue)
            screen.say(order.sketch, indent: 4)
            screen.say(
                "\(order.cancelRequest.endpoint), \(facts.idName) \(order.exchangeID); now \(order.status)\(filled)",
                indent: 4)
        case .close(let order):
            screen.item("close", .plain, order.sketch)
            screen.say(
                "\(MutatingRequest.placeOrder(order).endpoint), newClientOrderId \(order.clientOrderID)", indent: 4)
        }
    }

    private func results(_ screen: inout Screen) {
        guard !action.results.isEmpty else { return }
        screen.heading("Results")
        for result in action.results {
            let id = result.exchangeID.map { "orderId \($0)" }
            let facts = [result.status, result.executedQty.map { "executedQty \($0)" }, id].compactMap(\.self)
            let head =
                facts.isEmpty ? result.outcome.rawValue : "\(result.outcome.rawValue): \(facts.joined(separator: ", "))"
            screen.item(result.clientOrderID, .strong, head)
            screen.say(result.detail, indent: 4)
            for next in result.next { screen.say("next: \(report.commandLine(next))", indent: 4) }
        }
        screen.blank()
    }
}
