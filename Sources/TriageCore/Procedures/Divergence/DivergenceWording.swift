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
                ? "They agree now, and did not at the first read: the order changed in between."
                : "What is expected and what the exchange says agree.",
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
            summary: "The order is over, and what is expected of it is not.\(fills) Shipped grinder never brings its "
                + "expected state up to date from events: that alone says nothing of its stream.",
            confidence: expected.isAssumed ? .likely : .certain, action: .escalate, weight: .finding,
            next: position + [NextCommand("timeline", id.rawValue), NextCommand("check", "stream")])
    }

    func persistent(_ expected: ExpectedStatus, first: ObservedOrder, later: ObservedOrder) -> Verdict {
        Verdict(
            code: DivergenceVerdict.persistent.rawValue,
            cause: "expected \(said(expected)), but the exchange says \(first.status) and, \(graceMilliseconds) ms "
                + "later, \(later.status)",
            summary:
                "\(later.sketch) stays different over that time. Whether the bot saw its events shows in its stream.",
            confidence: expected.isAssumed ? .likely : .certain, action: .escalate, weight: .finding,
            next: [NextCommand("check", "stream"), NextCommand("timeline", id.rawValue)])
    }

    func triggered(_ algo: AlgoOrder) -> Verdict {
        .inconclusive(
            "its trigger fired (\(algo.status)) and the order it made is not known",
            "Whether that order rests or was filled decides.",
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
                "An order that is not there has no status to compare: it is missing, or forgotten.", next: [missing])
        }
        let names = like.map(\.rawValue).joined(separator: ", ")
        let meant = like.isEmpty ? "No open order of \(symbol) has an id like it." : "Open, and like it: \(names)."
        return .inconclusive(
            "no read of the exchange, no log and no expected state knows this id",
            "Is it mistyped? \(meant)",
            next: like.map { NextCommand("triage", "divergence", $0.rawValue) } + (like.isEmpty ? [missing] : []))
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
