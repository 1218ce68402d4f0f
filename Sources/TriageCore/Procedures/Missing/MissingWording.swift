/// The sentences of the verdicts on a missing order.
struct MissingWording {
    let symbol: Symbol
    let id: ClientOrderID

    enum Cause {
        /// The exchange's refusal, told by a line that names the id.
        case refused(String, line: LogEvent)
        case unansweredPlacement(Int, line: LogEvent)
        case unknown
    }

    func live(_ order: ObservedOrder, notes: [String]) -> Verdict {
        let filled = order.hasFills
        let kind = if case .algo = order { "a live conditional order" } else { "live" }
        let detail =
            filled
            ? "\(order.executedQty) of \(order.origQty) is filled: look at the position."
            : "What expects it to be missing read an older snapshot, or does not look where this order is."
        return Verdict(
            code: (filled ? MissingVerdict.partiallyFilled : .open).rawValue,
            cause: "the exchange says \(order.status): \(kind)",
            summary: joined(["\(order.sketch) is on the exchange. \(detail)"] + notes),
            confidence: .certain, action: .none, weight: filled ? .finding : .clear, next: filled ? [position] : [])
    }

    /// An order that is over.
    func verdict(on order: ObservedOrder, notes: [String]) -> Verdict {
        guard order.isFinal else {
            return order.isLive
                ? changing("the order history says \(order.status), but it is not among the open orders")
                : oddStatus(order)
        }
        let code = Self.code(order)
        let cause = "the exchange says \(order.status) with \(order.executedQty) of \(order.origQty) filled"
        let detail: String
        switch code {
        case .filled: detail = "It was filled: look at the position."
        case .partiallyFilled: detail = "It ended with fills: look at the position."
        case .rejected: detail = "It was rejected; nothing of it was filled."
        default: detail = "It ended without a fill."
        }
        let moved = code == .filled || code == .partiallyFilled
        return Verdict(
            code: code.rawValue, cause: cause, summary: joined(["\(order.sketch): \(detail)"] + notes),
            confidence: .certain, action: .none, weight: moved ? .finding : .clear, next: moved ? [position] : [])
    }

    private static func code(_ order: ObservedOrder) -> MissingVerdict {
        switch order {
        case .normal(let order):
            switch order.status {
            case .filled: .filled
            case _ where order.hasFills: .partiallyFilled
            case .canceled: .cancelled
            case .rejected: .rejected
            default: .expired
            }
        case .algo(let algo):
            switch algo.status {
            case .finished where algo.isFilledWhole: .filled
            case _ where algo.fill != nil: .partiallyFilled
            case .canceled: .cancelled
            case .rejected: .rejected
            default: .expired
            }
        }
    }

    /// Refused when it was placed, by the bot's log.
    func refused(_ refusal: MissingOrder.Refusal, isCertain: Bool, older: Int, belief: LogEvent?) -> Verdict {
        var notes: [String] = []
        if refusal.code == -5021 || refusal.code == -5022 {
            notes.append("A refused FOK or post-only order is not recorded in the order history.")
        }
        if older > 0 { notes.append("\(Count.of(older, "older order")) carried the same id.") }
        if let belief { notes.append(contradiction(belief)) }
        return Verdict(
            code: MissingVerdict.rejected.rawValue,
            cause: "the exchange refused it when it was placed: \(refusal.words) "
                + "(\(refusal.line.file):\(refusal.line.number))",
            summary: joined(
                ["It never rested on the book, so there is nothing to cancel and nothing was filled."] + notes),
            confidence: isCertain ? .certain : .likely, action: .none, weight: .clear, next: [])
    }

    private func contradiction(_ line: LogEvent) -> String {
        "Yet the bot took it for one that rests (\(line.file):\(line.number))."
    }

    func neverArrived(
        placed: Timestamp, isAttested: Bool, cause: Cause, older: Int, belief: LogEvent?
    ) -> Verdict {
        let why: String
        var notes: [String] = []
        switch cause {
        case .refused(let words, let line):
            why = "the exchange refused it (\(words), \(line.file):\(line.number)): it never rested on the book"
            if words.contains("-5021") || words.contains("-5022") {
                notes = ["A refused FOK or post-only order is not recorded in the order history."]
            }
        case .unansweredPlacement(let status, let line):
            why =
                "its placement got HTTP \(status) (\(line.file):\(line.number)) and the exchange has no record of it"
        case .unknown:
            why = "no read knows it, and every order placed since \(placed) would still be known"
        }
        if older > 0 { notes.append("\(Count.of(older, "older order")) carried the same id.") }
        if let belief { notes.append(contradiction(belief)) }
        if !isAttested {
            notes.append("The time of its placement is read from the id alone; --logs or --expected would confirm it.")
        }
        return Verdict(
            code: MissingVerdict.neverArrived.rawValue, cause: why,
            summary: joined(
                [
                    "The order never rested on the book, so there is nothing to cancel and nothing was filled; "
                        + "the bot counts on an order that does not exist."
                ] + notes),
            confidence: isAttested && belief == nil ? .certain : .likely, action: .escalate, weight: .finding,
            next: [NextCommand("check"), NextCommand("timeline", id.rawValue)])
    }

