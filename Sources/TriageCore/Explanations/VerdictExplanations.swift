/// What each verdict of the four procedures means, and what is to be done about it.
extension Explanation {
    package static let verdicts =
        UnexpectedVerdict.allCases.map(explanation) + MissingVerdict.allCases.map(explanation)
        + DivergenceVerdict.allCases.map(explanation) + PositionVerdict.allCases.map(explanation)

    private static let readMore =
        "The output names what is missing and what would decide. Nothing is to be cancelled or closed on this."

    private static func explanation(_ verdict: UnexpectedVerdict) -> Explanation {
        func told(_ meaning: String, _ advice: String, _ next: NextCommand...) -> Explanation {
            Explanation(.verdict, verdict.rawValue, in: "triage unexpected", meaning, advice: advice, next: next)
        }
        return switch verdict {
        case .orphaned:
            told(
                "A live grinder order that no running bot placed, took over or expects.",
                "Cancel it; the verdict authorises that for 15 minutes, for this very order.",
                NextCommand("cancel", "CID"))
        case .expected:
            told(
                "The order belongs to a running bot: placed after its start, or active in its expected state.",
                "Leave it alone. grinder flags its own orders after a start.")
        case .gone:
            told(
                "The order ended, and a read, a log, an expected state or the audit log knows it.",
                "Nothing, unless it filled: then look at the position.", NextCommand("triage", "position", "SYMBOL"))
        case .notOurs:
            told(
                "The order is not grinder's: a person's or another program's.",
                "Leave it alone: grinderctl never cancels it.")
        case .inconclusive: told("Can't tell whose order it is, or whether it is still there.", readMore)
        }
    }

    private static func explanation(_ verdict: MissingVerdict) -> Explanation {
        func told(_ meaning: String, _ advice: String, _ next: NextCommand...) -> Explanation {
            Explanation(.verdict, verdict.rawValue, in: "triage missing", meaning, advice: advice, next: next)
        }
        let position = NextCommand("triage", "position", "SYMBOL")
        return switch verdict {
        case .open:
            told(
                "The order is live on the exchange: grinder's snapshot was old or incomplete.", "Nothing.",
                NextCommand("check", "state"))
        case .filled: told("The order filled.", "Check that the position is what the bot believes.", position)
        case .partiallyFilled:
            told("Part of the order filled; it is still live, or ended with the rest.", "Check the position.", position)
        case .cancelled: told("The order was cancelled without a fill.", "Nothing: there is no exposure.")
        case .expired: told("The order expired without a fill.", "Nothing: there is no exposure.")
        case .rejected:
            told(
                "The order was refused, when it was placed or when its trigger fired; the code says why.",
                "Nothing rests on the exchange. Fix the cause that the code names.")
        case .neverArrived:
            told(
                "The exchange would remember the order and does not: it never rested on the book.",
                "Find out why the bot expects it: a lost request, another account or environment.",
                NextCommand("timeline", "CID"))
        case .agedOut:
            told(
                "The exchange no longer keeps what would decide it: 3 days for orders without fills, 90 days for any.",
                "The bot's log and the trades are all that is left.", NextCommand("timeline", "CID"))
        case .exchangeUnavailable:
            told("The exchange answered none of the reads.", "Wait, and ask again.", NextCommand("check", "rest"))
        case .inconclusive: told("Can't tell what became of the order.", readMore)
        }
    }

    private static func explanation(_ verdict: DivergenceVerdict) -> Explanation {
        func told(_ meaning: String, _ advice: String, _ next: NextCommand...) -> Explanation {
            Explanation(.verdict, verdict.rawValue, in: "triage divergence", meaning, advice: advice, next: next)
        }
        return switch verdict {
        case .converged: told("The exchange shows the expected status.", "Nothing.")
        case .terminalMissed:
            told(
                "The order has ended on the exchange, but the bot still expects it.",
                "The bot is tracking an order that's gone: restart the bot, or reset.", NextCommand("reset"))
        case .persistent:
            told(
                "After the grace period the two still differ.", "Escalate with this evidence.",
                NextCommand("timeline", "CID"))
        case .inconclusive: told("Can't tell whether the two agree.", readMore)
        }
    }

