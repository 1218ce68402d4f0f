/// Step reports that several procedures give of the same evidence.
enum LogHistoryReport {
    private static let shownLimit = 20

    /// `name` says what a line proves for this procedure; `nil`: nothing, it is not shown.
    static func report(_ step: StepDefinition, _ found: Evidence, name: (LogEvent) -> String?) -> StepReport {
        switch found.content {
        case .failure(let problem) where problem.kind == .notAsked: StepReport(step, .skipped, problem.detail)
        case .failure(let problem): StepReport(step, .failed, "\(problem.source): \(problem.detail)")
        case .success(.logHistory(let history)): report(step, history, name: name)
        case .success: StepReport(step, .failed, "the answer is to another question")
        }
    }

    private static func report(
        _ step: StepDefinition, _ history: LogHistory, name: (LogEvent) -> String?
    ) -> StepReport {
        let telling = history.events.compactMap { event in name(event).map { ($0, event) } }
        var facts = telling.prefix(shownLimit).map { name, event in
            let time = event.time.map { "\($0.moment) " } ?? ""
            return Fact(name, time + event.text, source: "\(event.file):\(event.number)")
        }
        facts += history.unreadFacts
        let nameless = history.events.filter {
            if case .placementError = $0.meaning { return $0.clientOrderID == nil && $0.behind == nil }
            return false
        }
        if !nameless.isEmpty {
            facts.append(
                Fact(
                    "placement errors naming no order", String(nameless.count),
                    source: "attributed to no order: these lines carry neither id nor symbol"))
        }
        let files = Count.of(history.searched.count, "file")
        let unclear = telling.count { $0.1.meaning == .other }
        let summary =
            unclear > 0
            ? "can't interpret \(Count.of(unclear, "line")) that name it, of \(telling.count) in \(files)"
            : history.window.leavesOut && telling.isEmpty
                ? history.window.summary
                : telling.isEmpty
                    ? "no line in \(files) proves anything about it; absence proves nothing"
                    : "\(Count.of(telling.count, "line")) in \(files)"
                        + (telling.count > shownLimit ? ", the first \(shownLimit) shown" : "")
        let isWhole = history.isWhole && unclear == 0
        return StepReport(step, isWhole ? .ok : .attention, summary, facts: facts)
    }
}

extension LogHistory {
    /// Whether every line of the logs was read.
    var isWhole: Bool { problems.isEmpty && !window.leavesOut }

    /// What was not.
    var unreadFacts: [Fact] { problems.map { Fact("unread", $0.detail, source: $0.source) } + window.facts }
}

extension LogWindow {
    /// What of the logs lies outside of the time asked for.
    package var facts: [Fact] {
        var facts = outside.map { Fact("passed over", $0.detail, source: $0.source) }
        if leftOut > 0 {
            facts.append(
                Fact(
                    "passed over", "outside of --since and --until: \(Count.of(leftOut, "line")) naming it",
                    source: "--logs"))
        }
        return facts
    }

    /// For a step that shows nothing.
    var summary: String {
        guard let first = outside.first else {
            return "outside of --since and --until: \(Count.of(leftOut, "line")) naming it"
        }
        let more = outside.count > 1 ? "; \(outside.count - 1) more" : ""
        return "\(first.source) is \(first.detail)\(more)"
    }
}

enum ExpectedOrderReport {
    static func report(_ step: StepDefinition, _ found: Evidence, id: ClientOrderID) -> StepReport {
        switch found.content {
        case .failure(let problem) where problem.kind == .notAsked: return StepReport(step, .skipped, problem.detail)
        case .failure(let problem): return StepReport(step, .failed, "\(problem.source): \(problem.detail)")
        case .success(.expectedOrders(let orders)):
            let mine = orders.filter { $0.clientOrderID == id }
            let facts = mine.map { entry in
                Fact(
                    "expected", entry.status + (entry.createdAt.map { ", created \($0)" } ?? ""), source: entry.file)
            }
            let summary =
                mine.isEmpty
                ? "not among \(Count.of(orders.count, "expected order")), which proves nothing"
                : "expected as \(mine.map(\.status).joined(separator: ", "))"
            return StepReport(step, .ok, summary, facts: facts)
        case .success: return StepReport(step, .failed, "the answer is to another question")
        }
    }
}

enum OrderFacts {
    static func of(_ order: ObservedOrder, source: String) -> [Fact] {
        var facts = [
            Fact("status", order.status, source: source),
            Fact("id", order.exchangeID, source: source),
            Fact("order", order.sketch, source: source),
        ]
        if let fill = order.sentFill { facts.append(Fact(fill.name, fill.quantity.description, source: source)) }
        if case .algo(let algo) = order, let price = algo.actualPrice, !price.isZero {
            facts.append(Fact("actualPrice", price.description, source: source))
        }
        if let placed = order.placedAt { facts.append(Fact("placed", placed.description, source: source)) }
        if case .algo(let algo) = order, let child = algo.actualOrderID {
            facts.append(Fact("actualOrderId", child.description, source: source))
        }
        return facts
    }
}
