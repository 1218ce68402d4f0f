import FoundationEssentials

/// The sentences of the verdicts on a position, or one hedge side of it.
struct PositionWording {
    let symbol: Symbol
    /// `.both` on a one-way account.
    let side: PositionSide

    func flat() -> Verdict {
        Verdict(
            code: PositionVerdict.flat.rawValue, cause: "the exchange shows no \(name)",
            summary: "\(symbol) is flat: nothing to do.", confidence: .certain, action: .none, weight: .clear)
    }

    /// - Parameter isProven: the row is no older than the bot that runs.
    func asExpected(_ amount: Quantity, _ expected: ExpectedPosition, isProven: Bool) -> Verdict {
        Verdict(
            code: PositionVerdict.asExpected.rawValue,
            cause: "\(amount) \(symbol), and \(expected.file) expects \(expected.amount)",
            summary: isProven
                ? "The position is as expected."
                : "The position is as expected. But it's unclear whether that row is from the bot's current run.",
            confidence: isProven ? .certain : .likely, action: .none, weight: .clear)
    }

    func untracked(_ amount: Quantity, _ shares: [FillShare], beside company: PositionParticipants) -> Verdict {
        let owners =
            shares.contains { $0.origin == .closing } ? "grinder's own or grinderctl's flatten of it" : "grinder's own"
        let cause = "every fill since the position was last flat is \(owners): \(list(shares))"
        let text = "grinder opened \(amount) \(symbol), and its expected state does not show it."
        guard company.running.isEmpty else {
            return Verdict(
                code: PositionVerdict.untrackedFills.rawValue, cause: cause,
                summary: "\(text) \(company.words)", confidence: .certain, action: .escalate, weight: .finding,
                next: [NextCommand("check", "stream"), NextCommand("timeline", symbol.rawValue)])
        }
        let sided = side == .both ? [] : ["--side", side == .long ? "long" : "short"]
        return Verdict(
            code: PositionVerdict.untrackedFills.rawValue, cause: cause,
            summary: "\(text) \(company.words)", confidence: company.isProven ? .certain : .likely, action: .flatten,
            weight: .finding, next: [NextCommand(["flatten", symbol.rawValue] + sided)])
    }

    func external(_ amount: Quantity, _ shares: [FillShare]) -> Verdict {
        owned(
            .external, "no fill since the position was last flat is grinder's: \(list(shares))",
            "Someone else opened \(amount) \(symbol); grinder must not close it. Find out who.", shares)
    }

    func mixed(_ amount: Quantity, _ shares: [FillShare]) -> Verdict {
        owned(
            .mixed, "grinder and others opened it: \(list(shares))",
            "Part of \(amount) \(symbol) is someone else's, and closing it would close theirs too. Find out who.",
            shares)
    }

    func forced(_ amount: Quantity, _ shares: [FillShare]) -> Verdict {
        owned(
            .forced, "the exchange itself traded it: \(list(shares))",
            "\(amount) \(symbol) is what a liquidation, ADL or settlement left. Check the margin first.",
            shares)
    }

    private func owned(
        _ code: PositionVerdict, _ cause: String, _ summary: String, _ shares: [FillShare]
    ) -> Verdict {
        let isHeuristic = shares.contains { $0.origin.isHeuristic }
        return Verdict(
            code: code.rawValue, cause: cause, summary: summary, confidence: isHeuristic ? .likely : .certain,
            action: .escalate, weight: .finding, next: [NextCommand("timeline", symbol.rawValue)])
    }

    func incomplete(_ amount: Quantity, _ ledger: FillLedger?, windows: [TimeSpan]) -> Verdict {
        let reach = windows.last.map { "the fills since \($0.from)" } ?? "no fills"
        let residue = ledger.map { Amount($0.residue).text } ?? amount.amount.text
        return .inconclusive(
            "\(reach) explain all but \(residue) of \(amount): the position was last flat before that",
            "Can't tell who opened the rest. The exchange keeps fills for 3 months.", next: [timeline])
    }

    func contradicted(_ trade: Trade) -> Verdict {
        .inconclusive(
            "fills are missing: before fill \(trade.id) the \(name) would have had the wrong sign",
            "The list of fills is incomplete or lags behind. Check again.", next: [again])
    }

    func unattributed(_ shares: [FillShare]) -> Verdict {
        .inconclusive(
            "the order behind a fill could not be read: \(list(shares))",
            "Without it I can't tell whose position this is.", next: [again, timeline])
    }

    func changed(from first: Quantity, to second: Quantity) -> Verdict {
        .inconclusive(
            first.amount.equals(second.amount)
                ? "the \(name) was traded while it was read, and is \(second) again"
                : "the \(name) was \(first) and is \(second) now",
            "It is being traded right now, so what was read is out of date. Check again.", next: [again])
    }

    func modeUnclear() -> Verdict {
        .inconclusive(
            "the rows of the position do not fit the account's position mode",
            "The mode may have been switched just now. Check again.", next: [again])
    }

    func unread(_ problem: Unavailable, ledger: FillLedger? = nil) -> Verdict {
        let open = ledger.flatMap { $0.residue == 0 ? nil : $0.residue }
        let known = open.map { " \(Amount($0)) of it is unaccounted for so far." } ?? ""
        return .inconclusive(
            "\(problem.source): \(problem.detail)",
            "A read that is needed failed, and a failed read does not mean that the position is flat.\(known)",
            because: problem,
            next: [again])
    }

    func nothingRead(_ problem: Unavailable) -> Verdict {
        .nothingRead(problem, next: [again])
    }

    private func list(_ shares: [FillShare]) -> String { shares.map(\.words).joined(separator: "; ") }

    private var name: String { side == .both ? "position" : "\(side.rawValue) position" }
    private var again: NextCommand { NextCommand("triage", "position", symbol.rawValue) }
    private var timeline: NextCommand { NextCommand("timeline", symbol.rawValue) }
}
