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
            summary: "Bot and exchange agree: stream and REST had raced.",
            confidence: expected.isAssumed ? .likely : .certain, action: .none, weight: .clear)
    }

    func terminalMissed(_ expected: ExpectedStatus, _ order: ObservedOrder) -> Verdict {
        let fills =
            order.hasFills
            ? " \(order.executedQty) of \(order.origQty) was filled: look at the position."
            : " Nothing of it was filled."
        let position = order.hasFills ? [NextCommand("triage", "position", symbol.rawValue)] : []
        return Verdict(
            code: DivergenceVerdict.terminalMissed.rawValue,
            cause: "the exchange says \(order.status), and the bot expects \(said(expected))",
            summary: "The order is over and the bot does not know: it has missed the event.\(fills)",
            confidence: expected.isAssumed ? .likely : .certain, action: .escalate, weight: .finding,
            next: position + [NextCommand("check", "stream"), NextCommand("timeline", id.rawValue)])
    }

    func persistent(_ expected: ExpectedStatus, first: ObservedOrder, later: ObservedOrder) -> Verdict {
        Verdict(
            code: DivergenceVerdict.persistent.rawValue,
            cause: "expected \(said(expected)), but the exchange says \(first.status) and, \(graceMilliseconds) ms "
                + "later, \(later.status)",
            summary: "\(later.sketch) stays different: it does not correct itself. Look at the bot's stream.",
            confidence: expected.isAssumed ? .likely : .certain, action: .escalate, weight: .finding,
            next: [NextCommand("check", "stream"), NextCommand("timeline", id.rawValue)])
    }

    func triggered(_ algo: AlgoOrder) -> Verdict {
        .inconclusive(
            "its trigger fired (\(algo.status)) and the order it made is not known",
            "Whether that order rests or was filled decides.",
            next: [NextCommand("triage", "missing", id.rawValue, "--symbol", symbol.rawValue)])
    }

    func unknownOrder() -> Verdict {
        .inconclusive(
            "the exchange knows no order with this id, normal or conditional",
            "An order that is not there has no status to compare: it is missing, or forgotten.",
            next: [NextCommand("triage", "missing", id.rawValue, "--symbol", symbol.rawValue)])
    }

    func vanished(_ first: ObservedOrder) -> Verdict {
        .inconclusive(
            "the first read showed order \(first.exchangeID) as \(first.status), the second did not show it",
            "Two reads of the exchange disagree. Look again.", next: [again])
    }

    func oddStatus(_ order: ObservedOrder) -> Verdict {
        .inconclusive(
            "the exchange says \(order.status), which is neither open nor final", "\(order.sketch): look again.",
            next: [again])
    }

    func unread(_ problem: Unavailable) -> Verdict {
        .inconclusive(
            "\(problem.source): \(problem.detail)",
            "A needed read was not answered, and without it nothing is concluded.", because: problem, next: [again])
    }

    func nothingRead(_ problem: Unavailable) -> Verdict {
        .nothingRead(problem, next: [again])
    }

    private func said(_ expected: ExpectedStatus) -> String {
        expected.isAssumed
            ? "\(expected.status.rawValue) (nobody says; it is assumed)"
            : "\(expected.status.rawValue) (\(expected.source))"
    }

    private var again: NextCommand { NextCommand("triage", "divergence", id.rawValue, "--symbol", symbol.rawValue) }
}
