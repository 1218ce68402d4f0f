/// The sentences of the verdicts on an unexpected order.
enum UnexpectedWording {
    /// - Parameters:
    ///   - stale: active in an expected state, which is nobody's while nothing is running.
    ///   - handling: a line of a bot that may have handled it since; that bot's run is not known.
    ///   - doubts: what speaks against its having been an earlier run's, a phrase each.
    static func orphaned(
        _ order: ObservedOrder, _ placement: Placement, _ finding: InstanceRule.Finding, stale: ExpectedOrder?,
        handling: LogEvent? = nil, _ doubts: [String] = []
    ) -> Verdict {
        let cause: String
        var brief: Verdict.Brief
        var confidence = Verdict.Confidence.certain
        switch finding {
        case .predates(let starts):
            cause = Self.predates(placement, starts)
            let from = starts.count == 1 ? "the bot's start" : "the start of every trading instance"
            brief = Verdict.Brief(shared: "placed before \(from)", own: own(order, placement, before: starts.min()))
        case .allStopped(byOperator: true):
            cause = "every instance is stopped, by the operator's answer"
            brief = Verdict.Brief(shared: cause, own: own(order, placement))
            confidence = .likely
        default:
            cause = "every instance is stopped, by its status command"
            brief = Verdict.Brief(shared: cause, own: own(order, placement))
        }
        if stale != nil || handling != nil || !doubts.isEmpty { confidence = .likely }
        brief.shared += however(doubts)
        let row = stale.map { "; \($0.status) in \($0.file), which belongs to no running instance" } ?? ""
        let fills = order.hasFills ? " \(order.executedQty) of \(order.origQty) is already filled." : ""
        let doubt =
            handling.map { " But a bot's log mentions it, perhaps since then: \($0.words) (\($0.place))." } ?? ""
        var next = [NextCommand("cancel", order.clientOrderID.rawValue)]
        if order.hasFills { next.append(NextCommand("triage", "position", order.symbol.rawValue)) }
        return Verdict(
            code: UnexpectedVerdict.orphaned.rawValue, cause: cause + row,
            summary: sentences(["\(order.sketch) is open and belongs to no running bot.\(fills)\(doubt)"], doubts),
            confidence: confidence, action: .cancel, weight: .finding, next: next, brief: brief)
    }

    /// `placed 2026-03-08T10:00:00.000Z, 1 h 30 min before the bot's start (2026-03-08T11:30:00.000Z)`
    private static func predates(_ placement: Placement, _ starts: [Timestamp]) -> String {
        let said = starts.map(\.description).joined(separator: ", ")
        guard case .at(let moment) = placement, let first = starts.min() else {
            return "placed \(time(placement)), more than 2 s before every trading instance started (\(said))"
        }
        let start = starts.count == 1 ? "the bot's start" : "the first trading instance's start"
        return "placed \(Age.of(moment, from: first, named: start)) (\(said))"
    }

    /// What tells one order from another in a list: `BUY 0.005 at 59000.10, 1 h 30 min earlier`.
    static func own(
        _ order: ObservedOrder, _ placement: Placement, before start: Timestamp? = nil, after other: Timestamp? = nil
    ) -> String {
        let sketch = order.sketchWithoutSymbol
        guard case .at(let moment) = placement else { return sketch }
        if let start { return "\(Age.words(milliseconds: start.milliseconds(since: moment))) earlier, \(sketch)" }
        if let other { return "\(Age.words(milliseconds: moment.milliseconds(since: other))) later, \(sketch)" }
        return sketch
    }

    /// Older than every start, and yet a bot did something with it since.
    static func handled(_ order: ObservedOrder, _ line: LogEvent, start: Timestamp) -> Verdict {
        let since = line.time.map { "at \($0.moment)" } ?? "at an unknown time"
        return .inconclusive(
            "a running bot may have taken it over: its log shows \(line.words) \(since) (\(line.place))",
            "\(order.sketch) was placed before every trading instance started (\(start)), but an order that a running "
                + "bot handles is the bot's own. To decide: stop the bot and confirm that it is stopped, or reset.",
            next: [NextCommand("timeline", order.clientOrderID.rawValue), NextCommand("reset")])
    }

