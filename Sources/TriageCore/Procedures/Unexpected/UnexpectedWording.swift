/// The sentences of the verdicts on an unexpected order.
enum UnexpectedWording {
    /// - Parameters:
    ///   - stale: active in an expected state, which is nobody's while nothing runs.
    ///   - handling: a line of a bot that may have handled it since; that bot's run is not known.
    static func orphaned(
        _ order: ObservedOrder, _ placement: Placement, _ finding: InstanceRule.Finding, stale: ExpectedOrder?,
        handling: LogEvent? = nil
    ) -> Verdict {
        let cause: String
        var confidence = Verdict.Confidence.certain
        switch finding {
        case .predates(let starts):
            cause =
                "placed \(time(placement)), more than 2 s before the start of every trading instance "
                + "(\(starts.map(\.description).joined(separator: ", ")))"
        case .allStopped(byOperator: true):
            cause = "every instance is stopped, by the operator's answer"
            confidence = .likely
        default:
            cause = "every instance is stopped, by its status command"
        }
        if stale != nil || handling != nil { confidence = .likely }
        let row = stale.map { "; \($0.status) in \($0.file), which no running instance can mean" } ?? ""
        let fills = order.hasFills ? " \(order.executedQty) of \(order.origQty) is already filled." : ""
        let doubt = handling.map { " But: a bot's log tells of it, perhaps since: \($0.words) (\($0.place))." } ?? ""
        var next = [NextCommand("cancel", order.clientOrderID.rawValue)]
        if order.hasFills { next.append(NextCommand("triage", "position", order.symbol.rawValue)) }
        return Verdict(
            code: UnexpectedVerdict.orphaned.rawValue, cause: cause + row,
            summary: "\(order.sketch) rests on the exchange and belongs to no running bot.\(fills)\(doubt)",
            confidence: confidence, action: .cancel, weight: .finding, next: next)
    }

    /// Older than every start, and yet a bot did something with it since.
    static func handled(_ order: ObservedOrder, _ line: LogEvent, start: Timestamp) -> Verdict {
        let since = line.time.map { "at \($0.moment)" } ?? "at an unknown time"
        return .inconclusive(
            "a running bot may have taken it over: its log tells of \(line.words) \(since) (\(line.place))",
            "\(order.sketch) was placed before the start of every trading instance (\(start)), but an order that a "
                + "running bot handles is its own. Deciding: stop the bot and answer that it is stopped, or reset.",
            next: [NextCommand("timeline", order.clientOrderID.rawValue), NextCommand("reset")])
    }

    /// - Parameter doubts: what speaks against it, and what was not read, a phrase each.
    static func placedByRunning(
        _ order: ObservedOrder, _ placement: Placement, name: String, start: Timestamp,
        _ confidence: Verdict.Confidence, _ doubts: [String]
    ) -> Verdict {
        let owner =
            confidence == .certain
            ? "The running bot's own order: its log shows the placement accepted."
            : "Most likely the running bot's own order; no log that was read shows its placement accepted."
        return Verdict(
            code: UnexpectedVerdict.expected.rawValue,
            cause: "placed \(time(placement)), after the trading instance \(name) started (\(start))",
            summary: sentences(["\(owner) Cancelling the bot's own order would break its grid."], doubts),
            confidence: confidence, action: .none, weight: .clear)
    }

    static func activeInExpected(
        _ order: ObservedOrder, _ entry: ExpectedOrder, _ confidence: Verdict.Confidence, _ doubts: [String]
    ) -> Verdict {
        let whose = confidence == .certain ? "" : " Whether a running bot still means it is not certain."
        return Verdict(
            code: UnexpectedVerdict.expected.rawValue,
            cause: "\(entry.status) in \(entry.file)",
            summary: sentences(["\(order.sketch) is active in the expected state.\(whose)"], doubts),
            confidence: confidence, action: .none, weight: .clear)
    }