    private static func explanation(_ verdict: PositionVerdict) -> Explanation {
        func told(_ meaning: String, _ advice: String, _ next: NextCommand...) -> Explanation {
            Explanation(.verdict, verdict.rawValue, in: "triage position", meaning, advice: advice, next: next)
        }
        return switch verdict {
        case .flat: told("There is no position.", "Nothing.")
        case .asExpected: told("The position matches the expected state.", "Nothing.")
        case .untrackedFills:
            told(
                "The position was made by fills of grinder's own orders, and nothing expects it.",
                "Close it while the bot is stopped; if it's running, escalate.", NextCommand("flatten", "SYMBOL"))
        case .external:
            told(
                "The position was made by orders that are not grinder's.",
                "Ask the people who trade on this account. flatten won't touch it.")
        case .mixed:
            told(
                "grinder's fills and others' made the position together.",
                "Find out which part is whose. flatten won't touch it.")
        case .forced:
            told(
                "The exchange itself traded: liquidation, ADL or settlement.", "Escalate immediately.",
                NextCommand("check", "rest"))
        case .inconclusive: told("Can't tell where the position comes from.", readMore)
        }
    }

    /// Of the four escalation checks.
    package static let checkVerdicts: [Explanation] = [
        check("healthy", "all checks", "No sign of a fault.", "Nothing."),
        check("exchange-unavailable", "all checks", "The exchange did not answer.", "Wait, and ask again.", "rest"),
        check(
            "credentials-refused", "check rest, check stream", "The exchange refuses the key.",
            "Check the key, its IP list and its permissions.", "rest"),
        check(
            "rate-limited", "check rest, check clock", "This IP is rate-limited or banned for now.",
            "Wait as long as it says; a bot on the same IP is blocked too.", "rest"),
        check(
            "restricted", "check rest", "The account or a symbol may not open orders.",
            "Closing orders still pass. Ask Binance why.", "rest"),
        check(
            "degraded", "check rest, check stream", "Some requests fail or are slow, or the stream keeps closing.",
            "Expect missed and late answers in the bot too.", "rest"),
        check(
            "dead", "check stream", "No listenKey exists: no one receives this account's order events.",
            "Restart the bot's connector.", "stream"),
        check(
            "not-running", "check state", "No instance reconciles: its zeros mean \"not running\", not \"clean\".",
            "Query the exchange directly.", "state"),
        check(
            "stale", "check state", "The bot's last snapshot is old.", "What it says of mismatches is as old as that.",
            "state"),
        check(
            "confirmed", "check state", "The bot counts mismatches, and the exchange shows them too.", "Triage them.",
            "state"),
        check(
            "disagree", "check state", "The bot's counters and the exchange disagree.",
            "Triage what the exchange shows.", "state"),
        check(
            "drifting", "check clock", "The clock is off by a noticeable amount; requests still pass.",
            "Set the clock.", "clock"),
        check(
            "ahead", "check clock", "The clock is more than 1 s ahead: signed requests are refused (-1021).",
            "Set the clock.", "clock"),
        check(
            "behind", "check clock", "The clock is behind by more than recvWindow allows (-1021).", "Set the clock.",
            "clock"),
        check(
            "attention", "checks", "Something needs a person's attention.", "Read the lines marked !!.", nil),
    ]

    private static func check(
        _ code: String, _ context: String, _ meaning: String, _ advice: String, _ name: String? = nil
    ) -> Explanation {
        Explanation(
            .verdict, code, in: context, meaning, advice: advice, next: name.map { [NextCommand("check", $0)] } ?? [])
    }
}