    /// - Parameter doubts: what speaks against it, and what was not read, a phrase each.
    static func placedByRunning(
        _ order: ObservedOrder, _ placement: Placement, name: String, start: Timestamp,
        _ confidence: Verdict.Confidence, _ doubts: [String], isAccepted: Bool
    ) -> Verdict {
        let owner =
            switch (confidence, isAccepted) {
            case (.certain, _): "The running bot's own order: its log shows that the exchange accepted it."
            case (_, true): "Most likely the running bot's own order: a log shows that the exchange accepted it."
            case (_, false): "Most likely the running bot's own order, but no log shows that the exchange accepted it."
            }
        return Verdict(
            code: UnexpectedVerdict.expected.rawValue,
            cause: after(placement, name, start),
            summary: sentences(["\(owner) Cancelling it would break the bot's grid."], doubts),
            confidence: confidence, action: .none, weight: .clear,
            brief: Verdict.Brief(
                shared: "placed after \(name) started" + however(doubts), own: own(order, placement, after: start)))
    }

    private static func after(_ placement: Placement, _ name: String, _ start: Timestamp) -> String {
        guard case .at(let moment) = placement else {
            return "placed \(time(placement)), after the trading instance \(name) started (\(start))"
        }
        return "placed \(Age.of(moment, from: start, named: "the trading instance \(name) started")) (\(start))"
    }

    static func activeInExpected(
        _ order: ObservedOrder, _ entry: ExpectedOrder, _ confidence: Verdict.Confidence, _ doubts: [String]
    ) -> Verdict {
        let whose = confidence == .certain ? "" : " It isn't certain that a running bot still owns it."
        return Verdict(
            code: UnexpectedVerdict.expected.rawValue,
            cause: "\(entry.status) in \(entry.file)",
            summary: sentences(["\(order.sketch) is active in the expected state.\(whose)"], doubts),
            confidence: confidence, action: .none, weight: .clear,
            brief: Verdict.Brief(
                shared: "active in the expected state" + however(doubts), own: own(order, .unknown)))
    }

    /// The bot's log says that it does not expect it, and shows no placement of it.
    static func denied(_ order: ObservedOrder, _ doubts: [String]) -> Verdict {
        .inconclusive(
            doubts.first ?? "the bot's log flags the id as unexpected",
            sentences(
                [
                    "Placed while the bot was running, but the bot does not expect it and its log shows no placement of "
                        + "it. A script may have placed it, or the answer to the placement was lost. To decide: the log "
                        + "of the process that placed it, or stop the bot and confirm that it is stopped."
                ], Array(doubts.dropFirst())),
            next: [NextCommand("timeline", order.clientOrderID.rawValue)])
    }

    /// The first doubt without its place, so that orders with the same one stand together.
    private static func however(_ doubts: [String]) -> String {
        guard let first = doubts.first else { return "" }
        guard first.hasSuffix(")"), let place = first.lastIndex(of: "(") else { return "; however, \(first)" }
        return "; however, \(first[..<place].dropLast())"
    }

    private static func sentences(_ told: [String], _ doubts: [String]) -> String {
        (told + (doubts.isEmpty ? [] : ["However: \(doubts.joined(separator: "; "))."])).joined(separator: " ")
    }

    static func notOurs(_ order: ObservedOrder, reason: String) -> Verdict {
        notOurs(symbol: order.symbol, reason: reason, seen: "\(order.sketch) is \(order.status). ")
    }

    static func notOurs(symbol: Symbol, reason: String, seen: String) -> Verdict {
        Verdict(
            code: UnexpectedVerdict.notOurs.rawValue, cause: reason,
            summary: "\(seen)It isn't grinder's order, and this tool never cancels it.",
            confidence: .certain, action: .none, weight: .clear)
    }

    static func ended(_ order: ObservedOrder) -> Verdict {
        if case .algo(let algo) = order, algo.hasFired, !algo.isFilledWhole { return triggered(order, algo) }
        guard order.isFinal else { return unknownStatus(order) }
        guard order.hasFills else {
            return Verdict(
                code: UnexpectedVerdict.gone.rawValue, cause: "the exchange says \(order.status)",
                summary: "\(order.sketch) is no longer open and none of it was filled. grinder's reconcile keeps "
                    + "flagging an id once it has seen it open.",
                confidence: .certain, action: .none, weight: .clear)
        }
        return Verdict(
            code: UnexpectedVerdict.gone.rawValue,
            cause: "the exchange says \(order.status) with \(order.executedQty) of \(order.origQty) filled",
            summary: "\(order.sketch) is no longer open, but it was filled: check the position.",
            confidence: .certain, action: .none, weight: .finding,
            next: [NextCommand("triage", "position", order.symbol.rawValue)])
    }

