/// The sentences of the verdicts on a status divergence.
struct DivergenceWording {
    let symbol: Symbol
    let id: ClientOrderID
    let graceMilliseconds: Int64

    func converged(_ expected: ExpectedStatus, _ order: ObservedOrder, afterGrace: Bool) -> Verdict {
        let when = afterGrace ? "after \(graceMilliseconds) ms" : "at the first read"
        return Verdict(
            code: DivergenceVerdict.converged.rawValue,
            cause: "expected \(said(expected)), and the exchange says \(order.status) \(when)",
            summary: afterGrace
                ? "They agree now but did not at the first read: the order changed in between."
                : "The bot and the exchange agree.",
            confidence: expected.isAssumed ? .likely : .certain, action: .none, weight: .clear,
            brief: Verdict.Brief(shared: "the bot and the exchange agree", own: differs(expected, order)))
    }

    private func differs(_ expected: ExpectedStatus, _ order: ObservedOrder) -> String {
        "expected \(expected.status.rawValue), the exchange says \(order.status)"
    }

    func terminalMissed(_ expected: ExpectedStatus, _ order: ObservedOrder) -> Verdict {
        let fills =
            order.hasFills
            ? " \(order.executedQty) of \(order.origQty) was filled: check the position."
            : " None of it was filled."
        let position = order.hasFills ? [NextCommand("triage", "position", symbol.rawValue)] : []
        return Verdict(
            code: DivergenceVerdict.terminalMissed.rawValue,
            cause: "the exchange says \(order.status), and the bot expects \(said(expected))",
            summary:
                "The order has ended and the bot does not know.\(fills) Shipped grinder never updates its expected "
                + "state from events, so this alone says nothing about its stream.",
            confidence: expected.isAssumed ? .likely : .certain, action: .escalate, weight: .finding,
            next: position + [NextCommand("timeline", id.rawValue), NextCommand("check", "stream")],
            brief: Verdict.Brief(
                shared: "the order has ended and the bot does not know", own: differs(expected, order)))
    }

    func persistent(_ expected: ExpectedStatus, first: ObservedOrder, later: ObservedOrder) -> Verdict {
        Verdict(
            code: DivergenceVerdict.persistent.rawValue,
            cause: "expected \(said(expected)), but the exchange says \(first.status) and, \(graceMilliseconds) ms "
                + "later, \(later.status)",
            summary:
                "\(later.sketch) still differs. Check the bot's stream to see whether it got the order's events.",
            confidence: expected.isAssumed ? .likely : .certain, action: .escalate, weight: .finding,
            next: [NextCommand("check", "stream"), NextCommand("timeline", id.rawValue)],
            brief: Verdict.Brief(
                shared: "still different after \(graceMilliseconds) ms", own: differs(expected, later)))
    }

    func triggered(_ algo: AlgoOrder) -> Verdict {
        .inconclusive(
            "its trigger fired (\(algo.status)), and I can't tell which order it created",
            "To decide, I need to know whether that order is open or was filled.",
            next: [NextCommand("triage", "missing", id.rawValue, "--symbol", symbol.rawValue)])
    }

    /// - Parameters:
    ///   - isKnown: a log or an expected state names the id.
    ///   - like: ids of open orders that resemble it.
    func unknownOrder(isKnown: Bool, like: [ClientOrderID]) -> Verdict {
        let missing = NextCommand("triage", "missing", id.rawValue, "--symbol", symbol.rawValue)
        guard !isKnown else {
            return .inconclusive(
                "the exchange knows no order with this id, normal or conditional",
                "There is no status to compare: the order is missing, or the exchange has forgotten it.",
                next: [missing])
        }
        let names = like.map(\.rawValue).joined(separator: ", ")
        let meant =
            like.isEmpty ? "No open order on \(symbol) has a similar id." : "Open orders with a similar id: \(names)."
        return .inconclusive(
            "this id appears nowhere: not on the exchange, in a log or in the expected state",
            "Is it mistyped? \(meant)",
            next: like.map { NextCommand("triage", "divergence", $0.rawValue) } + (like.isEmpty ? [missing] : []))
    }

    func vanished(_ first: ObservedOrder) -> Verdict {
        .inconclusive(
            "the first read showed order \(first.exchangeID) as \(first.status), the second did not show it",
            "Two reads of the exchange disagree. Check again.", next: [again])
    }

    func oddStatus(_ order: ObservedOrder) -> Verdict {
        .inconclusive(
            "the exchange says \(order.status), which is neither open nor final", "\(order.sketch): check again.",
            next: [again])
    }

    func unread(_ problem: Unavailable) -> Verdict {
        .inconclusive(
            "\(problem.source): \(problem.detail)",
            "A read that is needed failed, and nothing can be concluded without it.", because: problem, next: [again])
    }

    func nothingRead(_ problem: Unavailable) -> Verdict {
        .nothingRead(problem, next: [again])
    }

    private func said(_ expected: ExpectedStatus) -> String {
        expected.isAssumed
            ? "\(expected.status.rawValue) (assumed: nothing says so)"
            : "\(expected.status.rawValue) (\(expected.source))"
    }

    private var again: NextCommand { NextCommand("triage", "divergence", id.rawValue, "--symbol", symbol.rawValue) }
}
