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
            ? "\(order.executedQty) of \(order.origQty) is filled: check the position."
            : "The alert came from an older snapshot, or from a list that does not hold this order."
        return Verdict(
            code: (filled ? MissingVerdict.partiallyFilled : .open).rawValue,
            cause: "the exchange says \(order.status): \(kind)",
            summary: joined(["\(order.sketch) is on the exchange. \(detail)"] + notes),
            confidence: .certain, action: .none, weight: filled ? .finding : .clear,
            next: filled ? [position] : [],
            brief: Verdict.Brief(
                shared: "on the exchange\(filled ? ", with fills" : "")",
                own: "\(order.status)\(filled ? ", \(order.executedQty) of \(order.origQty) filled" : "")"))
    }

    /// An order that is over. `doubt`: what was not read, and may show that the bot misses a later one.
    func verdict(on order: ObservedOrder, notes: [String], doubt: String?) -> Verdict {
        guard order.isFinal else {
            return order.isLive
                ? changing("the order history says \(order.status), but it is not among the open orders")
                : oddStatus(order)
        }
        let code = Self.code(order)
        let cause = "the exchange says \(order.status) with \(order.executedQty) of \(order.origQty) filled"
        let detail: String
        switch code {
        case .filled: detail = "It was filled: check the position."
        case .partiallyFilled: detail = "It ended with fills: check the position."
        case .rejected: detail = "It was rejected; none of it was filled."
        default: detail = "It ended without a fill."
        }
        let moved = code == .filled || code == .partiallyFilled
        return Verdict(
            code: code.rawValue, cause: cause,
            summary: joined(["\(order.sketch): \(detail)"] + notes + [doubt].compactMap(\.self)),
            confidence: doubt == nil ? .certain : .likely, action: .none, weight: moved ? .finding : .clear,
            next: moved ? [position] : [],
            brief: Verdict.Brief(
                shared: "the exchange says so",
                own: "\(order.status), \(order.executedQty) of \(order.origQty) filled"))
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
        if older > 0 { notes.append("\(Count.of(older, "older order")) had the same id.") }
        if let belief { notes.append(contradiction(belief)) }
        return Verdict(
            code: MissingVerdict.rejected.rawValue,
            cause: "the exchange refused it when it was placed: \(refusal.words) "
                + "(\(refusal.line.file):\(refusal.line.number))",
            summary: joined(
                ["It was never on the book: nothing to cancel, nothing filled."] + notes),
            confidence: isCertain ? .certain : .likely, action: .none, weight: .clear, next: [],
            brief: Verdict.Brief(shared: "the exchange refused it when it was placed", own: refusal.words))
    }

    private func contradiction(_ line: LogEvent) -> String {
        "But the bot treated it as open (\(line.file):\(line.number))."
    }

    func neverArrived(
        placed: Timestamp, isAttested: Bool, cause: Cause, older: Int, belief: LogEvent?
    ) -> Verdict {
        let why: String
        var notes: [String] = []
        switch cause {
        case .refused(let words, let line):
            why = "the exchange refused it: \(words) (\(line.file):\(line.number))"
            if words.contains("-5021") || words.contains("-5022") {
                notes = ["A refused FOK or post-only order is not recorded in the order history."]
            }
        case .unansweredPlacement(let status, let line):
            why =
                "the exchange has no record of it, and its placement got HTTP \(status) (\(line.file):\(line.number))"
        case .unknown:
            why = "the exchange has no record of it, and would still know every order placed since \(placed)"
        }
        if older > 0 { notes.append("\(Count.of(older, "older order")) had the same id.") }
        if let belief { notes.append(contradiction(belief)) }
        if !isAttested {
            notes.append("When it was placed is known from the id alone; --logs or --expected would confirm it.")
        }
        return Verdict(
            code: MissingVerdict.neverArrived.rawValue, cause: why,
            summary: joined(
                [
                    "It was never on the book: nothing to cancel, nothing filled. The bot counts on an order that does "
                        + "not exist."
                ] + notes),
            confidence: isAttested && belief == nil ? .certain : .likely, action: .escalate, weight: .finding,
            next: [NextCommand("check"), NextCommand("timeline", id.rawValue)],
            brief: Verdict.Brief(shared: "the exchange has no record of it", own: Self.own(cause, placed)))
    }

    private static func own(_ cause: Cause, _ placed: Timestamp) -> String {
        switch cause {
        case .refused(let words, _): "refused: \(words)"
        case .unansweredPlacement(let status, _): "its placement got HTTP \(status)"
        case .unknown: "placed after \(placed)"
        }
    }

    func agedOut(placed: Timestamp, everything: Bool, _ older: Int) -> Verdict {
        let forgets =
            everything
            ? "the exchange keeps orders for 90 days, and this one was placed by \(placed)"
            : "the exchange keeps orders without fills for 3 days, and this one was placed by \(placed)"
        let left =
            everything
            ? "Only the bot's own logs from that time can show it."
            : "It isn't open, and with fills it would still be known: it either ended without a fill or never arrived."
        return Verdict(
            code: MissingVerdict.agedOut.rawValue, cause: forgets,
            summary: joined([left] + (older > 0 ? ["\(Count.of(older, "older order")) had the same id."] : [])),
            confidence: .unknown, action: .escalate, weight: .inconclusive(because: nil),
            next: [NextCommand("timeline", id.rawValue)],
            brief: Verdict.Brief(
                shared: "the exchange keeps orders\(everything ? " for 90 days" : " without fills for 3 days")",
                own: "placed by \(placed)"))
    }

    func triggerLost(_ algo: AlgoOrder, isOld: Bool) -> Verdict {
        let child = algo.actualOrderID.map { "order \($0)" } ?? "an order the exchange does not name"
        let cause = "its trigger fired (\(algo.status)) and created \(child), which the exchange does not show"
        guard isOld else {
            return .inconclusive(cause, "Can't tell whether that order was filled. Check again.", next: [again])
        }
        return Verdict(
            code: MissingVerdict.agedOut.rawValue, cause: cause,
            summary: "The exchange forgets orders without fills after 3 days and all orders after 90. The conditional "
                + "order shows no fill (\(algo.actualQty.map { "actualQty \($0)" } ?? "actualQty was not sent")): check "
                + "the position.",
            confidence: .unknown, action: .escalate, weight: .inconclusive(because: nil), next: [position])
    }

    func placementUnknown(_ why: String) -> Verdict {
        .inconclusive(
            why,
            "The exchange does not know the order, and may have forgotten it: when it was placed is not known. To "
                + "decide, I need the log line that placed it (--logs) or the expected state (--expected).",
            next: [
                NextCommand("triage", "missing", id.rawValue, "--logs", "PATH"),
                NextCommand("triage", "missing", id.rawValue, "--expected", "FILE"),
            ])
    }

    func tooFresh(_ placed: Timestamp) -> Verdict {
        .inconclusive(
            "placed \(placed), only seconds ago",
            "Reads lag behind the book by seconds, so it may not be visible yet. Check again.", next: [again])
    }

    func strangeFills(_ orders: [OrderID]) -> Verdict {
        let shown = orders.prefix(3).map(\.description).joined(separator: ", ")
        return .inconclusive(
            "there are fills after the placement from orders that the order history does not list (\(shown))",
            "One of them may be this order: the order history lags or is incomplete. Check again.",
            next: [again, position])
    }

    func acceptedButUnknown(_ line: LogEvent) -> Verdict {
        .inconclusive(
            "the bot's log says that the exchange accepted it (\(line.file):\(line.number)), but this account does not "
                + "know it",
            "The bot may trade on another account, environment or symbol than this one.", next: [again])
    }

    func notUnderstood(_ line: LogEvent, of count: Int) -> Verdict {
        let more = count > 1 ? " and \(count - 1) more" : ""
        let problem = Unavailable(
            .unusable, source: "\(line.file):\(line.number)", detail: "it names the order, and I can't interpret it")
        return .inconclusive(
            "I can't interpret a log line that names the order: \(problem.source)\(more)",
            "It may say that the order was accepted, so the order cannot be called missing. Read the line.",
            because: problem, next: [NextCommand("timeline", id.rawValue), again])
    }

    func idWasOpen(_ line: LogEvent) -> Verdict {
        .inconclusive(
            "the exchange refused a placement with -4116 (\(line.place)): an open order had this id",
            "So an order with this id was open, but the exchange does not show it. Check again; if it stays so, look "
                + "at the account itself.",
            next: [again, NextCommand("timeline", id.rawValue)])
    }

    func passedOver(_ why: String) -> Verdict {
        let problem = Unavailable(.outsideWindow, source: "--logs", detail: why)
        return .inconclusive(
            why, "The part of the log that was not read may hold the placement, so the order cannot be called missing.",
            because: problem, next: [again])
    }

    func changing(_ detail: String) -> Verdict {
        .inconclusive(
            detail, "Two reads of the exchange disagree: the order is changing right now. Check again.", next: [again])
    }

    func oddStatus(_ order: ObservedOrder) -> Verdict {
        .inconclusive(
            "the exchange says \(order.status), which is neither open nor final", "\(order.sketch): check again.",
            next: [again])
    }

    func unread(_ problem: Unavailable) -> Verdict {
        .inconclusive(
            "\(problem.source): \(problem.detail)",
            "A read that is needed failed, and a failed read does not mean that the order isn't there.",
            because: problem,
            next: [again])
    }

    func nothingRead(_ problem: Unavailable) -> Verdict {
        .nothingRead(problem, code: MissingVerdict.exchangeUnavailable.rawValue, action: .wait, next: [again])
    }

    private func joined(_ sentences: [String]) -> String { sentences.joined(separator: " ") }

    private var position: NextCommand { NextCommand("triage", "position", symbol.rawValue) }

    private var again: NextCommand { NextCommand("triage", "missing", id.rawValue, "--symbol", symbol.rawValue) }
}

/// The closed set of verdicts on ORDER_MISSING_ON_EXCHANGE.
package enum MissingVerdict: String, Sendable, Hashable, CaseIterable {
    case open
    case filled
    case partiallyFilled = "partially-filled"
    case cancelled
    case expired
    case rejected
    case neverArrived = "never-arrived"
    case agedOut = "aged-out"
    case exchangeUnavailable = "exchange-unavailable"
    case inconclusive
}