    /// The bot's log says that it does not expect it, and shows no placement of it.
    static func denied(_ order: ObservedOrder, _ doubts: [String]) -> Verdict {
        .inconclusive(
            doubts.first ?? "the bot's log flags the id as unexpected",
            sentences(
                [
                    "Placed while the bot runs, but the bot does not expect it and its log shows no placement of it: it "
                        + "may be a script's, or a placement whose answer was lost. Deciding: the log of the process "
                        + "that placed it, or stop the bot and answer that it is stopped."
                ], Array(doubts.dropFirst())),
            next: [NextCommand("timeline", order.clientOrderID.rawValue)])
    }

    private static func sentences(_ told: [String], _ doubts: [String]) -> String {
        (told + (doubts.isEmpty ? [] : ["But: \(doubts.joined(separator: "; "))."])).joined(separator: " ")
    }

    static func notOurs(_ order: ObservedOrder, reason: String) -> Verdict {
        notOurs(symbol: order.symbol, reason: reason, seen: "\(order.sketch) is \(order.status). ")
    }

    static func notOurs(symbol: Symbol, reason: String, seen: String) -> Verdict {
        Verdict(
            code: UnexpectedVerdict.notOurs.rawValue, cause: reason,
            summary: "\(seen)Not an order of grinder's: this tool never cancels it.",
            confidence: .certain, action: .none, weight: .clear)
    }

    static func ended(_ order: ObservedOrder) -> Verdict {
        if case .algo(let algo) = order, algo.hasFired, !algo.isFilledWhole { return triggered(order, algo) }
        guard order.isFinal else { return unknownStatus(order) }
        guard order.hasFills else {
            return Verdict(
                code: UnexpectedVerdict.gone.rawValue, cause: "the exchange says \(order.status)",
                summary: "\(order.sketch) is no longer open and nothing of it was filled. grinder's reconcile goes on "
                    + "flagging an id that it has seen open.",
                confidence: .certain, action: .none, weight: .clear)
        }
        return Verdict(
            code: UnexpectedVerdict.gone.rawValue,
            cause: "the exchange says \(order.status) with \(order.executedQty) of \(order.origQty) filled",
            summary: "\(order.sketch) is no longer open, but it was filled: look at the position.",
            confidence: .certain, action: .none, weight: .finding,
            next: [NextCommand("triage", "position", order.symbol.rawValue)])
    }

    private static func triggered(_ order: ObservedOrder, _ algo: AlgoOrder) -> Verdict {
        let child = algo.actualOrderID.map { "order \($0)" } ?? "a normal order"
        return Verdict(
            code: UnexpectedVerdict.gone.rawValue,
            cause: "its trigger fired (\(algo.status)) and made \(child), which is not open",
            summary: "The conditional order is over; "
                + (algo.fill.map { "\($0) of it was filled: look at the position." }
                    ?? "whether its order was filled shows in the position."),
            confidence: .likely, action: .none, weight: .finding,
            next: [NextCommand("triage", "position", order.symbol.rawValue)])
    }

    private static func unknownStatus(_ order: ObservedOrder) -> Verdict {
        .inconclusive(
            "the exchange says \(order.status), which is neither open nor final",
            "\(order.sketch): look again in a moment.",
            next: [again(order.clientOrderID, order.symbol)])
    }

    /// - Parameter witness: what knows the id although the exchange does not.
    static func notKnown(_ subject: Subject, witness: String) -> Verdict {
        Verdict(
            code: UnexpectedVerdict.gone.rawValue,
            cause: "not among the open orders, normal or conditional, and no record of it there; known to \(witness)",
            summary: "Nothing with this id is open. The exchange forgets orders that ended without fills after 3 days, "
                + "so an order that was filled would still be known for 90 days.",
            confidence: .likely, action: .none, weight: .clear)
    }

    /// - Parameter like: ids of open orders that resemble it.
    static func nobodyKnows(_ subject: Subject, like: [ClientOrderID]) -> Verdict {
        let names = like.map(\.rawValue).joined(separator: ", ")
        let meant =
            like.isEmpty
            ? "No open order of \(subject.symbol?.rawValue ?? "the account") has an id like it."
            : "Open, and like it: \(names)."
        return .inconclusive(
            "no read of the exchange, no log, no expected state and no audit row knows this id",
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
            detail, "Two reads of the exchange disagree: the order is changing right now. Look again.",
            next: [again(subject.clientOrderID, subject.symbol)])
    }

