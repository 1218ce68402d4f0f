extension GateCode {
    /// The half sentence behind "refuses when".
    package var refusesWhen: String {
        switch self {
        case .environmentMismatch: "triage, plan or reset were made in another environment, URL or account"
        case .mainnetNotAllowed: "the environment is mainnet, without ALLOW_MAINNET_TRADE=1"
        case .notOurs: "the order is not grinder's, or leaves the closing order no room"
        case .symbolNotAllowed: "the configuration lists symbols, and this is not one"
        case .openIntent: "an earlier request on it has no known outcome: audit resolve settles it"
        case .noFreshTriage:
            "no orphaned (cancel) or untracked-fills (flatten) verdict in 15 minutes, or the bot moved since"
        case .instanceRunning: "an instance of the bot answers, or none is shown to be stopped (reset, flatten)"
        case .symbolNotTrading: "the symbol's status is not TRADING, and a closing order is needed"
        case .sideRequired: "a hedge account has both sides open, without --side"
        case .orderLimit: "there are more orders than --max-orders (10)"
        case .notionalCap: "what it trades or leaves unprotected is worth over --max-notional (500 USDT)"
        case .clockSkew: "this clock is over 60 s off the exchange's, or can't be measured to 1 s"
        case .weightBudget: "no request weight is left (--weight-budget); if only this fails, exit 75"
        case .reasonMissing: "--execute comes without --reason, or with a word like WHY"
        case .policy: "the configuration requires more: see below"
        case .confirmationMissing: "no --confirm: the id (several: their count), the symbol, reset, reconnect"
        case .confirmationMismatch: "--confirm names something else"
        case .stalePlan: "read again right before sending, the facts of the plan differ"
        }
    }

    /// What satisfies or overrides it.
    fileprivate var remedy: (advice: String, next: [NextCommand]) {
        switch self {
        case .environmentMismatch: ("Triage again where you want to act.", [])
        case .mainnetNotAllowed: ("To trade real money, set ALLOW_MAINNET_TRADE=1 for this one command.", [])
        case .notOurs: ("Nothing overrides it. Ask the order's owner.", [])
        case .symbolNotAllowed:
            ("If the symbol is right, add it to symbols in the configuration.", [NextCommand("config", "show")])
        case .openIntent: ("Nothing overrides it. Settle the earlier request first.", [NextCommand("audit", "resolve")])
        case .noFreshTriage:
            (
                "Triage it now. --without-triage overrides, and is recorded.",
                [NextCommand("triage", "unexpected", "CID")]
            )
        case .instanceRunning:
            (
                "Stop the bot. Where nothing answers, --answer instance-stopped=yes says so, once you have seen it stopped. "
                    + "--while-running overrides for a flatten, and is recorded.", []
            )
        case .symbolNotTrading:
            ("Nothing overrides it: the exchange takes no order there. A reset can leave it out with --symbol.", [])
        case .sideRequired: ("Add --side long or --side short.", [])
        case .orderLimit: ("Raise --max-orders if you mean that many.", [])
        case .notionalCap: ("Raise --max-notional if you mean that much.", [])
        case .clockSkew: ("Set this machine's clock.", [NextCommand("check", "clock")])
        case .weightBudget: ("Wait for the next minute, or raise --weight-budget.", [])
        case .reasonMissing: ("Add --reason with what you would tell the reviewer.", [])
        case .policy:
            (
                "The refusal names what the configuration requires, or required when this audit log last acted. If it was "
                    + "loosened on purpose, add --policy-loosened (recorded).", [NextCommand("help", "gates")]
            )
        case .confirmationMissing, .confirmationMismatch: ("Repeat the id or symbol with --confirm.", [])
        case .stalePlan: ("Something changed in the meantime. Draw the plan again and review it.", [])
        }
    }
}

extension Explanation {
    package static let gates = GateCode.allCases.map { gate in
        let remedy = gate.remedy
        return Explanation(
            .gate, gate.rawValue, "Refuses when \(gate.refusesWhen).", execution: .notExecuted, advice: remedy.advice,
            next: remedy.next)
    }
}