    private static func triggered(_ order: ObservedOrder, _ algo: AlgoOrder) -> Verdict {
        let child = algo.actualOrderID.map { "order \($0)" } ?? "a normal order"
        return Verdict(
            code: UnexpectedVerdict.gone.rawValue,
            cause: "its trigger fired (\(algo.status)) and made \(child), which is not open",
            summary: "The conditional order is over. "
                + (algo.fill.map { "\($0) of it was filled: check the position." }
                    ?? "Check the position: it shows whether that order was filled."),
            confidence: .likely, action: .none, weight: .finding,
            next: [NextCommand("triage", "position", order.symbol.rawValue)])
    }

    private static func unknownStatus(_ order: ObservedOrder) -> Verdict {
        .inconclusive(
            "the exchange says \(order.status), which is neither open nor final",
            "\(order.sketch): check again in a moment.",
            next: [again(order.clientOrderID, order.symbol)])
    }

    /// - Parameter witness: what knows the id although the exchange does not.
    static func notKnown(_ subject: Subject, witness: String) -> Verdict {
        Verdict(
            code: UnexpectedVerdict.gone.rawValue,
            cause: "the exchange has no open order with this id and no record of it; \(witness) knows it",
            summary: "No order with this id is open. The exchange forgets an order that ended without fills after 3 "
                + "days, and one with fills after 90.",
            confidence: .likely, action: .none, weight: .clear)
    }

    /// - Parameter like: ids of open orders that resemble it.
    static func nobodyKnows(_ subject: Subject, like: [ClientOrderID]) -> Verdict {
        let names = like.map(\.rawValue).joined(separator: ", ")
        let meant =
            like.isEmpty
            ? "No open order on \(subject.symbol?.rawValue ?? "the account") has a similar id."
            : "Open orders with a similar id: \(names)."
        return .inconclusive(
            "this id appears nowhere: not on the exchange, in a log, in the expected state or in the audit log",
            "Is it mistyped? \(meant)",
            next: like.isEmpty
                ? [NextCommand("triage", "unexpected")] : like.map { NextCommand("triage", "unexpected", $0.rawValue) })
    }

    /// The exchange would still remember it, and does not know it.
    static func acceptedAndUnknown(_ subject: Subject, _ line: LogEvent, like: [ClientOrderID]) -> Verdict {
        let names = like.map(\.rawValue).joined(separator: ", ")
        return .inconclusive(
            "the bot's log says that the exchange accepted it (\(line.place)), and this account knows no such order, "
                + "which it would still remember",
            "The bot may trade on another account, environment or symbol than the one asked."
                + (like.isEmpty ? "" : " Open, and like it: \(names)."),
            next: [again(subject.clientOrderID, subject.symbol)]
                + like.map { NextCommand("triage", "unexpected", $0.rawValue) })
    }

    static func disagreeing(_ subject: Subject, _ detail: String) -> Verdict {
        .inconclusive(
            detail, "Two reads of the exchange disagree: the order is changing right now. Check again.",
            next: [again(subject.clientOrderID, subject.symbol)])
    }

    static func unread(_ subject: Subject, _ problem: Unavailable) -> Verdict {
        .inconclusive(
            "\(problem.source): \(problem.detail)",
            "A read that is needed failed, and nothing can be concluded without it.", because: problem,
            next: [again(subject.clientOrderID, subject.symbol)])
    }

    static func nothingRead(_ subject: Subject, _ problem: Unavailable) -> Verdict {
        .nothingRead(problem, next: [again(subject.clientOrderID, subject.symbol)])
    }

    static func again(_ id: ClientOrderID?, _ symbol: Symbol?) -> NextCommand {
        var words = ["triage", "unexpected"]
        if let id { words.append(id.rawValue) }
        if let symbol { words += ["--symbol", symbol.rawValue] }
        return NextCommand(words)
    }

    static func time(_ placement: Placement) -> String {
        switch placement {
        case .at(let moment): moment.description
        case .notAfter(let moment): "\(moment) or before"
        case .unknown: "at an unknown time"
        }
    }
}