    func agedOut(placed: Timestamp, everything: Bool, _ older: Int) -> Verdict {
        let forgets =
            everything
            ? "orders are kept for 90 days, and it was placed \(placed) or before"
            : "cancelled and expired orders without fills are kept for 3 days, and it was placed \(placed) or before"
        let left =
            everything
            ? "Nothing is known of it; the bot's own logs of that time are all that is left."
            : "It is not open, and an order with fills would still be known: it either ended without a fill or never "
                + "arrived."
        return Verdict(
            code: MissingVerdict.agedOut.rawValue, cause: forgets,
            summary: joined([left] + (older > 0 ? ["\(Count.of(older, "older order")) carried the same id."] : [])),
            confidence: .unknown, action: .escalate, weight: .inconclusive(because: nil),
            next: [NextCommand("timeline", id.rawValue)])
    }

    func triggerLost(_ algo: AlgoOrder, isOld: Bool) -> Verdict {
        let child = algo.actualOrderID.map { "order \($0)" } ?? "an order the exchange does not name"
        let cause = "its trigger fired (\(algo.status)) and made \(child), which no read knows"
        guard isOld else {
            return .inconclusive(cause, "Whether it was filled is not known. Look again.", next: [again])
        }
        return Verdict(
            code: MissingVerdict.agedOut.rawValue, cause: cause,
            summary: "Orders that ended without a fill are forgotten after 3 days, and every order after 90. The "
                + "conditional order names no fill (\(algo.actualQty.map { "actualQty \($0)" } ?? "actualQty was not sent")); "
                + "the position tells.",
            confidence: .unknown, action: .escalate, weight: .inconclusive(because: nil), next: [position])
    }

    func placementUnknown(_ why: String) -> Verdict {
        .inconclusive(
            why,
            "No read knows the order, but without the time of its placement the exchange may have forgotten it. "
                + "Deciding: the log line that placed it, or the expected state.",
            next: [
                NextCommand("triage", "missing", id.rawValue, "--logs", "PATH"),
                NextCommand("triage", "missing", id.rawValue, "--expected", "FILE"),
            ])
    }

    func tooFresh(_ placed: Timestamp) -> Verdict {
        .inconclusive(
            "placed \(placed), only seconds ago",
            "A read may lag behind the book by seconds: not yet visible is not missing. Look again.", next: [again])
    }

    func strangeFills(_ orders: [OrderID]) -> Verdict {
        let shown = orders.prefix(3).map(\.description).joined(separator: ", ")
        return .inconclusive(
            "fills after the placement belong to orders that no read names (\(shown))",
            "One of them may be the order in question: the order history lags or is incomplete. Look again.",
            next: [again, position])
    }

    func acceptedButUnknown(_ line: LogEvent) -> Verdict {
        .inconclusive(
            "the bot's log says that the exchange accepted it (\(line.file):\(line.number)), yet this account does not "
                + "know it",
            "The bot may trade on another account, environment or symbol than the one asked.", next: [again])
    }

    func notUnderstood(_ line: LogEvent, of count: Int) -> Verdict {
        let more = count > 1 ? " and \(count - 1) more" : ""
        let problem = Unavailable(
            .unusable, source: "\(line.file):\(line.number)", detail: "it names the order and is not understood")
        return .inconclusive(
            "\(problem.source)\(more): a line of the log names the order and is not understood",
            "What it says may be that the order was accepted: nothing is concluded from absence. Read the line.",
            because: problem, next: [NextCommand("timeline", id.rawValue), again])
    }

    func idWasOpen(_ line: LogEvent) -> Verdict {
        .inconclusive(
            "the exchange refused a placement with -4116 (\(line.place)): an open order had this id",
            "So one did rest under it, and no read knows it. Look again; if it stays so, look in the account itself.",
            next: [again, NextCommand("timeline", id.rawValue)])
    }

    func passedOver(_ why: String) -> Verdict {
        let problem = Unavailable(.notAsked, source: "--logs", detail: why)
        return .inconclusive(
            why, "What was not read of the log may be the placement: nothing is concluded from absence.",
            because: problem, next: [again])
    }

    func changing(_ detail: String) -> Verdict {
        .inconclusive(
            detail, "Two reads of the exchange disagree: the order is changing right now. Look again.", next: [again])
    }

    func oddStatus(_ order: ObservedOrder) -> Verdict {
        .inconclusive(
            "the exchange says \(order.status), which is neither open nor final", "\(order.sketch): look again.",
            next: [again])
    }

    func unread(_ problem: Unavailable) -> Verdict {
        .inconclusive(
            "\(problem.source): \(problem.detail)",
            "A needed read was not answered, and a failed read is never read as \"not there\".", because: problem,
            next: [again])
    }

    func nothingRead(_ problem: Unavailable) -> Verdict {
        .nothingRead(problem, code: MissingVerdict.exchangeUnavailable.rawValue, action: .wait, next: [again])
    }

    private func joined(_ sentences: [String]) -> String { sentences.joined(separator: " ") }

    private var position: NextCommand { NextCommand("triage", "position", symbol.rawValue) }

    private var again: NextCommand { NextCommand("triage", "missing", id.rawValue, "--symbol", symbol.rawValue) }
}