    static func unread(_ subject: Subject, _ problem: Unavailable) -> Verdict {
        .inconclusive(
            "\(problem.source): \(problem.detail)",
            "A needed read was not answered, and without it nothing is concluded.", because: problem,
            next: [again(subject.clientOrderID, subject.symbol)])
    }

    static func nothingRead(_ subject: Subject, _ problem: Unavailable) -> Verdict {
        .nothingRead(problem, next: [again(subject.clientOrderID, subject.symbol)])
    }

    static func undecided(
        _ order: ObservedOrder, _ placement: Placement, _ doubt: InstanceRule.Doubt, contradicted: Bool
    ) -> Verdict {
        let id = order.clientOrderID.rawValue
        let health = NextCommand("triage", "unexpected", id, "--health", "http://HOST:9090")
        let stopped = NextCommand("triage", "unexpected", id, "--answer", AnswerPlaceholder.stopped)
        let ignored =
            contradicted ? " The answer that every instance is stopped is contradicted and counts for nothing." : ""
        switch doubt {
        case .placementUnknown:
            if case .notAfter(let moment) = placement {
                return .inconclusive(
                    "a trigger made it \(moment), and the conditional order that was placed before is not known",
                    "Its time is the trigger's, not the placement's: it cannot be set against a start. Deciding: stop "
                        + "the bot and answer that it is stopped.\(ignored)",
                    next: [stopped])
            }
            return .inconclusive(
                "the exchange did not say when it was placed",
                "Without its time the order cannot be set against a start.",
                next: [again(order.clientOrderID, order.symbol)])
        case .withinMargin(let name, let start):
            return .inconclusive(
                "placed \(time(placement)), within 2 s of the start of \(name) (\(start))",
                "Either session may have placed it. Deciding: stop the bot and answer that it is stopped, or "
                    + "give the expected state.\(ignored)",
                next: [stopped])
        case .startUnknown(let name, let start):
            return InstanceDoubtWording.startUnknown(order, name: name, atLatest: start, ignored: ignored)
        case .noInstanceKnown:
            return .inconclusive(
                "no grinder instance is known",
                "A running bot's own grid looks just like this. Deciding: the health of every instance, or the "
                    + "answer that every instance is stopped.",
                next: [health, stopped])
        case .unreachable(let names):
            return .inconclusive(
                "no answer from \(names.joined(separator: ", "))",
                "A refused connection proves nothing. Deciding: an answer of its /healthz and /readyz, or, when "
                    + "nothing runs, the answer that every instance is stopped.\(ignored)",
                next: contradicted ? [health] : [health, stopped])
        case .unusable(let pages): return InstanceDoubtWording.unusable(order, pages: pages, ignored: ignored)
        case .takesOver(let name, let why):
            return InstanceDoubtWording.takesOver(order, name: name, because: why, ignored: ignored)
        case .mayTakeOver(let name, let problem):
            return InstanceDoubtWording.mayTakeOver(order, name: name, problem, ignored: ignored)
        case .noneTrades(let names):
            return .inconclusive(
                "\(names.joined(separator: ", ")) answers, but no instance says it trades",
                "The instance that placed it is not among those asked. Deciding: the health of the process that "
                    + "trades (\"mode\":\"trading_loop\").\(ignored)",
                next: [health])
        }
    }

    private static func again(_ id: ClientOrderID?, _ symbol: Symbol?) -> NextCommand {
        var words = ["triage", "unexpected"]
        if let id { words.append(id.rawValue) }
        if let symbol { words += ["--symbol", symbol.rawValue] }
        return NextCommand(words)
    }

    private static func time(_ placement: Placement) -> String {
        switch placement {
        case .at(let moment): moment.description
        case .notAfter(let moment): "\(moment) or before"
        case .unknown: "at an unknown time"
        }
    }
}
