/// The sentences of what the instances leave open about an order.
struct InstanceDoubtWording {
    private let order: ObservedOrder
    private let placement: Placement
    /// The operator's answer that all are stopped counts for nothing.
    private let isContradicted: Bool

    init(_ order: ObservedOrder, _ placement: Placement, contradicted: Bool) {
        self.order = order
        self.placement = placement
        isContradicted = contradicted
    }

    func verdict(_ doubt: InstanceRule.Doubt) -> Verdict {
        switch doubt {
        case .placementUnknown: placementUnknown()
        case .withinMargin(let name, let start): withinMargin(name, start)
        case .startUnknown(let name, let start): startUnknown(name, atLatest: start)
        case .noInstanceKnown: noInstanceKnown()
        case .unreachable(let names): unreachable(names.joined(separator: ", "))
        case .unusable(let pages): unusable(pages.joined(separator: ", "))
        case .takesOver(let name, let why): takesOver(name, because: why)
        case .mayTakeOver(let name, let problem): mayTakeOver(name, problem)
        case .mayHaveLed(let name, let start): mayHaveLed(name, start)
        case .noneTrades(let instances): noneTrades(instances)
        }
    }

    private var id: String { order.clientOrderID.rawValue }
    private var health: NextCommand { NextCommand("triage", "unexpected", id, "--health", "http://HOST:9090") }
    private var stopped: NextCommand { NextCommand("triage", "unexpected", id, "--answer", AnswerPlaceholder.stopped) }
    private var ignored: String {
        isContradicted ? " The answer that every instance is stopped is contradicted, so it is ignored." : ""
    }
    private var own: String { UnexpectedWording.own(order, placement) }

    private func placementUnknown() -> Verdict {
        if case .notAfter(let moment) = placement {
            return .inconclusive(
                "a trigger created it at \(moment), and the conditional order behind it is not known",
                "Its time is the trigger's, not the placement's, so it cannot be compared with a bot's start. To "
                    + "decide: stop the bot and confirm that it is stopped.\(ignored)",
                next: [stopped])
        }
        return .inconclusive(
            "the exchange did not say when it was placed",
            "Without that time the order cannot be compared with a bot's start.",
            next: [UnexpectedWording.again(order.clientOrderID, order.symbol)])
    }

    private func withinMargin(_ name: String, _ start: Timestamp) -> Verdict {
        .inconclusive(
            "placed \(UnexpectedWording.time(placement)), within 2 s of the start of \(name) (\(start))",
            "This run of the bot or the one before may have placed it. To decide: stop the bot and confirm that it "
                + "is stopped, or give the expected state.\(ignored)",
            next: [stopped],
            brief: Verdict.Brief(shared: "placed within 2 s of the start of \(name)", own: own))
    }

    private func startUnknown(_ name: String, atLatest start: Timestamp) -> Verdict {
        .inconclusive(
            "\(name) came through a pipe, so its uptime has no known time",
            "It started at \(start) or before, so \(order.sketch) may be its own. To decide, I need the address of its "
                + "/healthz, or the name of the saved page.\(ignored)",
            next: [health])
    }

    private func noInstanceKnown() -> Verdict {
        .inconclusive(
            "no grinder instance is known",
            "A running bot's own grid looks just like this. To decide, I need /healthz of every instance (--health "
                + "URL), or confirmation that all are stopped.",
            next: [health, stopped],
            brief: Verdict.Brief(
                shared: "no grinder instance is known: give --health URL, or confirm that all are stopped", own: own))
    }

    private func unreachable(_ names: String) -> Verdict {
        .inconclusive(
            "no answer from \(names)",
            "Silence does not prove that it is stopped. To decide, I need its /healthz and /readyz, or "
                + "confirmation that all instances are stopped.\(ignored)",
            next: isContradicted ? [health] : [health, stopped],
            brief: Verdict.Brief(shared: "no answer from \(names), which does not prove it stopped", own: own))
    }

    private func unusable(_ pages: String) -> Verdict {
        .inconclusive(
            "what answers is not grinder: \(pages)",
            "So nothing is known of the bot. To decide, I need the address of its /healthz and /readyz, or "
                + "confirmation that all instances are stopped.\(ignored)",
            next: isContradicted ? [health] : [health, stopped],
            brief: Verdict.Brief(shared: "what answers is not grinder: \(pages)", own: own))
    }

    private func takesOver(_ name: String, because why: String) -> Verdict {
        .inconclusive(
            "\(name) syncs the account: \(why)",
            "\(order.sketch) was placed before \(name) started, but \(name) takes over the orders it finds: "
                + "cancelling one of them makes it trade. To decide: stop \(name), or reset.\(ignored)",
            next: [NextCommand("reset")],
            brief: Verdict.Brief(
                shared: "\(name) syncs the account and takes over the orders it finds: \(why)", own: own))
    }

    private func mayTakeOver(_ name: String, _ problem: Unavailable) -> Verdict {
        .inconclusive(
            "can't tell whether \(name) syncs the account: \(problem.source): \(problem.detail)",
            "A running bot that syncs the account takes over the orders it finds. To decide, I need its /metrics with "
                + "grinder_account_sync_last_wall_ts, or syncs: false in its config entry; or stop \(name), or reset."
                + ignored,
            next: [NextCommand("triage", "unexpected", id, "--metrics", "http://HOST:9090"), NextCommand("reset")],
            brief: Verdict.Brief(
                shared: "can't tell whether \(name) syncs the account: \(problem.source): \(problem.detail)", own: own))
    }

    private func mayHaveLed(_ name: String, _ start: Timestamp) -> Verdict {
        .inconclusive(
            "\(name) is on standby, and has run since \(start)",
            "\(order.sketch) was not placed before that: \(name) may have led at that time, and take up its grid again. To "
                + "decide: stop it and confirm that it is stopped, or reset.\(ignored)",
            next: [stopped, NextCommand("reset")],
            brief: Verdict.Brief(shared: "\(name) is on standby, and may have led when it was placed", own: own))
    }

    private func noneTrades(_ instances: [String]) -> Verdict {
        let answering = "\(instances.joined(separator: ", ")) \(instances.count == 1 ? "answers" : "answer")"
        return .inconclusive(
            "\(answering), but no instance says that it trades",
            "The instance that placed it is not among those asked. To decide, I need /healthz of the process that "
                + "trades (\"mode\":\"trading_loop\").\(ignored)",
            next: [health],
            brief: Verdict.Brief(shared: "\(answering), but no instance says that it trades", own: own))
    }
}
